"""`listener import --columns`: what a table has, and a column map to begin with."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from listener.cli.table import table
from listener.cli.templates import quoted
from listener.columns import NAME, ColumnMap, Proposal
from listener.config import Config
from listener.errors import ConfigError, SourceError
from listener.i18n import say, why
from listener.model import Payload
from listener.source import ReadsTables, load_source
from listener.text import fold, one_line, plain
from listener.tomlfile import shown_path

LONGEST_VALUE = 40


def show(
    config: Config, file: Path, name: str | None, now: datetime, *, write: bool, dry_run: bool
) -> None:
    """The columns with some values, the proposed map, what to check; written after a yes."""
    found = _looked_at(file)
    path = config.folder / "imports" / f"{_name(name, file)}.toml"
    made = as_toml(found.map, file.name, now)
    click.echo("\n\n".join(_parts(found, file, made)))
    columns = found.map.columns
    if not (columns.text or columns.title or columns.rating):
        click.echo(say("table.unknown", path=shown_path(path)))
    elif path.exists():
        click.echo(say("table.there_already", path=shown_path(path)))
    elif not dry_run and (write or _wanted(path)):
        _write(path, made)
        shown = {"path": shown_path(path), "file": one_line(shlex.quote(str(file)), 200)}
        shown["name"] = path.stem
        click.echo(say("table.written", **shown))
    else:
        click.echo(say("table.not_written"))


def _looked_at(file: Path) -> Proposal:
    from listener.importing import files_in

    tables = load_source("table")
    assert isinstance(tables, ReadsTables)
    for each in files_in([file]):
        if each.error:
            raise ConfigError(each.error)
        try:
            return tables.propose(Payload(body=each.body, url=each.name))
        except SourceError as error:
            raise ConfigError(str(error)) from error
    raise ConfigError(say("table.no_table", file=one_line(file.name, 80)))


def _name(name: str | None, file: Path) -> str:
    """The name that was given, or one made of the file's."""
    if name is None:
        return "-".join(re.findall(r"[a-z0-9]+", fold(file.stem)))[:60].strip("-") or "tabla"
    if not NAME.fullmatch(name):
        raise ConfigError(say("table.bad_name", name=one_line(name, 80)), key="--map")
    return name


def _parts(found: Proposal, file: Path, made: str) -> Iterator[str]:
    rows = [
        [one_line(name, 60), " · ".join(one_line(each, LONGEST_VALUE) for each in values)]
        for name, values in found.found
    ]
    yield f"{say('table.found', file=one_line(file.name, 80))}\n{table(rows)}"
    shown = "\n".join(f"  {plain(line)}".rstrip() for line in made.splitlines())
    yield f"{say('table.proposed')}\n{shown}"
    if found.doubts:
        doubts = "\n".join(f"  · {one_line(doubt, 300)}" for doubt in found.doubts)
        yield f"{say('table.look_at')}\n{doubts}"


def as_toml(columns: ColumnMap, file: str, now: datetime) -> str:
    """The map as a file that a person can go on with."""
    day = now.date().isoformat()
    lines = [f"kind = {quoted(columns.kind)}"] if columns.kind else []
    lines += _comment(say("table.head_dates"))
    lines += [f"dates = {quoted(columns.dates)}", ""]
    lines += _comment(say("table.head", day=day, file=one_line(file, 80)))
    lines.append("[columns]")
    lines += [f"{key} = {quoted(name)}" for key, name in columns.columns.used.items()]
    if columns.scale is not None:
        lines += ["", *_comment(say("table.head_scale")), "[scale]"]
        lines += [f"worst = {columns.scale.worst:g}", f"best = {columns.scale.best:g}"]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _wanted(path: Path) -> bool:
    """Whether a person says yes; nobody there is a no."""
    try:
        return bool(click.prompt(say("table.ask_write", path=shown_path(path)), value_proc=_yes))
    except click.Abort:
        click.echo()
        return False


def _yes(text: str) -> bool:
    said = fold(plain(text)).strip(" .")
    if said in ("s", "si", "y", "yes", "n", "no"):
        return said not in ("n", "no")
    raise click.BadParameter(say("listings.bad_yes"))


def _write(path: Path, text: str) -> None:
    """A new file; one that is there is never overwritten."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        words = say("commands.cannot_write", file=shown_path(path), reason=why(error))
        raise ConfigError(words) from error
