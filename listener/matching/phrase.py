"""One phrase of a query, found in a text word by word.

Case, accents, and what stands between the words do not count. `#`, `@` and `$` in front of a
phrase and `+` or `#` behind it do: `@claro` is the account, not the everyday word. A final `*`
leaves the end of the last word open. Scripts that write no spaces know no word boundary.
"""

from __future__ import annotations

import re
import unicodedata

from listener.text import fold

# Thai, Lao, Burmese, Khmer, Hangul (which NFKD takes apart), kana, Han: a brand's name has
# its neighbours glued on, so only letters of other scripts can make it part of another word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_BEFORE = rf"(?<![^\W_{_UNSPACED}])"
_AFTER = rf"(?![^\W_{_UNSPACED}])"
# Bounded and possessive: a megabyte of hearts costs a megabyte's time, not its square.
_GAP = r"[\W_]{1,50}+"
_JOINT = r"[\W_]{0,50}+"
# Lazy where a sign comes next, for signs are what gaps are made of.
_BEFORE_SIGN = r"[\W_]{0,8}?"

_WORD = re.compile(r"[^\W_]+")
_FRONT = re.compile(r"[#@$]+$")
_BACK = re.compile(r"^[+#]+")
_OPTIONAL = re.compile(r"^(?:['\u2019`´-]|\u2010|\u2011)$")
_UNSPACED_EDGE = re.compile(f"[{_UNSPACED}]")


def normal(text: str) -> str:
    """The text as phrases are looked for: folded, without marks that hide a word's end."""
    if not text.isascii():
        # NFKD would turn "Acme™" into "acmetm"; a variation selector only chooses the drawing.
        text = text.replace("™", " ").replace("℠", " ").replace("\ufe0f", "")
    return fold(text)


class Phrase:
    """A phrase made ready; `within` takes a text that `normal` has been over."""

    def __init__(self, phrase: str) -> None:
        folded = normal(phrase.strip())
        is_open = folded.endswith("*")
        pieces = _pieces(folded.rstrip("*"))
        self._anchor = max((piece for piece, _ in pieces), key=len, default="")
        self._pattern = re.compile(_expression(pieces, is_open)) if pieces else None

    def within(self, folded: str) -> bool:
        """Whether the phrase occurs; the rarest piece is looked for first, at the speed of C."""
        if self._pattern is None or self._anchor not in folded:
            return False
        return self._pattern.search(folded) is not None


def _pieces(folded: str) -> list[tuple[str, str]]:
    """The words and signs to find, each with what stood between it and the one before."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for word in _WORD.finditer(folded):
        between = folded[at : word.start()]
        signs = _signs(between, behind_word=bool(pieces))
        pieces += signs
        front = _FRONT.search(between)
        glued = bool(signs and between.endswith(signs[-1][0]))
        text = (front[0] if front and not glued else "") + word[0]
        pieces.append((text, "" if glued else between))
        at = word.end()
    pieces += _signs(folded[at:], behind_word=bool(pieces))
    return pieces or ([(folded, "")] if folded else [])


def _signs(between: str, *, behind_word: bool) -> list[tuple[str, str]]:
    """Emoji, and the plus of `disney+`, which mean something; other punctuation does not."""
    found = []
    if behind_word and (back := _BACK.match(between)):
        found.append((back[0], ""))
    run = "".join(c if _is_picture(c) else " " for c in between)
    return found + [(sign, " ") for sign in run.split()]


def _is_picture(char: str) -> bool:
    if char.isascii():
        return False
    return char == "\u200d" or unicodedata.category(char) in ("So", "Sk", "Cn")


def _expression(pieces: list[tuple[str, str]], is_open: bool) -> str:
    """The phrase as a pattern; several words may also stand joined in a #hashtag or @name."""
    first, last = pieces[0][0], pieces[-1][0]
    before = _BEFORE if _needs_edge(first[0]) else ""
    after = _AFTER if not is_open and _needs_edge(last[-1]) else ""
    spaced = before + re.escape(first) + "".join(_next(*piece) for piece in pieces[1:]) + after
    if len(pieces) == 1 or not all(piece.isalnum() for piece, _ in pieces):
        return spaced
    return rf"{spaced}|(?<=[#@]){re.escape(''.join(piece for piece, _ in pieces))}{after}"


def _next(piece: str, between: str) -> str:
    if not piece[0].isalnum():
        return (_BEFORE_SIGN if between else "") + re.escape(piece)
    joint = not between or _OPTIONAL.match(between)
    return (_JOINT if joint else _GAP) + re.escape(piece)


def _needs_edge(char: str) -> bool:
    return char.isalnum() and not _UNSPACED_EDGE.match(char)
