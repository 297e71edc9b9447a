"""What a command writes: to the file that was named, there only when it is whole, or on."""

from __future__ import annotations

import sys
from pathlib import Path

from listener.errors import ConfigError
from listener.i18n import say, why


def write(content: bytes, output: str | None) -> None:
    """Write it all to the file, or to whatever follows in the pipe."""
    if not output:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    # A device or a pipe takes what is written; put in its place, a file would be its end.
    is_stream = path.exists() and not path.is_file()
    part = path if is_stream else path.resolve().with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        if not is_stream:
            part.replace(path.resolve())
    except OSError as error:
        words = say("commands.cannot_write", file=output, reason=why(error))
        raise ConfigError(words) from error
    finally:
        if not is_stream:
            part.unlink(missing_ok=True)
