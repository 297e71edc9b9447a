"""What a command writes: to the file that was named, there only when it is whole, or on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from listener.errors import ConfigError
from listener.i18n import say, why


def write(content: bytes, output: str | None) -> None:
    """Write it all to the file, or to whatever follows in the pipe."""
    with opened(output) as out:
        out.write(content)


@contextmanager
def opened(output: str | None) -> Iterator[BinaryIO]:
    """The file, there only when it is whole; or what follows in the pipe.

    Raises ConfigError for a file that cannot be written.
    """
    if not output:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    # A device or a pipe takes what is written; put in its place, a file would be its end.
    is_stream = path.exists() and not path.is_file()
    part = path if is_stream else path.resolve().with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        if not is_stream:
            part.replace(path.resolve())
    except OSError as error:
        words = say("commands.cannot_write", file=output, reason=why(error))
        raise ConfigError(words) from error
    finally:
        if not is_stream:
            part.unlink(missing_ok=True)


@contextmanager
def opened_as_text(output: str | None) -> Iterator[TextIO]:
    """The same for text, in UTF-8, each line as it is written."""
    with opened(output) as raw:
        out = TextIOWrapper(raw, encoding="utf-8", newline="")
        try:
            yield out
            out.flush()
        finally:
            # Whoever follows goes on with the pipe.
            out.detach()
