"""`listener incidents`: which there are, and what people say of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

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
from listener.spikes import Incident
from listener.store import Store
from listener.text import one_line


@command("incidents")
@argument(
    "action",
    required=False,
    type=click.Choice(["ack", "snooze", "expected"]),
    metavar="incident_action",
)
@argument("number", required=False, type=click.IntRange(1), metavar="number")
@argument("how_long", required=False, type=Span(), metavar="maybe_span")
@option("--why", "because", metavar="text", help="why_option")
@option("--brand", metavar="brand", help="brand_option")
@option("--all", "everything", is_flag=True, help="incidents_all_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def incidents(
    action: str | None,
    number: int | None,
    how_long: timedelta | None,
    because: str | None,
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
        else:
            found = [_done(config, store, action, number, how_long, because, now)]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(incidents=[row(each, config, t) for each in found])
    elif action is None:
        click.echo("\n".join(_line(each, config, t) for each in found) or t("marks.no_incidents"))
    else:
        click.echo(_answer(found[0], action, config, t))


def row(incident: Incident, config: Config, t: Translator) -> dict[str, object]:
    """An incident as keys and values, with what people said of it."""
    return {
        **incident_row(incident, config, t),
        "acknowledged_at": incident.acknowledged_at,
        "snoozed_until": incident.snoozed_until,
    }


def _listed(
    config: Config, store: Store, brand: str | None, now: datetime, *, everything: bool
) -> Sequence[Incident]:
    if not everything:
        return store.open_incidents(brand)
    brands = [each.id for each in config.brands if brand in (None, each.id)]
    return [each for known in brands for each in store.incidents(known, EARLIEST, now)]


def _done(
    config: Config,
    store: Store,
    action: str,
    number: int | None,
    how_long: timedelta | None,
    because: str | None,
    now: datetime,
) -> Incident:
    if number is None:
        raise click.UsageError(say("marks.which_incident"))
    if how_long is not None and action != "snooze":
        raise click.UsageError(say("marks.time_of_snooze", number=number))
    if because is not None and action != "expected":
        raise click.UsageError(say("marks.why_of_expected", number=number))
    if action == "ack":
        return marking.acknowledge(store, number, now)
    if action == "snooze":
        if not how_long:
            raise click.UsageError(say("marks.how_long"))
        return marking.snooze(store, number, how_long, now)
    reason = marking.reason_of(because)
    if not reason:
        raise click.UsageError(say("marks.say_why"))
    known = store.incident(number)
    zone = session.zone_of(config, known.brand if known else None)
    return marking.expect(store, number, reason, zone, now)


def _line(incident: Incident, config: Config, t: Translator) -> str:
    mark = "·" if incident.state != "open" else "▲" if incident.pressing else "▽"
    brand, where = name_of(incident, config), place(incident.source, t)
    words = one_line(why(incident, config, t), 1000)
    return " ".join(
        [f"{mark} {incident.id} {brand} · {where}: {words}", *_said(incident, config, t)]
    )


def _said(incident: Incident, config: Config, t: Translator) -> list[str]:
    zone = session.zone_of(config, incident.brand)
    said = []
    if incident.acknowledged_at:
        at = moment(t.language, incident.acknowledged_at, zone)
        said.append(t("marks.acknowledged", at=at))
    if incident.snoozed_until and incident.state == "open":
        said.append(t("marks.snoozed", at=moment(t.language, incident.snoozed_until, zone)))
    return said


def _answer(incident: Incident, action: str, config: Config, t: Translator) -> str:
    zone = session.zone_of(config, incident.brand)
    until = incident.snoozed_until
    return t(
        f"marks.done_{action}",
        number=incident.id,
        brand=name_of(incident, config),
        where=place(incident.source, t),
        at=moment(t.language, until, zone) if until else "",
        why=one_line(incident.expected_because, LONGEST_WHY),
    )
