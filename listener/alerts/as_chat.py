"""An alert as a few lines of Markdown, which every chat shows in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listener.alerts.letter import Chapter, Deed, Letter
from listener.card import Card
from listener.i18n import Translator
from listener.severity import GRAVEST
from listener.text import one_line

LONGEST = 1500
"""Characters: what every chat takes in one message, and people read."""

ITEMS, FACTS = 3, 3
_QUOTED = 160

# Each chat has its own Markdown, and few know a backslash: what means something to one of them
# is drawn by its look-alike, and nobody is called by what a stranger wrote.
_ALIKE = str.maketrans("*_`[]<>|~#\\", "∗ˍˋ()‹›¦˷＃∖")
_LINK = re.compile(r"(:)(?=//)|(?<=www)(\.)|(@)(?=\S)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"\]\(<([^<>]*)>\)")
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C"})
# Discord calls everybody whom an address names: https://github.com/jb3/webhook-discord/issues/17
_CALL = re.compile(r"@(?=everyone|here|channel|all)", re.IGNORECASE)


def chat(letter: Letter, t: Translator) -> str:
    """What happened, three facts, three mentions, and where to go on; at most `LONGEST` long."""
    first, *_ = letter.chapters
    said = ""
    for line in _lines(letter, first, t):
        longer = f"{said}\n{line}" if said else line
        if len(longer) > LONGEST:
            break
        said = longer
    return said


def plain(text: str) -> str:
    """The text without a sign that means something to a chat, whoever wrote it."""
    return _apart(_LINK.sub(lambda found: f"{found[0]}\u200b", text.translate(_ALIKE)))


def spoken(line: str) -> str:
    """A line of Markdown that goes by the book, as every chat shows it.

    Some make `&lt;!channel&gt;` whole again, and call everybody.
    """
    shown = _ADDRESS.sub(lambda found: f"]({_target(found[1])})", line)
    shown = _ESCAPED.sub(lambda found: _alike(found[1]), shown)
    for sign, written in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        shown = shown.replace(written, _alike(sign))
    return _apart(shown)


def _target(url: str) -> str:
    """The address between the brackets of a link: it ends where they do, and calls nobody."""
    return _CALL.sub("%40", url.translate(_IN_ADDRESS))


def _apart(text: str) -> str:
    """The text with no `&lt;` that a chat would read as the sign."""
    return _ENTITY.sub("&\u200b", text)


def _alike(sign: str) -> str:
    return f"{sign}\u200b" if sign in "@:." else sign.translate(_ALIKE)


def _lines(letter: Letter, first: Chapter, t: Translator) -> Iterator[str]:
    yield f"**{plain(first.sentence)}**"
    if first.figures:
        yield plain(first.figures)
    if first.severity:
        bar = "■" * first.severity + "□" * (GRAVEST - first.severity)
        yield f"{bar} {plain(first.severity_said)}"
    yield from (plain(line) for line in (first.about, first.attended, *letter.others[:5]) if line)
    yield from _facts(first)
    yield from (_deed(deed) for deed in first.deeds if deed.foremost or not deed.judges)
    if first.worst:
        yield f"\n{plain(t('alerts.worst'))}"
        yield from (_card(place, card) for place, card in enumerate(first.worst[:ITEMS], 1))
    if first.explained:
        yield f"\n`{first.explained}`"


def _facts(chapter: Chapter) -> Iterator[str]:
    """What drives it tells more than a figure does."""
    for label, value in (*chapter.drivers, *chapter.children, *chapter.facts)[:FACTS]:
        yield f"- **{plain(label)}**: {plain(one_line(value, _QUOTED))}"


def _deed(deed: Deed) -> str:
    if deed.url:
        return f"→ [{plain(deed.label)}]({_target(deed.url)})"
    return f"→ {plain(deed.label)}: `{deed.command}`"


def _card(place: int, card: Card) -> str:
    about = plain(f"{card.stars} {one_line(card.about, 80)}".strip())
    linked = f"[{about}]({_target(card.url)})" if card.url else about
    return f"{place}. {linked}: {plain(one_line(card.text, _QUOTED))}"
