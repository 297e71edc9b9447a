"""Labels out to a file and in from one: for training, and for whoever labels elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from listener.cli import exits
from listener.cli.label_asked import WORDS, label_in
from listener.cli.when import EARLIEST
from listener.errors import ConfigError
from listener.i18n import say, why
from listener.store import Judgement, Labelled, Store
from listener.text import cell, fold, one_line

COLUMNS = (
    *("id", "text", "language", "source", "label", "predicted", "model", "weight"),
    *("brand", "labelled_at"),
)
SHOWN_LINES = 10


def write(store: Store, file: Path, brand: str | None) -> None:
    """All that stands labelled, with its words."""
    found = store.labels(brand, EARLIEST)
    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(COLUMNS)
            writer.writerows(map(_row, found))
    except OSError as error:
        words = say("commands.cannot_write", file=file, reason=why(error))
        raise ConfigError(words) from error
    click.echo(say("labels.exported", n=len(found), file=file))


def _row(each: Labelled) -> list[object]:
    judged = each.judged
    return [
        each.key,
        cell(each.text),
        judged.language,
        judged.source,
        judged.truth,
        judged.predicted,
        cell(judged.model),
        # A correction stands for itself alone, and measures nothing.
        round(judged.weight, 4) if each.sampled else "",
        cell(each.brand),
        judged.labelled_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ]


def take(store: Store, file: Path, brand: str | None, by: str, now: Callable[[], datetime]) -> None:
    """Each row's label, as a correction; rows that say nothing of use are named by their line.

    A row that names a brand speaks of that one alone.
    """
    taken, unread = 0, list[int]()
    for line, key, word, of in _rows(file):
        label, done = label_in(word), False
        if key.isascii() and key.isdigit() and label and len(key) < 18:
            brands = [each.brand for each in store.mention(int(key))]
            for each in [name for name in brands if brand in (None, name) and of in ("", name)]:
                said = Judgement(brand=each, key=int(key), label=label, by=by)
                done = store.put_label(said, now()) or done
        taken += done
        unread += [] if done else [line]
    click.echo(say("labels.imported", n=taken, file=file))
    if unread:
        lines = ", ".join(map(str, unread[:SHOWN_LINES])) + (
            " …" if len(unread) > SHOWN_LINES else ""
        )
        click.echo(say("labels.unread", n=len(unread), lines=lines), err=True)
        click.get_current_context().exit(exits.CONFIGURATION)


def _rows(file: Path) -> Iterator[tuple[int, str, str, str]]:
    """Line, number, label and brand of each row; no brand where the file has no such column."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            # A spreadsheet that writes commas in its numbers keeps cells apart by semicolons.
            apart = ";" if ";" in lines.readline() else ","
            lines.seek(0)
            reader = csv.DictReader(lines, restval="", delimiter=apart)
            names = [one_line(each, 40) for each in reader.fieldnames or ()]
            key = next((each for each in ("key", "id") if each in names), None)
            if key is None or "label" not in names:
                raise ConfigError(say("labels.no_columns", file=file))
            for row in reader:
                said = WORDS.get(fold((row["label"] or "").strip()), "")
                of = (row.get("brand") or "").strip()
                yield reader.line_num, (row[key] or "").strip(), said, of
    except (OSError, ValueError, csv.Error) as error:
        reason = why(error) if isinstance(error, OSError | ValueError) else str(error)
        words = say("commands.cannot_read", file=file, reason=reason)
        raise ConfigError(words) from error
