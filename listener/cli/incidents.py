"""`listener incidents`: which there are, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import click

from listener import marking
from listener.cli import session
from listener.cli.incidents_shown import incident_row, name_of, place, why
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import EARLIEST, Instant, Span
from listener.config import Config
from listener.i18n import Translator, say
from listener.i18n.formats import moment
from listener.marking import LONGEST_WHY
from listener.severity import severity
from listener.spikes import Incident
from listener.store import Store
from listener.text import one_line


@command("incidents")
@argument(
    "action",
    required=False,
    type=click.Choice(["ack", "snooze", "close", "useful", "noise", "expected"]),
    metavar="incident_action",
)
@argument("number", required=False, type=click.IntRange(1), metavar="number")
@argument("how_long", required=False, metavar="maybe_span")
@option("--cause", metavar="text", help="cause_option")
@option("--why", "because", metavar="text", help="why_option")
@option("--as", "by", default="", metavar="name", help="incidents_as_option")
@option("--brand", metavar="brand", help="brand_option")
@option("--all", "everything", is_flag=True, help="incidents_all_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def incidents(
    action: str | None,
    number: int | None,
    how_long: str | None,
    cause: str | None,
    because: str | None,
    by: str,
    brand: str | None,
    everything: bool,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now, t = session.clock(at)(), session.translator()
    with session.stored(config) as store:
        if action is None:
            found = _listed(config, store, brand, now, everything=everything)
            above = None
        else:
            said = _Said(action, how_long, cause, because, by)
            found = [_done(config, store, said, number, now, brand)]
            above = store.incident(found[0].parent or 0)
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(incidents=[row(each, config, t) for each in found])
    elif action is None:
        click.echo("\n".join(_line(each, config, t) for each in found) or t("marks.no_incidents"))
    else:
        click.echo(_answer(found[0], action, config, t))
        if action in ("ack", "snooze") and above and above.pressing and not above.attended:
            typed = " ".join(filter(None, (action, str(above.id), how_long)))
            click.echo(t("marks.whole_brand_too", id=above.id, typed=typed))


def row(incident: Incident, config: Config, t: Translator) -> dict[str, object]:
    """An incident as keys and values, with what people said of it."""
    from listener.cli.as_json import clean

    names = ("acknowledged_at", "snoozed_until", "reminded_at", "reopened", "closed_at", "useful")
    texts = ("acknowledged_by", "closed_by", "cause", "judged_by")
    return {
        **incident_row(incident, config, t),
        "severity": severity(incident),
        **{name: getattr(incident, name) for name in (*names, "judged_at")},
        **{name: clean(getattr(incident, name)) or None for name in texts},
    }


def _listed(
    config: Config, store: Store, brand: str | None, now: datetime, *, everything: bool
) -> Sequence[Incident]:
    if not everything:
        return store.open_incidents(brand)
    brands = [each.id for each in config.brands if brand in (None, each.id)]
    return [each for known in brands for each in store.incidents(known, EARLIEST, now)]


class _Said(NamedTuple):
    """What was typed of an incident."""

    action: str
    how_long: str | None
    cause: str | None
    because: str | None
    by: str


def _done(
    config: Config,
    store: Store,
    said: _Said,
    number: int | None,
    now: datetime,
    brand: str | None,
) -> Incident:
    if number is None:
        raise click.UsageError(say("marks.which_incident"))
    _refuse_what_is_elsewhere(said, number)
    marking.of_brand(store, number, brand)
    if said.action == "ack":
        return marking.acknowledge(store, number, now, said.by)
    if said.action == "snooze":
        span = Span().convert(said.how_long or "0h", None, None)
        if not span:
            raise click.UsageError(say("marks.how_long"))
        return marking.snooze(store, number, span, now)
    if said.action in ("useful", "noise"):
        return marking.judge(store, number, said.action == "useful", now, said.by)
    if said.action == "close":
        cause = _reason(said.cause, "marks.say_cause")
        return marking.close(config, store, number, cause, now, said.by)
    reason = _reason(said.because, "marks.say_why")
    known = store.incident(number)
    zone = session.zone_of(config, known.brand if known else None)
    return marking.expect(config, store, number, reason, zone, now)


def _refuse_what_is_elsewhere(said: _Said, number: int) -> None:
    """Say so where something was typed that would be left undone in silence."""
    if said.how_long is not None and said.action == "close" and said.cause is None:
        # Most likely it is the cause.
        raise click.UsageError(say("marks.say_cause"))
    if said.how_long is not None and said.action != "snooze":
        raise click.UsageError(say("marks.time_of_snooze", number=number))
    if said.because is not None and said.action != "expected":
        raise click.UsageError(say("marks.why_of_expected", number=number))
    if said.cause is not None and said.action != "close":
        raise click.UsageError(say("marks.cause_of_close", number=number))


def _reason(text: str | None, missing: str) -> str:
    reason = marking.reason_of(text)
    if not reason:
        raise click.UsageError(say(missing))
    return reason


def _line(incident: Incident, config: Config, t: Translator) -> str:
    mark = "·" if incident.state != "open" else "▲" if incident.pressing else "▽"
    brand, where = name_of(incident, config), place(incident.source, t)
    words = one_line(why(incident, config, t), 1000)
    return " ".join(
        [f"{mark} {incident.id} {brand} · {where}: {words}", *_said(incident, config, t)]
    )


def _said(incident: Incident, config: Config, t: Translator) -> Iterator[str]:
    """What people said of it, and what became of it, each in a sentence."""
    zone = session.zone_of(config, incident.brand)

    def at(time: datetime) -> str:
        return moment(t.language, time, zone)

    yield t("marks.severity", number=severity(incident))
    if incident.acknowledged_at:
        yield _by(incident.acknowledged_by, "acknowledged", t, at=at(incident.acknowledged_at))
    if incident.snoozed_until and incident.state == "open":
        yield t("marks.snoozed", at=at(incident.snoozed_until))
    if incident.reminded_at and incident.state == "open":
        yield t("marks.reminded", at=at(incident.reminded_at))
    if incident.closed_at:
        yield t("marks.closed", at=at(incident.closed_at))
    if incident.useful is not None:
        yield _by(incident.judged_by, "useful" if incident.useful else "noise", t)


def _by(name: str, key: str, t: Translator, **values: object) -> str:
    """Who said it, where that was written down."""
    if not name:
        return t(f"marks.{key}", **values)
    return t(f"marks.{key}_by", by=one_line(name, 80), **values)


def _answer(incident: Incident, action: str, config: Config, t: Translator) -> str:
    zone = session.zone_of(config, incident.brand)
    until = incident.snoozed_until
    quiet = "_expected" if action == "close" and incident.expected_because else ""
    return t(
        f"marks.done_{action}{quiet}",
        number=incident.id,
        brand=name_of(incident, config),
        where=place(incident.source, t),
        at=moment(t.language, until, zone) if until else "",
        why=one_line(incident.expected_because, LONGEST_WHY),
        cause=one_line(incident.cause, LONGEST_WHY),
    )
