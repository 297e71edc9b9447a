"""Digests that are sent: of which period, to whom, none twice, and what was missed said.

last whole period ─► sent before? ─► report, with what nobody was sent ─► outbox, run noted
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from listener import pipeline
from listener.alerts.as_chat import spoken
from listener.alerts.mail import message
from listener.cli.session import translator, zone_of
from listener.config import Brand, Config
from listener.digest.asking import command_of
from listener.errors import ConfigError
from listener.i18n import Translator, say
from listener.i18n.formats import listed
from listener.outgoing import DigestRun, Target
from listener.periods import Period, Stretch, last_whole, missing
from listener.records import Delivery, Report
from listener.routing import Whom, targets, ways
from listener.store import Store
from listener.telling import leaving, sender_of
from listener.text import one_line

if TYPE_CHECKING:
    from listener.against import Against
    from listener.digest import Form

LONGEST_CHAT = 1_500


class Due(Struct, frozen=True, kw_only=True):
    """A digest to be sent: of a brand or a group, of which time, and which ones nobody was sent."""

    brand: str | None = None
    group: str | None = None
    period: Period
    stretch: Stretch
    missed: tuple[Stretch, ...] = ()

    @property
    def scope(self) -> str:
        """What it is of, as its run is noted."""
        return f"group:{self.group}" if self.group else self.brand or ""


def due(
    config: Config,
    store: Store,
    period: Period,
    now: datetime,
    *,
    brand: str | None = None,
    group: str | None = None,
    again: bool = False,
) -> tuple[list[Due], list[Due]]:
    """The digests of the last whole period that are due, and those that were sent before.

    Wanted `again`, all of them are due.
    """
    if group:
        stretch = last_whole(period, now, _zone(config, group))
        wanted = [Due(group=group, period=period, stretch=stretch)]
    else:
        wanted = [
            Due(
                brand=each.id,
                period=period,
                stretch=last_whole(period, now, ZoneInfo(each.time_zone)),
            )
            for each in _brands(config, brand)
        ]
    found = [(each, _missed(store, config, each)) for each in wanted]
    ready = [
        replace(each, missed=tuple(missed or ()))
        for each, missed in found
        if again or missed is not None
    ]
    return ready, [each for each, missed in found if not again and missed is None]


def _brands(config: Config, brand: str | None) -> Sequence[Brand]:
    """The brand asked for, or all that tell somebody; at least the first, which then errs."""
    if brand:
        return [config.brand(brand)]
    heard = [each for each in config.brands if not each.paused]
    return [each for each in heard if _told_of(config, each.id)] or heard[:1]


def _zone(config: Config, group: str | None) -> ZoneInfo:
    """Where a group's day begins: where its brands are, if they agree."""
    return ZoneInfo(getattr(zone_of(config, None, group), "key", "UTC"))


def _missed(store: Store, config: Config, wanted: Due) -> list[Stretch] | None:
    """What nobody was sent before it; None where it was sent itself."""
    last = store.last_digest(wanted.scope, wanted.period)
    if last is None:
        return []
    if last.until >= wanted.stretch.until:
        return None
    brand = config.brand(wanted.brand) if wanted.brand else None
    zone = ZoneInfo(brand.time_zone) if brand else _zone(config, wanted.group)
    return missing(wanted.period, last.until, wanted.stretch, zone)


def put_due(
    config: Config,
    store: Store,
    wanted: Due,
    now: datetime,
    *,
    again: bool = False,
    compare: Against | None = None,
    top: int | None = None,
) -> Report | None:
    """Put a digest into the outbox and note that it was made, both or neither; what it says.

    A quiet one may be wanted by nobody: it is noted all the same. None where another run was
    quicker.
    """
    from listener.digest.view import is_quiet

    since, until = wanted.stretch.since, wanted.stretch.until
    asked = (config, store, since, until, wanted.brand)
    (found,) = pipeline.reports(*asked, group=wanted.group, compare=compare, now=now)
    found = replace(found, missed=wanted.missed)
    with store.at_once():
        if not again and _missed(store, config, wanted) is None:
            return None
        if config.settings.digest.when_quiet or not is_quiet(found):
            put_digests(config, store, [found], now, top)
        store.note_digest(
            DigestRun(
                scope=wanted.scope,
                period=wanted.period,
                since=since,
                until=until,
                made_at=now,
            )
        )
    return found


def put_digests(
    config: Config,
    store: Store,
    found: Sequence[Report],
    now: datetime,
    top: int | None = None,
) -> None:
    """Put each report's digest into the outbox, in the language of each who is told.

    Raises ConfigError when there is nobody to send any of them to.
    """
    heard = [report for report in found if told(config, report)] or found[:1]
    written = [each for report in heard for each in _letters(config, store, report, now, top)]
    if not written and found:
        raise _nobody(found[0])
    for delivery in written:
        store.put(delivery)


def _nobody(report: Report) -> ConfigError:
    """Nobody is told; of a group, nobody of all of each of its brands."""
    first, *others = report.brands or (report.brand,)
    text = say("commands.nobody_told")
    if others:
        names = listed(translator().language, [one_line(each, 80) for each in report.brands])
        text = say("digest.group_nobody", names=names)
    return ConfigError(text, file=f"brands/{first}.toml", key="alerts.email")


def told(config: Config, report: Report) -> dict[Whom, Target]:
    """Who gets a digest: those who are told of all of a brand; of a group, of each of its brands.

    Whoever is told of one brand only must not read the figures of another.
    """
    reached = [_told_of(config, brand) for brand in report.brands or (report.brand,)]
    everywhere = set(reached[0]).intersection(*reached[1:])
    return {who: target for who, target in reached[0].items() if who in everywhere}


def _told_of(config: Config, brand: str) -> dict[Whom, Target]:
    found = ways(config.settings, config.brand(brand))
    return targets([way for way in found if way.route is None])


def _letters(
    config: Config, store: Store, report: Report, now: datetime, top: int | None
) -> list[Delivery]:
    letters = _Letters(config, store, report, now, top)
    return [letters.to(target) for target in told(config, report).values()]


class _Letters:
    """One report, written once for each language and form that somebody reads."""

    def __init__(
        self, config: Config, store: Store, report: Report, now: datetime, top: int | None
    ) -> None:
        self._config, self._store, self._report, self._now = config, store, report, now
        self._top = top
        self._pages: dict[tuple[Form, str], str] = {}

    def to(self, target: Target) -> Delivery:
        """The message for one target."""
        from listener.digest import subject

        about = subject([self._report], Translator(target.language))
        packed = {"email": self._mail, "apprise": self._chat, "webhook": self._data}
        return Delivery(
            event="digest",
            brand=self._report.brand,
            channel=target.channel,
            recipient=target.recipient,
            title=about,
            thread=self._thread,
            payload=packed[target.channel](target, about),
            created_at=self._now,
        )

    @property
    def _thread(self) -> str:
        return f"digest.{self._report.brand}"

    def _page(self, form: Form, target: Target) -> str:
        key = (form, target.language)
        if key not in self._pages:
            asked = (self._config, [self._report], self._now)
            self._pages[key] = pipeline.digest(
                *asked, form=form, language=target.language, top=self._top, store=self._store
            )
        return self._pages[key]

    def _mail(self, target: Target, about: str) -> bytes:
        return message(
            subject=about,
            text=self._page("text", target),
            html=self._page("mail", target),
            sender=sender_of(self._config),
            recipient=target.recipient,
            thread=self._thread,
            now=self._now,
            about=self._report.brand,
            unsubscribe=leaving(self._config, self._report.brand, target),
        )

    def _chat(self, target: Target, about: str) -> bytes:
        """The first lines: a chat is no page."""
        page = self._page("markdown", target)
        lines, room = [], LONGEST_CHAT
        for line in map(spoken, page.splitlines()):
            room -= len(line) + 1
            if room < 0:
                lines.append(f"… `{command_of(self._report)}`")
                break
            lines.append(line)
        told = {"title": about, "body": "\n".join(lines), "format": "markdown", "type": "info"}
        return msgspec.json.encode(told)

    def _data(self, target: Target, about: str) -> bytes:
        told = msgspec.json.decode(self._page("json", target))
        content = {"type": "digest", "timestamp": self._now, "title": about, "data": told}
        return msgspec.json.encode(content)
