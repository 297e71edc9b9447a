"""Listings added to a brand's file: what stands in it stays as it is, comments and all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from listener.cli.templates import array, quoted
from listener.config import load
from listener.errors import ConfigError
from listener.i18n import say, why
from listener.source import Found, title_of
from listener.text import one_line
from listener.watching import watches_of

LONGEST_TITLE = 80
ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def add(folder: Path, brand: str, chosen: Sequence[Found], note: str) -> Path:
    """Append the listings and read the configuration again; what it refuses is taken back."""
    shown = folder / "brands" / f"{brand}.toml"
    path = shown.resolve()
    try:
        before = path.read_bytes()
        if not path.stat().st_mode & ANYBODY_WRITES:
            # A new file would take its place all the same.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        _replace(path, before + _blocks(before, chosen, note))
        try:
            watches_of(load(str(folder)))
        except ConfigError as error:
            _replace(path, before)
            reason = one_line(str(error), 300)
            raise ConfigError(say("listings.put_back", file=shown, reason=reason)) from error
    except OSError as error:
        reason = say("commands.cannot_write", file=shown, reason=why(error))
        raise ConfigError(reason) from error
    return shown


def _blocks(before: bytes, chosen: Sequence[Found], note: str) -> bytes:
    """The new blocks, with the line ends that the file has."""
    text = "".join(f"\n{_block(each, note)}" for each in chosen)
    ends = "\r\n" if b"\r\n" in before else "\n"
    opening = "" if not before or before.endswith(b"\n") else "\n"
    return (opening + text).replace("\n", ends).encode("utf-8", "replace")


def _block(found: Found, note: str) -> str:
    title = f"{title_of(found.source)}: {one_line(found.title, LONGEST_TITLE)}"
    lines = [
        f"# {one_line(note)}",
        "[[listings]]",
        f"source = {quoted(found.source)}",
        f"id = {quoted(found.listing)}",
        f"title = {quoted(title)}",
    ]
    if found.countries:
        lines.append(f"countries = {array(found.countries)}")
    return "\n".join(lines) + "\n"


def _replace(path: Path, content: bytes) -> None:
    """The whole file at once, or not at all; who may read it stays the same."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
