"""`listener recheck`: look again at what is stored, by its ids: edited, deleted?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec

from listener import pipeline
from listener.cli import exits, session
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.source import title_of
from listener.text import one_line

if TYPE_CHECKING:
    from listener.looking import Looked
    from listener.rechecking import Overdue

SHOWN = 3
"""Of a source with many hosts, so many reasons are told."""


@command("recheck")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--limit", type=click.IntRange(min=1), metavar="n", help="recheck_limit_option")
@option("--quiet", "-q", is_flag=True, help="quiet_option")
@form_option("text", "json")
@option("--exit-zero", is_flag=True, help="recheck_exit_zero_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def recheck(
    ctx: click.Context,
    brand: str | None,
    source: str | None,
    limit: int | None,
    quiet: bool,
    form: str,
    exit_zero: bool,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    now, t = session.clock(at), session.translator()
    with session.stored(config) as store:
        rows = pipeline.recheck(config, store, now, brand=brand, source=source, limit=limit)
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(sources=[_row(each) for each in rows])
    else:
        _tell(rows, t, quiet=quiet)
    failed = any(each.failed for each in rows)
    ctx.exit(exits.SOURCE_FAILED if failed and not exit_zero else exits.FINE)


def _tell(rows: Sequence[Looked], t: Translator, *, quiet: bool) -> None:
    """A line a source; when quiet, only what fails and what was erased unseen."""
    for each in rows:
        if each.failed or each.expired or not quiet:
            click.echo(in_words(each, t), err=each.failed)
    if not rows and not quiet:
        click.echo(t("recheck.nothing_due"))


def in_words(row: Looked, t: Translator) -> str:
    """What came of looking again at one source, in a line."""
    said = [_count("looked", row.looked, t)]
    if row.edited:
        said.append(_count("edited", row.edited, t))
    if row.deleted:
        said.append(_count("erased" if row.erases else "deleted", row.deleted, t))
    sentences = [", ".join(said) + "."]
    if row.expired:
        sentences.append(_count("expired", row.expired, t))
    if row.left:
        sentences.append(_count("left", row.left, t))
    sentences += [one_line(each, 300) for each in row.errors[:SHOWN]]
    mark = "✗" if row.failed else "✓"
    return f"{mark} {one_line(title_of(row.source), 60)}: {' '.join(sentences)}"


def overdue_lines(found: Sequence[Overdue], t: Translator) -> list[str]:
    """What was not looked at for too long, in a line for each source; for other commands."""
    return [
        t(
            "recheck.overdue",
            source=one_line(title_of(each.source), 60),
            n=each.count,
            count=number(t.language, each.count),
            days=each.days,
        )
        for each in found
    ]


def _count(key: str, n: int, t: Translator) -> str:
    return t(f"recheck.{key}", n=n, count=number(t.language, n))


def _row(row: Looked) -> dict[str, object]:
    return {
        **msgspec.structs.asdict(row),
        "errors": [one_line(each, 1000) for each in row.errors],
    }
