"""`listener mark`: days that are expected to stand out, and so alarm nobody and teach nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

import click

from listener.cli import session
from listener.cli.blocking_shown import brand_of
from listener.cli.incidents_shown import place
from listener.cli.shape import argument, command, form_option, option
from listener.cli.table import table
from listener.cli.when import EARLIEST, LATEST, Instant, instant
from listener.config import Brand, Config
from listener.i18n import Translator, say
from listener.i18n.formats import moment
from listener.marking import DAY, LONGEST_WHY, midnight, reason_of, withdraw
from listener.spikes import Mark
from listener.store import Store
from listener.text import one_line


@command("mark")
@argument("brand", required=False, metavar="maybe_brand")
@option("--from", "since", metavar="day", help="mark_from_option")
@option("--to", "until", metavar="day", help="mark_to_option")
@option("--why", metavar="text", help="why_option")
@option("--source", metavar="source", help="mark_source_option")
@option("--list", "listed", is_flag=True, help="mark_list_option")
@option("--withdraw", "number", type=click.IntRange(1), metavar="n", help="mark_withdraw_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def mark(
    brand: str | None,
    since: str | None,
    until: str | None,
    why: str | None,
    source: str | None,
    listed: bool,
    number: int | None,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    _check(
        since, number, listed=listed, told=any(each is not None for each in (until, why, source))
    )
    now, t = session.clock(at)(), session.translator()
    with session.stored(config) as store:
        if number is not None:
            told: Sequence[Mark] = [withdraw(store, number, now)]
        elif listed or since is None:
            told = _all(config, store, brand)
        else:
            whose = brand_of(config, brand)
            told = [store.mark(_wished(config, whose, since, until, why, source or "", now))]
    if form == "json":
        _as_json(told)
    else:
        click.echo(_as_text(config, told, t, one=bool(number) or not (listed or since is None)))


def _check(since: str | None, number: int | None, *, listed: bool, told: bool) -> None:
    """Refuse what would be left undone in silence: two things at a time, or no first day."""
    if listed + (number is not None) + (since is not None) > 1:
        raise click.UsageError(say("marks.one_at_a_time"))
    if told and since is None:
        raise click.UsageError(say("marks.say_since"))


def _all(config: Config, store: Store, brand: str | None) -> Sequence[Mark]:
    return [
        each
        for known in config.brands
        if brand in (None, known.id)
        for each in store.marks(known.id, EARLIEST, LATEST)
    ]


def _wished(
    config: Config,
    brand: Brand,
    since: str,
    until: str | None,
    why: str | None,
    source: str,
    now: datetime,
) -> Mark:
    """The mark that a person means: whole days where no hour is given, both of them included."""
    zone = session.zone_of(config, brand.id)
    begins, _ = _day("--from", since, zone)
    _, ends = _day("--to", until or since, zone)
    if ends <= begins:
        raise click.BadParameter(say("marks.ends_before"), param_hint="--to")
    reason = reason_of(why)
    if not reason:
        raise click.UsageError(say("marks.say_why"))
    return Mark(brand=brand.id, source=source, since=begins, until=ends, why=reason, marked_at=now)


def _day(option: str, text: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """Where a day begins and ends; a time is both."""
    try:
        at = instant(text, zone)
        if not EARLIEST <= at < LATEST:
            raise ValueError(text)
    except ValueError as error:
        raise click.BadParameter(
            say("commands.bad_time", value=one_line(text, 40)), param_hint=option
        ) from error
    if "T" in text or ":" in text:
        return at, at
    # A day may have 23 hours, or 25.
    return at, midnight(at + DAY + timedelta(hours=2), zone).astimezone(UTC)


def _as_json(told: Sequence[Mark]) -> None:
    from listener.cli.as_json import clean, echo_json

    echo_json(
        marks=[
            {
                "id": each.id,
                "brand": clean(each.brand),
                "source": clean(each.source) or None,
                "since": each.since,
                "until": each.until,
                "why": clean(each.why),
                "marked_at": each.marked_at,
                "withdrawn_at": each.withdrawn_at,
            }
            for each in told
        ]
    )


def _as_text(config: Config, told: Sequence[Mark], t: Translator, *, one: bool) -> str:
    if not told:
        return t("marks.none")
    if one:
        (each,) = told
        key = "marks.withdrawn" if each.withdrawn_at else "marks.marked"
        return t(key, **_in_words(config, each, t))
    return table([_row(_in_words(config, each, t)) for each in told])


def _row(said: dict[str, str]) -> tuple[str, ...]:
    return said["number"], said["brand"], said["where"], said["since"], said["until"], said["why"]


def _in_words(config: Config, mark: Mark, t: Translator) -> dict[str, str]:
    zone = session.zone_of(config, mark.brand)
    names = {each.id: each.name for each in config.brands}
    return {
        "number": str(mark.id),
        "brand": one_line(names.get(mark.brand, mark.brand), 60),
        "where": place(mark.source, t),
        "since": moment(t.language, mark.since, zone),
        "until": moment(t.language, mark.until, zone),
        "why": one_line(mark.why, LONGEST_WHY),
    }
