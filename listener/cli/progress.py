"""What a crawl says while it runs: bars for people, a line a watch for logs, JSON for machines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

import click
import msgspec

from listener.collecting import Progress
from listener.config import Config
from listener.detection import Change
from listener.digest.as_json import evaluation, silence
from listener.digest.coverage import quiet
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.listening import Progress as Heard
from listener.outgoing import Pause
from listener.reaiming import Reaimed
from listener.records import (
    Delivery,
    Outage,
    WatchStatus,
)
from listener.rematching import Rematched
from listener.source import title_of
from listener.store.verdicts import Settled
from listener.summing import Outcome
from listener.text import masked, one_line, plain

OVER = ("ended", "failed", "skipped")


class Lines:
    """A line for each watch that is over, on stderr, and a summary on stdout.

    When quiet, only what goes wrong.
    """

    def __init__(self, t: Translator, *, quiet: bool = False) -> None:
        self.t = t
        self.quiet = quiet

    def watch(self, each: Progress) -> None:
        """Something happened on a walk."""
        if each.event in OVER and (not self.quiet or each.event == "failed"):
            click.echo(line(each, self.t), err=True)

    def delivery(self, delivery: Delivery) -> None:
        """What became of a message."""
        from listener.cli.letters import told

        if delivery.state != "sent" or not self.quiet:
            click.echo(told(delivery), err=True)

    def pause(self, pause: Pause, zone: tzinfo, *, newly: bool) -> None:
        """Somebody takes no messages for now; told even when quiet in the run that began it."""
        from listener.cli.pauses_shown import pause_lines

        if pause.reason == "refused" and (newly or not self.quiet):
            click.echo("\n".join(pause_lines([pause], self.t, zone)), err=True)

    def reread(self, read: int, changed: int) -> None:
        """What changed lists of aspects have changed of what is stored."""
        from listener.cli.aspects_shown import renewed

        if changed and not self.quiet:
            click.echo(renewed(read, changed, self.t))

    def applied(self, done: Rematched, config: Config) -> None:
        """What changed queries have changed of what is stored; nothing is not told."""
        from listener.cli.query_applied import told

        if done.settled != Settled() and not self.quiet:
            click.echo(told(done, config, self.t))

    def reaimed(self, done: Reaimed, config: Config) -> None:
        """What other competitors have changed of what is stored; nothing is not told."""
        from listener.cli.query_applied import told_aim

        if done.changed and not self.quiet:
            click.echo(told_aim(done, config, self.t))

    def change(self, change: Change, words: str) -> None:
        """An incident opened, got worse or recovered."""
        if not self.quiet:
            click.echo(words)

    def outage(self, outage: Outage, words: str) -> None:
        """A source cannot be seen any more, which is told even when quiet; or it can again."""
        if outage.ended_at is None or not self.quiet:
            click.echo(f"{'✗' if outage.ended_at is None else '✓'} {words}", err=True)

    def erased(self, source: str, count: int) -> None:
        """Mentions were erased that may be kept no longer; told even when quiet."""
        words = _count("expired", count, self.t, area="recheck")
        click.echo(f"{one_line(title_of(source), 60)}: {words}", err=True)

    def silent(self, status: WatchStatus, zone: tzinfo) -> None:
        """A watch that answers, and has brought nothing for too long; told even when quiet."""
        name = one_line(status.title or status.key, 60)
        click.echo(f"✗ {name}: {quiet(status, self.t, zone)}", err=True)

    def heard(self, each: Heard, words: str) -> None:
        """How a stream goes."""
        if not self.quiet or each.error:
            click.echo(words, err=True)

    def end(self, outcome: Outcome, *, asked: bool = False) -> None:
        """All that was done; of the past, where something of it was, or was `asked` for."""
        if not self.quiet:
            past = of_past(outcome, self.t, asked)
            walks = outcome.walked or outcome.failed or outcome.skipped
            present = [] if past and not walks else [summary(outcome, self.t)]
            click.echo(" ".join([*present, *past]))


class Bars(Lines):
    """A bar over the watches begun, with pages and new items; failures stay, in red."""

    def __init__(self, t: Translator, bars: Any) -> None:
        super().__init__(t)
        self._bars = bars
        self._task = bars.add_task(t("commands.listening"), total=None)
        self._last: dict[tuple[str, bool], Progress] = {}

    def watch(self, each: Progress) -> None:
        """Move the bar."""
        from rich.markup import escape

        self._last[each.watch.key, each.backfills] = each
        if each.event == "failed":
            self._bars.console.print(f"[red]{escape(line(each, self.t))}[/red]")
        over = sum(seen.event in OVER for seen in self._last.values())
        said = so_far(self._last.values(), self.t)
        self._bars.update(self._task, total=len(self._last), completed=over, description=said)


class Json(Lines):
    """One JSON object a line, for every event, on stderr; nothing else anywhere."""

    def __init__(self, t: Translator, now: Callable[[], datetime]) -> None:
        super().__init__(t)
        self._now = now

    def watch(self, each: Progress) -> None:
        """Whatever happens on a walk, every page included."""
        self._say(
            each.event,
            watch=plain(masked(each.watch.key)),
            source=each.watch.source,
            brand=each.watch.brand,
            pages=each.pages,
            items=each.items,
            new=each.new,
            changed=each.changed,
            stopped_because=each.stopped_because,
            error=one_line(each.error, 1000),
            backfills=each.backfills,
            slices_left=each.slices_left,
        )

    def delivery(self, delivery: Delivery) -> None:
        """What became of a message."""
        from listener.cli.as_json import delivery_row

        row = delivery_row(delivery)
        self._say("delivery", kind=row.pop("event"), **row)

    def pause(self, pause: Pause, zone: tzinfo, *, newly: bool) -> None:
        """Somebody takes no messages for now."""
        from listener.cli.pauses_shown import pause_row

        self._say("paused", **pause_row(pause))

    def reread(self, read: int, changed: int) -> None:
        """What changed lists of aspects have changed of what is stored."""
        if changed:
            self._say("reread", read=read, changed=changed)

    def applied(self, done: Rematched, config: Config) -> None:
        """What changed queries have changed of what is stored."""
        from listener.cli.query_applied import row

        if done.settled != Settled():
            self._say("applied", **row(done))

    def reaimed(self, done: Reaimed, config: Config) -> None:
        """What other competitors have changed of what is stored."""
        if done.changed:
            self._say("reaimed", brand=done.brand, read=done.read, changed=done.changed)

    def change(self, change: Change, words: str) -> None:
        """An incident opened, got worse or recovered."""
        self._say(
            "incident",
            change=change.event,
            brand=change.incident.brand,
            source=change.incident.source,
            incident=change.incident.id or None,
            kind=change.incident.kind,
            evaluation=evaluation(change.incident.told),
            sentence=words,
        )

    def outage(self, outage: Outage, words: str) -> None:
        """A source cannot be seen any more, or it can again."""
        self._say(
            "outage",
            brand=outage.brand,
            source=outage.source,
            since=outage.since,
            ended_at=outage.ended_at,
            sentence=words,
        )

    def erased(self, source: str, count: int) -> None:
        """Mentions were erased that may be kept no longer."""
        self._say("expired", source=source, count=count)

    def silent(self, status: WatchStatus, zone: tzinfo) -> None:
        """A watch that answers, and has brought nothing for too long."""
        self._say(
            "silent",
            watch=plain(masked(status.key)),
            source=status.source,
            brand=status.brand,
            silence=silence(status),
            sentence=quiet(status, self.t, zone),
        )

    def heard(self, each: Heard, words: str) -> None:
        """How a stream goes."""
        counts = msgspec.structs.asdict(each)
        self._say("heard", **{**counts, "error": one_line(each.error, 1000)})

    def end(self, outcome: Outcome, *, asked: bool = False) -> None:
        """All that was done."""
        counts = msgspec.structs.asdict(outcome)
        numbers = {"failed": len(outcome.failed), "silent": len(outcome.silent)}
        self._say("finished", **{**counts, **numbers})

    def _say(self, event: str, **parts: Any) -> None:
        encoded = msgspec.json.encode({"at": self._now(), "event": event, **parts})
        click.echo(encoded.decode(), err=True)


@contextmanager
def voice(
    *, quiet: bool, log_format: str, now: Callable[[], datetime], t: Translator
) -> Iterator[Lines]:
    """How this crawl speaks: it depends on who listens."""
    if log_format == "json":
        yield Json(t, now)
    elif quiet or not sys.stderr.isatty():
        yield Lines(t, quiet=quiet)
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as RichBars

        console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn(), BarColumn(24), MofNCompleteColumn())
        words = TextColumn("{task.description}")
        with RichBars(*columns, words, console=console, transient=True) as bars:
            yield Bars(t, bars)


def line(each: Progress, t: Translator) -> str:
    """One watch that is over, as one line."""
    name = one_line(each.watch.title or each.watch.key, 60)
    if each.event == "failed":
        return f"✗ {name}: {one_line(each.error, 300)}"
    if each.event == "skipped":
        return f"· {name}: {t('commands.busy')}"
    if each.backfills:
        left = _count("slices_left", each.slices_left, t) if each.slices_left else ""
        parts = [t("commands.past"), so_far([each], t), left, one_line(each.error, 300)]
        return f"✓ {name}: {' · '.join(filter(None, parts))}"
    return f"✓ {name}: {so_far([each], t)}"


def of_past(outcome: Outcome, t: Translator, asked: bool) -> list[str]:
    """What was read of the past, what is left of it, and who shows no more."""
    said = [t("commands.window", source=name, days=n) for name, n in outcome.windows.items()]
    if outcome.late:
        said.append(_count("late", outcome.late, t))
    if outcome.slices_left:
        said.append(_count("past_left", outcome.slices_left, t))
    elif asked:
        said.append(t("commands.past_done"))
    return said


def so_far(runs: Iterable[Progress], t: Translator) -> str:
    """Pages and new items of these walks."""
    runs = list(runs)
    pages, new = sum(each.pages for each in runs), sum(each.new for each in runs)
    return f"{_count('pages', pages, t)} · {_count('new', new, t)}"


def summary(outcome: Outcome, t: Translator) -> str:
    """What the crawl did, in one or two sentences."""
    if not outcome.walked and not outcome.failed and not outcome.skipped:
        return t("commands.nothing_due")
    parts = [_count("crawled", outcome.walked, t), _count("new", outcome.new, t)]
    if outcome.changed:
        parts.append(_count("changed", outcome.changed, t))
    sentences = [", ".join(parts) + "."]
    if outcome.failed:
        sentences.append(_count("failed", len(outcome.failed), t))
    if outcome.skipped:
        sentences.append(_count("skipped", outcome.skipped, t))
    return " ".join(sentences)


def _count(key: str, value: int, t: Translator, area: str = "commands") -> str:
    return t(f"{area}.{key}", n=value, count=number(t.language, value))
