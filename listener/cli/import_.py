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
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.store import Store
from listener.text import one_line, plain

if TYPE_CHECKING:
    from listener.importing import Imported

COUNTS = ("rows", "new", "changed", "known", "stale", "star_only", "undated")


@command("import")
@argument("source", metavar="source")
@argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="files",
)
@option("--brand", metavar="brand", help="import_brand_option")
@option("--dry-run", is_flag=True, help="dry_run_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def import_(
    ctx: click.Context,
    source: str,
    files: tuple[Path, ...],
    brand: str | None,
    dry_run: bool,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    whose, now, t = (
        _brand(config, brand, session.translator()),
        session.clock(at),
        session.translator(),
    )
    found: list[Imported] = []
    with _store(config, dry_run=dry_run) as store:
        for each in _imported(config, store, source, whose, files, now):
            found.append(each)
            if form == "text":
                click.echo(_line(each, t))
    if form == "json":
        _as_json(found, source, whose, dry_run=dry_run)
    else:
        click.echo(_end(found, whose, t, dry_run=dry_run))
    ctx.exit(exits.SOURCE_FAILED if any(each.error for each in found) else exits.FINE)


def _brand(config: Config, brand: str | None, t: Translator) -> Brand:
    """The brand asked for, or the only one."""
    if brand is None and len(config.brands) > 1:
        ids = ", ".join(each.id for each in config.brands)
        raise ConfigError(t("commands.import_which_brand", brands=ids))
    return config.brand(brand) if brand else config.brands[0]


def _imported(
    config: Config,
    store: Store,
    source: str,
    brand: Brand,
    files: Sequence[Path],
    now: Callable[[], datetime],
) -> Iterator[Imported]:
    from listener.importing import files_in, import_files

    holder = f"import:{socket.gethostname()}:{os.getpid()}"
    return import_files(config, store, source, brand, files_in(files), holder=holder, now=now)


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


def _line(found: Imported, t: Translator) -> str:
    """A file in a line: what became of its rows, and what is to be known of them."""
    name = one_line(found.file, 200)
    if found.error:
        error = one_line(found.error, 1000)
        return f"✗ {error}" if name in error else f"✗ {name}: {error}"
    told = [
        t(f"commands.import_{key}", **_counted(getattr(found, key), t))
        for key in COUNTS
        if getattr(found, key) or key == "rows"
    ]
    return f"✓ {name}: {' · '.join(told)}"


def _counted(count: int, t: Translator) -> dict[str, object]:
    return {"n": count, "count": number(t.language, count)}


def _end(found: Sequence[Imported], brand: Brand, t: Translator, *, dry_run: bool) -> str:
    new, changed = sum(each.new for each in found), sum(each.changed for each in found)
    shown = {"new": number(t.language, new), "changed": number(t.language, changed)}
    key = "commands.import_rehearsed" if dry_run else "commands.imported"
    lines = [t(key, brand=one_line(brand.name, 80), **shown)]
    if unlisted := sorted({listing for each in found for listing in each.unlisted}):
        names = one_line(", ".join(unlisted), 300)
        lines.append(t("commands.import_unlisted", listings=names))
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
                "error": clean(each.error),
            }
            for each in found
        ],
    )
