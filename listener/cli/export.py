"""`listener export`: mentions for a spreadsheet or another program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

import click

from listener.cli import session
from listener.cli.aspects_shown import STAGES, check_aspect
from listener.cli.files import opened_as_text
from listener.cli.search import LABELS
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant, since
from listener.i18n import say
from listener.model import Label
from listener.text import cell

if TYPE_CHECKING:
    from listener.records import (
        StoredMention,
    )


@command("export")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--label", type=click.Choice(LABELS), help="label_option")
@option("--aspect", metavar="aspect", help="aspect_option")
@option("--stage", type=click.Choice(STAGES), help="stage_option")
@option("--since", "begin", metavar="since", help="since_option")
@option("--until", "end", metavar="since", help="until_option")
@form_option("csv", "jsonl")
@option("--excel", is_flag=True, help="excel_option")
@option("--output", type=click.Path(dir_okay=False), metavar="file", help="output_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def export(
    brand: str | None,
    source: str | None,
    label: Label | None,
    aspect: str | None,
    stage: str | None,
    begin: str | None,
    end: str | None,
    form: str,
    excel: bool,
    output: str | None,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    check_aspect(config, aspect)
    zone, now = session.zone_of(config, brand), session.clock(at)()
    with session.stored(config) as store, opened_as_text(output) as out:
        found = store.mentions(
            brand=brand,
            source=source,
            label=label,
            aspect=aspect,
            stage=stage,
            since=since(begin, now, zone) if begin else None,
            until=since(end, now, zone, "--until") if end else None,
        )
        count = _as_csv(found, out, excel=excel) if form == "csv" else _as_jsonl(found, out)
    if output:
        click.echo(say("commands.exported", n=count, file=output), err=True)


def _as_csv(found: Iterable[StoredMention], out: TextIO, *, excel: bool) -> int:
    """Rows that no spreadsheet takes for formulas; Excel wants a mark to read accents."""
    import csv

    from listener.cli.as_json import COLUMNS, mention_row

    if excel:
        out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    count = 0
    for each in found:
        writer.writerow([_cell(value) for value in mention_row(each).values()])
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return cell(value) if isinstance(value, str) else value


def _as_jsonl(found: Iterable[StoredMention], out: TextIO) -> int:
    """One JSON object a line, with the keys of `search --format json`."""
    import msgspec

    from listener.cli.as_json import mention_row

    count = 0
    for each in found:
        out.write(msgspec.json.encode(mention_row(each)).decode() + "\n")
        count += 1
    return count
