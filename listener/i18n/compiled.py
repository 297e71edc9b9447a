"""A catalogue as people write it (`.po`), compiled to what is read at run time (`.mo`)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from listener.i18n import LOCALE


class _Undated(Catalog):
    """A catalogue whose head names neither the day nor the program: equal words, equal bytes."""

    def __init__(self, read: Catalog) -> None:
        super().__init__()
        self._head = [
            ("Content-Type", f"text/plain; charset={self.charset}"),
            ("Plural-Forms", read.plural_forms),
        ]
        for message in read:
            if message.id:
                self.add(message.id, message.string)

    @property  # type: ignore[misc]  # of a catalogue that is only written, it is only read
    def mime_headers(self) -> list[tuple[str, str]]:
        return self._head


def sources() -> list[Path]:
    """Every catalogue that people write."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """The messages of a `.po`, in its order."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def compiled(path: Path) -> bytes:
    """The `.mo` of a `.po`."""
    made = BytesIO()
    write_mo(made, _Undated(read(path)))
    return made.getvalue()
