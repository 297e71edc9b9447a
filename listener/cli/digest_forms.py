"""In which form `listener digest` is written, and where to."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from listener import pipeline
from listener.cli import session
from listener.cli.files import write
from listener.config import Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.i18n.formats import listed
from listener.records import Report
from listener.store import Store

if TYPE_CHECKING:
    from listener.digest import FileForm, Form

Shown = Literal["terminal", "text", "html", "markdown", "json", "csv", "pdf", "xlsx"]
FORMS: tuple[Shown, ...] = get_args(Shown)
_FILES = ("pdf", "xlsx")
_ENDINGS: dict[str, Shown] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
}
_OTHERS = (".doc", ".docx", ".odt", ".rtf", ".xls", ".ods", ".tsv", ".ppt", ".pptx", ".png", ".jpg")
"""What a program would open as something that it is not."""


def form_of(asked: str | None, output: str | None) -> Shown:
    """The form that was asked for; else that of the file's name; else what suits who reads.

    Raises ConfigError for a form that would only garble a screen, and for a file's name of one
    that there is not.
    """
    suffix = Path(output).suffix.lower() if output else ""
    ending = _ENDINGS.get(suffix)
    usual: Shown = "text" if output or not sys.stdout.isatty() else "terminal"
    form = cast("Shown", asked) if asked else ending or usual
    if form in _FILES and not output and sys.stdout.isatty():
        raise ConfigError(say("commands.needs_output", form=form))
    if suffix in _OTHERS and not asked:
        known = listed(session.translator().language, [*_ENDINGS])
        raise ConfigError(say("digest.no_such_ending", ending=suffix, known=known))
    return form


def put(
    config: Config,
    store: Store,
    found: Sequence[Report],
    now: datetime,
    *,
    form: Shown,
    output: str | None,
    top: int | None,
) -> None:
    """Write the digest in that form to the file, or to the screen."""
    language = session.translator().language
    if form in _FILES:
        content = pipeline.digest_file(
            config,
            found,
            now,
            form=cast("FileForm", form),
            language=language,
            top=top,
            store=store,
        )
        write(content, output)
        return
    text = pipeline.digest(
        config,
        found,
        now,
        form=cast("Form", form),
        language=language,
        top=top,
        store=store,
        width=_columns(),
        color=not output and _in_color(),
    )
    write(text.encode(), output)


def _columns() -> int:
    """As wide as the terminal is, or as somebody says; what goes elsewhere has 80."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return 80
    import shutil

    return shutil.get_terminal_size().columns


def _in_color() -> bool:
    """A terminal that knows colours, of somebody who wants them: https://no-color.org."""
    dull = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not dull
