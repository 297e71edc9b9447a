"""`listener status`: how each watch is, when it is due again, and what waits to be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import replace

from listener.budgeting import intervals, spendings
from listener.cli import exits, session
from listener.cli.shape import command, form_option, option
from listener.cli.table import table
from listener.cli.when import Instant
from listener.config import Config
from listener.digest.coverage import counted, deadline, misdated, quiet
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.model import STREAM
from listener.noticing import noticed
from listener.outgoing import Pause
from listener.rechecking import Overdue, overdue
from listener.records import (
    Answer,
    Delivery,
    Spending,
    StreamStatus,
    WatchStatus,
)
from listener.rescoring import stale
from listener.source import title_of
from listener.spikes import Incident
from listener.store import Store
from listener.text import one_line
from listener.watching import watches_of

MARKS = {"ok": "✓", "new": "?"}


class Row(Struct, frozen=True, kw_only=True):
    """A watch's status, with when it is due again."""

    status: WatchStatus
    next_due_at: datetime | None

    @property
    def broken(self) -> bool:
        """Its last walk failed."""
        return self.status.health not in MARKS

    @property
    def is_stream(self) -> bool:
        """It is heard as it happens, and never due."""
        return self.status.key.endswith(f"/{STREAM}")


@command("status")
@option("--brand", metavar="brand", help="brand_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def status(ctx: click.Context, brand: str | None, form: str, at: datetime | None) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now = session.clock(at)()
    with session.stored(config) as store:
        rows = rows_of(config, store, brand, now)
        live = store.streams()
        outbox = store.waiting()
        paused = store.pauses(brand)
        answers = store.open_answers(brand)
        incidents = store.open_incidents(brand)
        spent = spendings(config, store, now, brand)
        unchecked = overdue(store, now)
        others = stale(config, store)
    if form == "json":
        _as_json(config, rows, live, outbox, paused, answers, spent, unchecked, others, incidents)
    else:
        t = session.translator()
        click.echo(_as_text(config, rows, live, outbox, t, now))
        if paused:
            from listener.cli.pauses_shown import pause_lines

            click.echo("\n".join(pause_lines(paused, t, session.zone_of(config, brand))))
        if spent:
            from listener.cli.spending_shown import spending_lines

            click.echo("\n".join(spending_lines(config, spent, t)))
        if incidents:
            from listener.cli.incidents_shown import open_lines as spikes

            click.echo("\n".join(spikes(incidents, config, t)))
        if answers:
            from listener.cli.reply_shown import open_lines

            click.echo("\n".join(open_lines(answers, t)))
        if unchecked:
            from listener.cli.recheck import overdue_lines

            click.echo("\n".join(overdue_lines(unchecked, t)))
        if others:
            from listener.cli.scores_shown import stale_line

            click.echo(stale_line(others, t))
    ctx.exit(exits.SOURCE_FAILED if any(row.broken for row in rows) else exits.FINE)


def rows_of(config: Config, store: Store, brand: str | None, now: datetime) -> list[Row]:
    """Every watch of the configuration, those that no crawl has met yet included; and streams'."""
    known = {each.key: each for each in noticed(config, store, store.statuses(brand), now)}
    watches = watches_of(config)
    every = intervals(config, watches)
    rows = (Row(status=each, next_due_at=None) for each in known.values())
    heard = [row for row in rows if row.is_stream]
    return heard + [
        _row(
            known.get(
                watch.key,
                WatchStatus(
                    key=watch.key, brand=watch.brand, source=watch.source, title=watch.title
                ),
            ),
            every[watch.key],
        )
        for watch in watches
        if brand in (None, watch.brand)
    ]


def _row(known: WatchStatus, every: timedelta) -> Row:
    return Row(status=known, next_due_at=_due(known, every))


def _due(known: WatchStatus, every: timedelta) -> datetime | None:
    if known.last_started_at is None:
        return None
    due = known.last_started_at + every
    return max(due, known.rests_until) if known.rests_until else due


def _as_json(
    config: Config,
    rows: Sequence[Row],
    live: Sequence[StreamStatus],
    outbox: Sequence[Delivery],
    paused: Sequence[Pause],
    answers: Sequence[Answer],
    spent: Sequence[Spending],
    unchecked: Sequence[Overdue],
    others: Mapping[str, int],
    incidents: Sequence[Incident],
) -> None:
    from listener.cli.as_json import delivery_row, echo_json, watch_row
    from listener.cli.incidents_shown import incident_row
    from listener.cli.pauses_shown import pause_row
    from listener.cli.reply_shown import answer_row
    from listener.cli.spending_shown import spending_row
    from listener.cli.streams_shown import stream_row

    echo_json(
        watches=[{**watch_row(row.status), "next_due_at": row.next_due_at} for row in rows],
        streams=[stream_row(each) for each in live],
        outbox=[delivery_row(each) for each in outbox],
        pauses=[pause_row(each) for each in paused],
        incidents=[incident_row(each, config, session.translator()) for each in incidents],
        answers=[answer_row(each) for each in answers],
        budgets=[spending_row(each) for each in spent],
        unchecked=unchecked,
        other_models=[{"model": model, "mentions": n} for model, n in others.items()],
    )


def _as_text(
    config: Config,
    rows: Sequence[Row],
    live: Sequence[StreamStatus],
    outbox: Sequence[Delivery],
    t: Translator,
    now: datetime,
) -> str:
    parts: list[str] = []
    for brand in config.brands:
        own = [row for row in rows if row.status.brand == brand.id]
        if own:
            zone = ZoneInfo(brand.time_zone)
            cells = [_cells(row, live, t, zone, now) for row in own]
            parts.append(f"{one_line(brand.name, 80)}\n{table(cells)}")
    parts.append(_outbox(outbox, t))
    return "\n\n".join(parts)


def _cells(
    row: Row, live: Sequence[StreamStatus], t: Translator, zone: tzinfo, now: datetime
) -> list[str]:
    known = row.status
    name = one_line(known.title or known.key, 44)
    items = t("commands.items", n=known.items, count=number(t.language, known.items))
    return [
        MARKS.get(known.health, "✗"),
        name,
        items,
        " ".join([*_sentences(row, t, zone, now), _next(row, live, t, zone, now)]),
    ]


def _sentences(row: Row, t: Translator, zone: tzinfo, now: datetime) -> list[str]:
    known, said = row.status, []
    if known.lease_until and known.lease_until > now:
        said.append(t("commands.running"))
    if known.last_success_at:
        said.append(t("commands.last_success", at=moment(t.language, known.last_success_at, zone)))
    else:
        said.append(t("commands.never"))
    if told := counted(known, t):
        said.append(told)
    if told := quiet(known, t, zone):
        said.append(told)
    elif row.broken:
        said.append(t(f"commands.health_{known.health}", error=one_line(known.last_error, 300)))
    if told := misdated(known, t):
        said.append(told)
    if told := deadline(replace(known, source=title_of(known.source)), t, zone, now):
        said.append(told)
    if known.gaps:
        said.append(t("commands.gaps", n=len(known.gaps)))
    return said


def _next(
    row: Row, live: Sequence[StreamStatus], t: Translator, zone: tzinfo, now: datetime
) -> str:
    """When it is read again; of a stream, whether somebody listens."""
    if row.is_stream:
        from listener.cli.streams_shown import heard_now

        return heard_now(row.status.source, live, now, t)
    if row.next_due_at and row.next_due_at > now:
        return t("commands.next_due", at=moment(t.language, row.next_due_at, zone))
    return t("commands.due_now")


def _outbox(outbox: Sequence[Delivery], t: Translator) -> str:
    if not outbox:
        return t("commands.nothing_waits")
    from listener.cli.letters import told

    return "\n".join(told(each) for each in outbox)
