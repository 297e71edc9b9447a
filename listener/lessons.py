"""Files of labelled texts: read row by row, and what is wrong told by file and row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from listener.errors import ConfigError, nearest
from listener.i18n import language_of, say, why
from listener.i18n.formats import number
from listener.model import Label
from listener.text import fold, one_line, uncelled
from listener.tomlfile import shown_path

MOST_ROWS = 200_000
LONGEST_FIELD = 1_000_000

WORDS: dict[str, Label] = {
    **dict.fromkeys(("negative", "negativo", "negativa", "neg", "n", "-1", "−1"), "negative"),
    **dict.fromkeys(("neutral", "neutro", "neutra", "neu", "0"), "neutral"),
    **dict.fromkeys(("positive", "positivo", "positiva", "pos", "p", "1", "+1"), "positive"),
}
"""What a label may be called, in lower case and without accents."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "texto"),
    "label": ("label", "etiqueta"),
    "language": ("language", "idioma"),
    "source": ("source", "fuente"),
}


class LabelledText(Struct, frozen=True):
    """A text, what a person says it is, and, where the file tells, its language and source."""

    text: str
    label: Label
    language: str = ""
    source: str = ""


def read_labelled(path: Path) -> Iterator[LabelledText]:
    """The rows of a CSV file, separated by comma, semicolon or tab; ConfigError names the row."""
    file = shown_path(path)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            yield from _rows(opened, file)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(say("training.cannot_read", reason=why(error)), file=file) from error


def _rows(opened: Iterator[str], file: str) -> Iterator[LabelledText]:
    head = next(opened, "")
    separator = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=separator), [])
    places = _places([fold(name.strip()) for name in names], file)
    rows = csv.reader(opened, delimiter=separator)
    for count in range(1, MOST_ROWS + 2):
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise _bad(file, rows.line_num + 1, say("training.bad_row")) from error
        if row is None:
            return
        if count > MOST_ROWS:
            most = number(language_of(), MOST_ROWS)
            raise _bad(file, rows.line_num + 1, say("training.too_many", most=most))
        if any(cell.strip() for cell in row):
            yield _labelled(row, places, file, rows.line_num + 1)


def _places(names: list[str], file: str) -> dict[str, int]:
    places = {
        meaning: names.index(name)
        for meaning, known in COLUMNS.items()
        for name in known
        if name in names
    }
    for meaning in ("text", "label"):
        if meaning not in places:
            hint = nearest(meaning, names)
            text = say("training.no_column", name=meaning)
            raise ConfigError(text, file=file, key=one_line(", ".join(names), 80), hint=hint)
    return places


def _labelled(row: list[str], places: dict[str, int], file: str, line: int) -> LabelledText:
    found = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
    label = WORDS.get(fold(found["label"]))
    if label is None:
        said = one_line(found["label"], 40)
        hint = nearest(fold(found["label"]), WORDS)
        raise _bad(file, line, say("training.bad_label", said=said), hint)
    if not found["text"]:
        raise _bad(file, line, say("training.no_text"))
    text = uncelled(found["text"])
    language = found.get("language", "").replace("_", "-").split("-")[0].lower()
    return LabelledText(text, label, language, found.get("source", ""))


def _bad(file: str, line: int, text: str, hint: str = "") -> ConfigError:
    return ConfigError(text, file=file, key=say("training.row", line=line), hint=hint)
