"""What a digest is made of, before any form: blocks, in the order in which they are read.

report ─► sections of blocks, in words ─► terminal, text, HTML, mail, Markdown, PDF, tables

Texts are free of control characters and not yet escaped; a form escapes every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from listener.card import Card
from listener.chart import Chart

Tone = Literal["", "soft", "bad", "good", "warn"]
"""How a text is meant: told in passing, bad news, good news, a caution."""

Kind = Literal["name", "number", "words"]
"""What a column holds: what its rows are about, figures, or a few words."""


UNKNOWN = "—"
"""What stands where nothing is known."""


class Cell(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place of a table: `text` for people, and for programs `value` with its bounds, of `n`.

    `part`, 0 to 1, is drawn as a bar beside it; `parts` as a row of small ones. `key` is what
    programs call a row of ours. `points`: people are told a hundred times its value.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    tone: Tone = ""
    part: float | None = None
    parts: tuple[float, ...] = ()
    key: str = ""
    points: bool = False


class Column(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands below one another; `key` is what programs call it."""

    key: str
    head: str = ""
    kind: Kind = "number"


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cell for each column, the first of which says what it is about; `note` says more of it."""

    cells: tuple[Cell, ...]
    note: str = ""


class Table(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Rows in columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def headed(self) -> bool:
        """Whether any column has a head."""
        return any(column.head for column in self.columns)


def table(columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    """A table without the columns in which nothing is known."""
    found = tuple(rows)
    told = [
        place
        for place in range(len(columns))
        if not place or any(row.cells[place].text != UNKNOWN for row in found)
    ]
    return Table(
        columns=tuple(columns[place] for place in told),
        rows=tuple(
            Row(cells=tuple(row.cells[place] for place in told), note=row.note) for row in found
        ),
    )


class Paragraph(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A few sentences, and the command that goes on from there."""

    text: str
    tone: Tone = ""
    command: str = ""


class Cards(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Mentions to open, numbered."""

    cards: tuple[Card, ...]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said of one thing among several, with a sign in front, one column wide."""

    name: str
    text: str
    mark: str = "·"
    tone: Tone = ""
    url: str = ""
    command: str = ""


class Spike(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A negative spike: where and when, the reason in a few sentences, how to have it explained.

    `standing` says how grave it is and who is at it, `beside` where else the same was seen.
    """

    heading: str
    reason: str
    command: str
    is_open: bool
    standing: str = ""
    beside: tuple[Line, ...] = ()
    chart: Chart | None = None


class Lines(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Several things, each with what is said of it."""

    lines: tuple[Line, ...]


class Heat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How much there was at each hour of some days, and a chart of it; words stand before it."""

    rows: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    chart: Chart


Block = Paragraph | Table | Cards | Spike | Lines | Heat


class Section(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is said of one subject; without blocks there is nothing to say of it.

    `key` is what programs call it.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All about one brand. `line` is the whole page in one line, without the name.

    `quiet`: no negative, no spike, and all was seen; `silent`: and nobody said anything.
    """

    brand: str
    name: str
    period: str
    line: str
    command: str
    quiet: bool = False
    silent: bool = False
    open_spikes: int = 0
    unseen: int = 0
    sections: tuple[Section, ...] = ()


class View(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A digest: its title, the sentence that opens it, and the brands, the most urgent first.

    `full` brands are told whole, `rest` and the quiet ones, `brief`, in a line each.
    """

    title: str
    headline: str
    pages: tuple[Page, ...] = ()
    full: tuple[Page, ...] = ()
    rest: tuple[Page, ...] = ()
    brief: tuple[Page, ...] = ()
    foot: tuple[str, ...] = ()


_STEPS = "▁▂▃▄▅▆▇█"


def steps(parts: Sequence[float]) -> str:
    """Numbers as bars beside one another, the highest full."""
    most = max(parts, default=0.0) or 1.0
    return "".join(_STEPS[round((len(_STEPS) - 1) * part / most)] for part in parts)
