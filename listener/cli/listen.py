"""`listener listen`: hear what is said as it is said, and tell within minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from listener import pipeline
from listener.cli import session
from listener.cli.engines_shown import announce
from listener.cli.incidents_shown import in_words, unseen
from listener.cli.shape import command, option
from listener.cli.when import Span
from listener.i18n import Translator
from listener.i18n.formats import number, span
from listener.source import title_of
from listener.store import Store

if TYPE_CHECKING:
    from listener.cli.progress import Lines
    from listener.config import Config
    from listener.listening import Progress

SAID_EVERY = 60.0
"""Seconds between two lines on how it goes, where nobody watches."""

UP_TO_DATE = timedelta(minutes=1)


@command("listen")
@option("--for", "how_long", type=Span(), metavar="span", help="how_long_option")
@option("--source", metavar="source", help="source_option")
@option("--no-alert", is_flag=True, help="no_alert_option")
@option("--quiet", "-q", is_flag=True, help="quiet_option")
@option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="log_option",
)
def listen(
    how_long: timedelta | None,
    source: str | None,
    no_alert: bool,
    quiet: bool,
    log_format: str,
) -> None:
    from listener.cli.progress import Json, Lines

    config = session.configured()
    announce(config.settings.sentiment)
    session.check_names(config, None, source)
    now, t = session.clock(None), session.translator()
    says = Json(t, now) if log_format == "json" else Lines(t, quiet=quiet)
    with session.stored(config, create=True) as store:
        pipeline.listen(
            config,
            store,
            now,
            source=source,
            seconds=how_long.total_seconds() if how_long is not None else None,
            tell=Voice(says, now, time.monotonic),
            look=looking(config, says, now, t, no_alert=no_alert),
        )


def looking(
    config: Config, says: Lines, now: Callable[[], datetime], t: Translator, *, no_alert: bool
) -> Callable[[Store], None]:
    """What is done every minute: look for spikes, and tell."""

    def look(store: Store) -> None:
        for change in pipeline.detect(config, store, now()):
            says.change(change, in_words(change, config, t))
        for outage in pipeline.look_out(config, store, now()):
            says.outage(outage, unseen(outage, config, t))
        settled = [] if no_alert else pipeline.alert(config, store, now())
        for delivery in settled:
            says.delivery(delivery)
        if any(delivery.state == "refused" for delivery in settled):
            for pause in store.pauses():
                says.pause(pause, session.zone_of(config, None), newly=True)

    return look


class Voice:
    """Says now and then how it goes; for a person who watches, in one line that changes."""

    def __init__(
        self, says: Lines, now: Callable[[], datetime], seconds: Callable[[], float]
    ) -> None:
        self._says, self._now, self._seconds = says, now, seconds
        self._said_at: float | None = None

    def __call__(self, heard: Progress) -> None:
        """Some more was heard, or nothing is heard at present."""
        due = self._said_at is None or self._seconds() - self._said_at >= SAID_EVERY
        if heard.error or due:
            self._said_at = self._seconds()
            self._says.heard(heard, so_far(heard, self._now(), self._says.t))


def so_far(heard: Progress, now: datetime, t: Translator) -> str:
    """What was heard so far, in one line."""
    counts = {
        name: number(t.language, getattr(heard, name)) for name in ("messages", "new", "changed")
    }
    said = [t("listening.so_far", source=title_of(heard.source), **counts)]
    if heard.odd:
        said.append(t("listening.odd", n=heard.odd, count=number(t.language, heard.odd)))
    said.append(heard.error or how_far(heard.at, now, t))
    return " · ".join(filter(None, said))


def how_far(at: datetime | None, now: datetime, t: Translator) -> str:
    """How far behind the world a stream is heard."""
    if at is None:
        return ""
    if now - at < UP_TO_DATE:
        return t("listening.up_to_date")
    return t("listening.behind", behind=span(now - at, t))
