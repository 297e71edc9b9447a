"""One phrase of a query, found in a text word by word.

Case, accents, and what stands between the words do not count. `#`, `@` and `$` in front of a
phrase and `+` or `#` behind it do: `@claro` is the account, not the everyday word. A `*` leaves
its end of a word open, or what stands inside. Scripts that write no spaces know no word boundary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from listener.text import fold

# Thai, Lao, Burmese, Khmer, Hangul (which NFKD takes apart), kana, Han: a brand's name has
# its neighbours glued on, so only letters of other scripts can make it part of another word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_AFTER = rf"(?![^\W_{_UNSPACED}])"
# Bounded and possessive: a megabyte of hearts costs a megabyte's time, not its square.
_GAP = r"[\W_]{1,50}+"
_JOINT = r"[\W_]{0,50}+"
# What a `*` stands for.
_OPEN = r"[^\W_]{0,50}"
# Lazy where a sign comes next, for signs are what gaps are made of.
_BEFORE_SIGN = r"[\W_]{0,8}?"

WORD = re.compile(r"[^\W_]+")
_FRONT = re.compile(r"[#@$]+$")
_BACK = re.compile(r"^[+#]+")
_OPTIONAL = re.compile(r"^(?:['\u2019`´-]|\u2010|\u2011)$")
_UNSPACED_EDGE = re.compile(f"[{_UNSPACED}]")


# NFKD would turn "Acme™" into "acmetm"; a variation selector only chooses the drawing.
_MARKS = {ord("™"): " ", ord("℠"): " ", 0xFE0F: None}


def normal(text: str) -> str:
    """The text as phrases are looked for: folded, without marks that hide a word's end."""
    if not text.isascii():
        text = text.replace("™", " ").replace("℠", " ").replace("\ufe0f", "")
    return fold(text)


def exactly(text: str) -> str:
    """The text as `raw:` looks it up: capitals and accents count, how they are coded does not."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_MARKS))


class Piece(NamedTuple):
    """A word or sign to find, with what stood between it and the one before.

    `front` and `back`: a `*` leaves that end of it open. `inside`: one goes on where it ended.
    """

    text: str
    between: str = ""
    front: bool = False
    back: bool = False
    inside: bool = False


class Phrase:
    """A phrase made ready; `within` takes a text that `normal` has been over, or `exactly`.

    Every text that holds the phrase holds its `needs` when folded, of which the `anchor` is the
    one to look for first: the longest, unless somebody knows better.
    """

    def __init__(self, phrase: str, *, exact: bool = False) -> None:
        self.pieces = _pieces((exactly if exact else normal)(phrase.strip()))
        needs = [piece.text for piece in self.pieces]
        self.needs = list(map(normal, needs)) if exact else needs
        self.anchor = max(self.needs, key=len, default="")

    def within(self, text: str) -> bool:
        """Whether the phrase occurs."""
        if not self.pieces:
            return False
        if next(self.starts(text), None) is not None:
            return True
        return bool(self.joined) and self.joined in text and self._is_tagged(text)

    def starts(self, text: str) -> Iterator[int]:
        """Where it begins, word by word; not where it is joined in a #hashtag."""
        first, last = self.pieces[0], self.pieces[-1]
        edge_before = not first.front and _is_letter(first.text[0])
        edge_after = not last.back and _is_letter(last.text[-1])
        for start, end in self._places(text):
            if edge_before and start and _is_letter(text[start - 1]):
                continue
            if edge_after and end < len(text) and _is_letter(text[end]):
                continue
            yield start

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Beginnings and ends, whatever stands around them."""
        if len(self.pieces) == 1:
            word = self.pieces[0].text
            at = text.find(word)
            while at >= 0:
                yield at, at + len(word)
                at = text.find(word, at + 1)
            return
        found = self._pattern.search(text)
        while found is not None:
            yield found.span()
            found = self._pattern.search(text, found.start() + 1)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made when it is first needed: of a thousand phrases a text needs three."""
        return re.compile(_expression(self.pieces))

    def _is_tagged(self, text: str) -> bool:
        at, whole = text.find(self.joined), not self.pieces[-1].back
        while at >= 0:
            end = at + len(self.joined)
            open_end = whole and end < len(text) and _is_letter(text[end])
            if at and text[at - 1] in "#@" and not (open_end and _is_letter(self.joined[-1])):
                return True
            at = text.find(self.joined, at + 1)
        return False

    @cached_property
    def joined(self) -> str:
        """Several plain words as one, as a #hashtag has them; nothing for any other phrase."""
        plain = len(self.pieces) > 1 and all(
            piece.text.isalnum() and not (piece.inside or piece.front) for piece in self.pieces
        )
        plain = plain and not any(piece.back for piece in self.pieces[:-1])
        return "".join(piece.text for piece in self.pieces) if plain else ""


def _pieces(folded: str) -> tuple[Piece, ...]:
    """The words and signs to find, each with what stood between it and the one before."""
    pieces: list[Piece] = []
    bare = folded.rstrip("*")
    at = 0
    for word in WORD.finditer(bare):
        between = bare[at : word.start()]
        inside = bool(pieces) and between == "*"
        front = between.endswith("*") and not inside
        between = between.strip("*") if "*" in between else between
        signs = _signs(between, behind_word=bool(pieces))
        pieces += signs
        found = _FRONT.search(between)
        glued = bool(signs and between.endswith(signs[-1].text))
        text = (found[0] if found and not glued else "") + word[0]
        at = word.end()
        back = folded[at : at + 1] == "*"
        pieces.append(Piece(text, "" if glued else between, front, back, inside))
    pieces += _signs(bare[at:].strip("*"), behind_word=bool(pieces))
    if not pieces and bare:
        return (Piece(bare, back=bare != folded),)
    if pieces and bare != folded:
        pieces[-1] = pieces[-1]._replace(back=True)
    return tuple(pieces)


def _signs(between: str, *, behind_word: bool) -> list[Piece]:
    """Emoji, and the plus of `disney+`, which mean something; other punctuation does not."""
    found = []
    if behind_word and (back := _BACK.match(between)):
        found.append(Piece(back[0]))
    run = "".join(c if _is_picture(c) else " " for c in between)
    return found + [Piece(sign, " ") for sign in run.split()]


def _is_picture(char: str) -> bool:
    if char.isascii():
        return False
    return char == "\u200d" or unicodedata.category(char) in ("So", "Sk", "Cn")


def _expression(pieces: Sequence[Piece]) -> str:
    """Several pieces as a pattern, without what stands before and behind them."""
    following = [each.inside for each in pieces[2:]] + [False]
    rest = "".join(map(_next, pieces, pieces[1:], following))
    # After an open word it has to be tried where the phrase ends; else there is one end only.
    ends = any(piece.inside for piece in pieces) and not pieces[-1].back
    after = _AFTER if ends and _is_letter(pieces[-1].text[-1]) else ""
    return re.escape(pieces[0].text) + rest + after


def _next(last: Piece, piece: Piece, goes_on: bool) -> str:
    """What follows a piece: the rest of an open word, what stands between, the next piece."""
    text = re.escape(piece.text)
    if piece.inside:
        # The first place that fits serves as well as any, except at the end of a word.
        return f"(?>{_OPEN}?{text})" if goes_on else f"{_OPEN}?{text}"
    opened = f"{_OPEN}+" if last.back else ""
    if not piece.text[0].isalnum():
        return opened + (_BEFORE_SIGN if piece.between else "") + text
    joint = not piece.between or _OPTIONAL.match(piece.between)
    return opened + (_JOINT if joint else _GAP) + (f"{_OPEN}?" if piece.front else "") + text


def _is_letter(char: str) -> bool:
    """Whether it makes its neighbour part of a longer word."""
    return char.isalnum() and not _UNSPACED_EDGE.match(char)
