"""A marked text read word by word: its clauses, whom each speaks of, what is done to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from listener.sentiment.towards.parties import BRAND, OTHER
from listener.sentiment.towards.words import Roles, of_word

Whose = Literal["brand", "other", "nobody"]
How = Literal["named", "before", "after"]

BACK = 7
"""How many words before a name may do something to it."""

_TOKEN = re.compile(rf"{BRAND}+|{OTHER}+|\w+(?:'\w+)?|[.!?;…\n]+|[,:()\"—–]|\s-\s")
_STOPS = frozenset(".!?;…\n")
_COMMAS = frozenset(",:()—–") | {" - "}
_SIGNED = 2
_FOR = frozenset({"por", "for", "with"})
_MORE = frozenset({"mas", "menos", "more", "less"})
_JOINING = frozenset({"y", "e", "o", "u", "ni", "como", "and", "or", "nor", "vs", ",", "en", "in"})
_BESIDE = ("place", "within", "tool", "instead", "unlike")
_COMPARING = ("worse", "better")
_MARKED: dict[str, Whose] = {BRAND: "brand", OTHER: "other"}
_SIGNS = _STOPS | frozenset(",:()—– ")
_NONE: Roles = frozenset()


class Token(NamedTuple):
    """A word, a name or a sign, and what it does; a phrase is done by its last word."""

    start: int
    end: int
    word: str
    does: Roles
    whose: Whose | None
    is_sign: bool

    @property
    def is_article(self) -> bool:
        """Whether it merely stands before a name; "a los" of "frente a los" does more."""
        return "article" in self.does and len(self.does) <= 2


class Clause(NamedTuple):
    """A piece of a text and whom it speaks of: it names them, or stands before or after.

    `told`: somebody else says so. `left` and `missed`: it is that of whom it names. `turns`: it
    begins with a word like "but".
    """

    start: int
    end: int
    whose: Whose
    how: How
    told: bool = False
    left: bool = False
    missed: bool = False
    turns: bool = False


class Reading:
    """What a marked text says of whom, without its feeling."""

    def __init__(self, marked: str) -> None:
        self.marked = marked
        self.tokens = _tokens(marked)
        self._quoted = _quoted(self.tokens)
        self.done: set[tuple[str, Whose]] = set()
        self._at: dict[int, set[str]] = {}
        for at, token in enumerate(self.tokens):
            if token.whose:
                self._note(at, token.whose)
        self.says = _NONE.union(*[token.does for token in self.tokens if token.does])
        self.clauses = self._clauses()

    def is_done(self, what: str, whose: Whose = "brand") -> bool:
        """Whether that is done to whom."""
        return (what, whose) in self.done

    def net(self, what: str) -> float:
        """Above nought where it is done to the brand, below where to another."""
        return float(((what, "brand") in self.done) - ((what, "other") in self.done))

    @property
    def signed(self) -> bool:
        """Whether the brand's name stands at the end, or at the beginning, as under a letter."""
        ends = [
            *self.tokens[:1],
            *[each for each in self.tokens if each.word[0] not in _STOPS][-1:],
        ]
        return any(token.whose == "brand" for token in ends)

    @property
    def signature(self) -> bool:
        """Whether the brand's name is all of the last sentence, or all but two words of it."""
        words = [each for each in self.tokens if each.word[0] not in _STOPS]
        if not words or words[-1].whose != "brand":
            return False
        before = [each for each in self.tokens if each.end <= words[-1].start]
        stop = next((n for n, each in enumerate(reversed(before)) if each.is_sign), len(before))
        return stop <= _SIGNED and stop < len(before) and before[-1 - stop].word[0] in _STOPS

    @property
    def alone(self) -> bool:
        """Whether nobody else is named."""
        return OTHER not in self.marked

    @property
    def late(self) -> bool:
        """Whether the brand alone is named, and something else is spoken of first."""
        return self.alone and any(each.how == "before" for each in self.clauses)

    @property
    def joined(self) -> bool:
        """Whether the brand and another are named in one breath: "both X and Y", "X or Y?"."""
        last: int | None = None
        for at, token in enumerate(self.tokens):
            if token.whose is None:
                continue
            if last is not None and self.tokens[last].whose != token.whose:
                between = {each.word for each in self.tokens[last + 1 : at] if not each.is_article}
                if between <= _JOINING:
                    return True
            last = at
        return False

    # --- what is done to a name -------------------------------------------------------------------

    def _note(self, at: int, whose: Whose) -> None:
        found = self._found(at)
        self._at[at] = found
        self.done.update((what, whose) for what in found)

    def _found(self, at: int) -> set[str]:
        near, before, across = self._before(at)
        close = near.does if near else _NONE
        found: set[str] = {what for what in _BESIDE if what in close}
        if "place" in found:
            found -= {"within", "tool"}
        found |= {what for what in ("miss", "avoid", "choose", "only") if what in before}
        found |= {what for what in ("praised", "scorned") if what in self._after(at)}
        found |= _compared(near, before)
        found |= self._changed(near, before, across)
        if "miss" in found:
            found -= {"leave", "choose", "avoid"}
        return found - {"choose"} if "avoid" in found else found

    def _changed(self, near: Token | None, before: Roles, across: int | None) -> set[str]:
        """Whether it is left, or chosen in place of another: "dejé X por Y", "me pasé a Y"."""
        turns = near is not None and "turn" in near.does
        if across is not None and turns:
            moves = before | self._at[across] | self._before(across)[1]
            if not moves.isdisjoint({"leave", "move"}):
                return {"choose"}
        found = set[str]()
        if "leave" in before:
            found.add("choose" if near and near.word in _FOR else "leave")
        if "move" in before:
            found.add("choose" if turns else "leave")
        return found

    def _before(self, at: int) -> tuple[Token | None, Roles, int | None]:
        """The last word before a name but for articles, what all before it do, a name before."""
        near: Token | None = None
        does: set[str] = set()
        for back in range(at - 1, max(-1, at - 1 - BACK), -1):
            token = self.tokens[back]
            if token.whose:
                return near, frozenset(does), back
            if token.word[0] in _STOPS or (token.word in _COMMAS and near is not None):
                break
            if "break" in token.does:
                break
            does |= token.does
            if token.word in ("mas", "menos", "more", "less") or token.word.endswith("er"):
                does.add("more")
            if (
                near is None
                and token.word not in _COMMAS
                and ("article" not in token.does or len(token.does) > 2)
            ):
                near = token
        return near, frozenset(does), None

    def _after(self, at: int) -> Roles:
        does: set[str] = set()
        for token in self.tokens[at + 1 : at + 6]:
            if token.whose or token.word[0] in _STOPS:
                break
            does |= token.does
        return frozenset(does)

    # --- clauses ----------------------------------------------------------------------------------

    def _clauses(self) -> list[Clause]:
        pieces = list(self._pieces())
        heads = [self._head(start, end) for start, end in pieces]
        names = [at for at in heads if at is not None]
        subjects = [at for at in names if "place" not in self._at[at]]
        first = self.tokens[(subjects or names or [0])[0]].whose
        last: Whose | None = None
        found = []
        for (start, end), at in zip(pieces, heads, strict=True):
            named = None if at is None else self.tokens[at].whose
            what = set() if at is None else self._at[at]
            if named and ("place" not in what or not subjects):
                last = named
            found.append(
                Clause(
                    self.tokens[start].start,
                    self.tokens[end - 1].end,
                    named or last or first or "nobody",
                    "named" if named else "after" if last else "before",
                    told=self._quoted[start] or (at is not None and self._is_told(start, at)),
                    left=bool(what & {"leave", "avoid", "scorned"}),
                    missed="miss" in what,
                    turns=any("but" in token.does for token in self.tokens[start : start + 3]),
                )
            )
        return found

    def _pieces(self) -> Iterator[tuple[int, int]]:
        start = 0
        name: int | None = None
        for at, token in enumerate(self.tokens):
            sign = token.is_sign
            if sign or ("break" in token.does and at > start):
                if start < at:
                    yield start, at
                start, name = (at + 1 if sign else at), None
            elif token.whose:
                if name is not None and self.tokens[name].whose != token.whose:
                    cut = self._cut(name, at)
                    yield start, cut
                    start = cut
                name = at
        if start < len(self.tokens):
            yield start, len(self.tokens)

    def _cut(self, one: int, two: int) -> int:
        """Where a clause that names two falls apart: at a word that joins, if there is one."""
        between = range(one + 1, two)
        firm = [at for at in between if "between" in self.tokens[at].does]
        loose = [at for at in between if "loose" in self.tokens[at].does]
        return firm[0] if firm else loose[-1] if loose else one + 1

    def _head(self, start: int, end: int) -> int | None:
        return next((at for at in range(start, end) if self.tokens[at].whose), None)

    def _is_told(self, start: int, at: int) -> bool:
        return any("told" in token.does for token in self.tokens[start:at])


def _compared(near: Token | None, before: Roles) -> set[str]:
    """Whether it loses a comparison, wins it, or is the contrary: "más caro que X"."""
    close = near.does if near else _NONE
    found: set[str] = {what for what in _COMPARING if what in close}
    if "than" in close:
        found |= {what for what in _COMPARING if what in before}
    if not found and near and near.word in ("que", "than") and "more" in before:
        return {"unlike"}
    return {"worse"} if "worse" in found and "better" in found and "worse" in close else found


def _tokens(marked: str) -> list[Token]:
    """The words, each with what it does; the last word of a phrase does what the phrase does."""
    spans = [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(marked)]
    words = [word for _, _, word in spans]
    known = list(map(of_word, words))
    does = [what for what, _ in known]
    for at, (_, phrases) in enumerate(known):
        for rest, what in phrases:
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                does[at + len(rest)] |= what
                break
    return [
        Token(start, end, word, what, _MARKED.get(word[0]), word[0] in _SIGNS)
        for (start, end, word), what in zip(spans, does, strict=True)
    ]


def _quoted(tokens: list[Token]) -> list[bool]:
    """Which words stand within quotation marks that open and close, more than four of them."""
    marks = [at for at, token in enumerate(tokens) if token.word == '"']
    quoted = [False] * len(tokens)
    for opened, closed in zip(marks[::2], marks[1::2], strict=False):
        if closed - opened > 4 or any(token.whose for token in tokens[opened:closed]):
            quoted[opened:closed] = [True] * (closed - opened)
    return quoted
