"""`listener import`: what a site's owner has exported or saved, as if it had been collected."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from listener.cli import exits, session
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.i18n import Translator, say
from listener.i18n.formats import number
from listener.store import Store
from listener.text import one_line, plain

if TYPE_CHECKING:
    from listener.columns import ColumnMap
    from listener.importing import Imported

COUNTS = ("rows", "new", "changed", "known", "stale", "star_only", "undated")
SHOWN = 20


@command("import")
@argument("source", metavar="source", required=False)
@argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="files",
)
@option("--brand", metavar="brand", help="import_brand_option")
@option("--map", "map_name", metavar="name", help="map_option")
@option(
    "--columns",
    "looked_at",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="file",
    help="columns_option",
)
@option("--yes", "-y", is_flag=True, help="write_option")
@option("--dry-run", is_flag=True, help="dry_run_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def import_(
    ctx: click.Context,
    source: str | None,
    files: tuple[Path, ...],
    brand: str | None,
    map_name: str | None,
    looked_at: Path | None,
    yes: bool,
    dry_run: bool,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    if looked_at is not None:
        from listener.cli.import_columns import show

        _alone(source)
        show(config, looked_at, map_name, session.clock(at)(), write=yes, dry_run=dry_run)
        return
    source = _named(ctx, source, files)
    session.check_names(config, brand, source)
    columns = _columns(config, source, map_name)
    whose, now, t = (
        _brand(config, brand, session.translator()),
        session.clock(at),
        session.translator(),
    )
    found: list[Imported] = []
    with _store(config, dry_run=dry_run) as store:
        for each in _imported(config, store, source, whose, files, now, columns):
            found.append(each)
            if form == "text":
                click.echo("\n".join(_lines(each, t)))
    if form == "json":
        _as_json(found, source, whose, dry_run=dry_run)
    else:
        click.echo(_end(found, whose, t, dry_run=dry_run))
    failed = any(each.error or each.unread for each in found)
    ctx.exit(exits.SOURCE_FAILED if failed else exits.FINE)


def _alone(source: str | None) -> None:
    """Whoever only looks at a table may name the source of tables, and nothing else."""
    if source not in (None, "table"):
        raise click.UsageError(say("importing.columns_alone"))


def _named(ctx: click.Context, source: str | None, files: Sequence[Path]) -> str:
    """The source; both it and a file have to be named."""
    if source is None or not files:
        missing = ctx.command.params[0 if source is None else 1]
        raise click.MissingParameter(ctx=ctx, param=missing)
    return source


def _columns(config: Config, source: str, name: str | None) -> ColumnMap | None:
    """The column map that was named, or the only one; only tables have one."""
    from listener.columns import load_map, map_names
    from listener.importing import reader
    from listener.source import ReadsTables

    if not isinstance(reader(source), ReadsTables):
        if name:
            raise click.UsageError(say("table.map_elsewhere"))
        return None
    names = map_names(config.folder)
    if name is None and len(names) != 1:
        shown = ", ".join(one_line(each, 60) for each in names)
        raise ConfigError(
            say("table.which_of_maps", maps=shown) if names else say("table.no_map_yet")
        )
    return load_map(config.folder, name or names[0])


def _brand(config: Config, brand: str | None, t: Translator) -> Brand:
    """The brand asked for, or the only one."""
    if brand is None and len(config.brands) > 1:
        ids = ", ".join(each.id for each in config.brands)
        raise ConfigError(t("importing.which_brand", brands=ids))
    return config.brand(brand) if brand else config.brands[0]


def _imported(
    config: Config,
    store: Store,
    source: str,
    brand: Brand,
    files: Sequence[Path],
    now: Callable[[], datetime],
    columns: ColumnMap | None,
) -> Iterator[Imported]:
    from listener.importing import files_in, import_files

    holder = f"import:{socket.gethostname()}:{os.getpid()}"
    unpacked = files_in(files)
    return import_files(
        config, store, source, brand, unpacked, holder=holder, now=now, columns=columns
    )


@contextmanager
def _store(config: Config, *, dry_run: bool) -> Iterator[Store]:
    """The database; in a rehearsal nothing of it changes, and none is made."""
    if not dry_run:
        with session.stored(config, create=True) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        path = config.database if config.database.exists() else Path(folder) / "rehearsal.db"
        with Store(path) as store, store.rehearsal():
            yield store


def _lines(found: Imported, t: Translator) -> Iterator[str]:
    """A file in a line; below it how it was read, and the first of the rows that were not."""
    yield _line(found, t)
    for note in found.notes:
        yield f"  · {one_line(note, 300)}"
    for row in found.unread[:SHOWN]:
        shown = {"line": number(t.language, row.line), "error": one_line(row.error, 300)}
        yield f"  ✗ {t('importing.unread', **shown)}"
    if (more := len(found.unread) - SHOWN) > 0:
        yield f"  ✗ {t('importing.more_unread', **_counted(more, t))}"


def _line(found: Imported, t: Translator) -> str:
    """What became of a file's rows, and what is to be known of them."""
    name = one_line(found.file, 200)
    if found.error:
        error = one_line(found.error, 1000)
        return f"✗ {error}" if name in error else f"✗ {name}: {error}"
    told = [
        t(f"importing.{key}", **_counted(getattr(found, key), t))
        for key in COUNTS
        if getattr(found, key) or key == "rows"
    ]
    if unread := len(found.unread):
        told.append(t("importing.not_read", **_counted(unread, t)))
    return f"{'✗' if unread else '✓'} {name}: {' · '.join(told)}"


def _counted(count: int, t: Translator) -> dict[str, object]:
    return {"n": count, "count": number(t.language, count)}


def _end(found: Sequence[Imported], brand: Brand, t: Translator, *, dry_run: bool) -> str:
    new, changed = sum(each.new for each in found), sum(each.changed for each in found)
    shown = {"new": number(t.language, new), "changed": number(t.language, changed)}
    key = "importing.rehearsed" if dry_run else "importing.imported"
    lines = [t(key, brand=one_line(brand.name, 80), **shown)]
    if unlisted := sorted({listing for each in found for listing in each.unlisted}):
        names = one_line(", ".join(unlisted), 300)
        lines.append(t("importing.unlisted", listings=names))
    return "\n".join(lines)


def _as_json(found: Sequence[Imported], source: str, brand: Brand, *, dry_run: bool) -> None:
    from listener.cli.as_json import clean, echo_json

    echo_json(
        source=source,
        brand=plain(brand.id),
        dry_run=dry_run,
        files=[
            {
                "file": plain(each.file),
                **{name: getattr(each, name) for name in COUNTS},
                "listings": list(map(plain, each.listings)),
                "unlisted": list(map(plain, each.unlisted)),
                "unread": [{"line": row.line, "error": clean(row.error)} for row in each.unread],
                "notes": list(map(plain, each.notes)),
                "error": clean(each.error),
            }
            for each in found
        ],
    )
