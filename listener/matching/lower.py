"""A query put into what a source can be asked: wider than the query, never narrower.

Whatever a source does not understand is left out of the question, and filtered here. A source
without a dialect is asked for one phrase a question: a cover, phrases of which every text that
matches has at least one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from listener.matching.phrase import WORD, Phrase, normal
from listener.matching.tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Term,
    both,
    either,
    leaves,
    pushed,
)
from listener.model import Query
from listener.source import About, Dialect
from listener.text import fold

# What a site takes for a tag or an account: `#2026` is none.
_SIGNED = re.compile(r"#(?=\w*[^\W\d_])\w+|@[A-Za-z0-9_]{1,15}")
_PHRASE = re.compile(r'"[^"]*"|[#@]\w+')
_HYPHEN = re.compile(r"(?<=[^\W_])['\u2019`´\u2010\u2011-](?=[^\W_])")


class Question(Struct, frozen=True, kw_only=True):
    """What a source is asked for: phrases, of which a match has one, and the question if it can.

    `narrow` are words with an open end that the source finds as they stand only.
    """

    terms: tuple[str, ...]
    ask: str = ""
    narrow: tuple[str, ...] = ()


def questions(tree: Node, dialect: Dialect | None = None) -> tuple[Question, ...]:
    """What to ask a source, so that no match is missed; nothing where it cannot be asked at all."""
    wide = _wide(pushed(tree), wildcard=dialect is not None and dialect.wildcard)
    if wide is None:
        return ()
    if dialect is None:
        return tuple(
            Question(terms=(term.text,), narrow=_narrow([term], None)) for term in cover(wide)
        )
    writer = _Writer(dialect, tuple(_refused(pushed(tree))), _language(tree, dialect))
    return tuple(writer.questions(wide))


def of_simple(query: Query) -> tuple[Question, ...]:
    """Of lists of phrases, one question a phrase, as it was written.

    Where all phrases must be there, the longest is asked for and matching sees to the rest:
    sites find a phrase as it stands, and these may stand apart.
    """
    terms = query.any or (max(query.all, key=len),)
    return tuple(Question(terms=(t,), narrow=_narrow([Term(t)], None)) for t in terms)


def asked_of(about: About, query: Query, tree: Node) -> tuple[Question, ...]:
    """What a source is asked for a query, of which this is the tree.

    Of plain lists each phrase is a question by itself, with a bookmark of its own, so that one that
    is added is read from its beginning; put together only where asking is counted.
    """
    lists_only = not query.query and not query.inflect
    if lists_only and not (about.dialect and about.budgets):
        return of_simple(query)
    return questions(tree, about.dialect)


def cover(node: Node) -> tuple[Term, ...]:
    """The fewest phrases, and of as few the longest, of which every match has at least one."""
    if isinstance(node, And):
        return min(map(cover, node.parts), key=_price)
    if isinstance(node, Or):
        return tuple(dict.fromkeys(term for part in node.parts for term in cover(part)))
    assert isinstance(node, Term)
    return (node,)


def _price(terms: Sequence[Term]) -> tuple[bool, int, int]:
    shortest = min(len(term.text) for term in terms)
    return any(_is_open(term.text) for term in terms), len(terms), -shortest


def _is_open(text: str) -> bool:
    return text.endswith("*")


def _has_open(node: Node) -> bool:
    return any(isinstance(leaf, Term) and _is_open(leaf.text) for leaf in leaves(node))


def _narrow(terms: Sequence[Term], dialect: Dialect | None) -> tuple[str, ...]:
    if dialect is not None and dialect.wildcard:
        return ()
    return tuple(term.text for term in terms if _is_open(term.text))


def _wide(node: Node, *, wildcard: bool) -> Node | None:
    """What of a tree a source can be asked for, as `And`, `Or` and phrases; None for nothing."""
    if isinstance(node, Term):
        return _askable(node.text)
    if isinstance(node, Near):
        words = [found for word in node.words if (found := _askable(word))]
        return And(tuple(words)) if words else None
    if isinstance(node, And | Or):
        parts = [_wide(part, wildcard=wildcard) for part in node.parts]
        known = [part for part in parts if part is not None]
        if isinstance(node, And) and not wildcard:
            # What the source finds in part only is not asked for where there is something better.
            known = [part for part in known if not _has_open(part)] or known
        if not known or (isinstance(node, Or) and len(known) < len(parts)):
            return None
        return both(known) if isinstance(node, And) else either(known)
    return None


def _askable(text: str) -> Term | None:
    """The phrase, or of one with open words the longest run without one; None for a lone `*end`."""
    if "*" not in text:
        return Term(text)
    runs = [run.strip() for run in re.split(r"\S*\*\S*", text) if WORD.search(run)]
    if runs:
        return Term(max(runs, key=len))
    words = text.split()
    is_stem = len(words) == 1 and "*" not in text.rstrip("*") and Phrase(text).pieces
    return Term(f"{text.rstrip('*')}*") if is_stem else None


def _refused(tree: Node) -> Iterator[Term]:
    """Phrases that no match has, and that a source finds nowhere else than we do."""
    for part in tree.parts if isinstance(tree, And) else (tree,):
        if isinstance(part, Not):
            inner = part.part
            for each in inner.parts if isinstance(inner, Or) else (inner,):
                if isinstance(each, Term) and not each.exact and _is_plain(each.text):
                    yield each


def _is_plain(text: str) -> bool:
    """Whether it is words between blanks and nothing else, so that nobody reads it otherwise."""
    return all(word.isalnum() and word.isascii() for word in normal(text).split())


def _language(tree: Node, dialect: Dialect) -> str:
    for part in tree.parts if isinstance(tree, And) else ():
        if not isinstance(part, Field) or part.name != "lang" or not dialect.language:
            continue
        if part.value in dialect.languages:
            return dialect.language.format(part.value)
    return ""


class _Writer:
    """Writes questions in a dialect; what is too long for one is asked in several."""

    def __init__(self, dialect: Dialect, refused: Sequence[Term], language: str) -> None:
        self._dialect = dialect
        # Without parentheses nobody knows what goes first.
        self._refused = refused if dialect.no and dialect.groups else ()
        self._language = language if dialect.groups else ""

    def questions(self, node: Node) -> Iterator[Question]:
        """The questions of a wide tree."""
        for part, parts in self._divided(node):
            said = [leaf for leaf in leaves(part) if isinstance(leaf, Term)]
            yield Question(
                terms=tuple(term.text for term in cover(part)),
                ask=self._completed(" ".join(parts), _count(parts)),
                narrow=_narrow(said, self._dialect),
            )

    def _completed(self, text: str, count: int) -> str:
        """The question with its language, and as much of what is not wanted as there is room."""
        if self._language and self._fits(f"{text} {self._language}", count):
            text = f"{text} {self._language}"
        for term in self._refused:
            more = f"{text} {self._dialect.no}{_quoted(term.text)}"
            if not self._fits(more, count + 1):
                break
            text, count = more, count + 1
        return text

    def _fits(self, text: str, count: int) -> bool:
        return len(text) <= self._dialect.longest and count <= self._dialect.most

    def _divided(self, node: Node) -> Iterator[tuple[Node, list[str]]]:
        """Parts of the tree that can each be asked for, whole if that is possible."""
        parts = self._conjuncts(node)
        if parts and self._fits(" ".join(parts), _count(parts)):
            yield node, parts
        elif isinstance(node, And):
            # All are true of every match, so the one that costs the least will do.
            yield from self._divided(min(node.parts, key=lambda part: _price(cover(part))))
        elif isinstance(node, Or):
            yield from self._shared_out(node)
        else:
            assert isinstance(node, Term)
            cut = map(self._cut, self._spellings(node))
            yield from ((node, [spelling]) for spelling in cut if spelling)

    def _shared_out(self, node: Or) -> Iterator[tuple[Node, list[str]]]:
        """As many alternatives in each question as there is room for."""
        together: list[Node] = []
        for part in node.parts:
            more = Or((*together, part))
            parts = self._conjuncts(more)
            if parts and self._fits(" ".join(parts), _count(parts)):
                together.append(part)
                continue
            if together:
                yield from self._divided(_one_of(together))
            together = [part]
        yield from self._divided(_one_of(together))

    def _cut(self, spelling: str) -> str:
        """A phrase that is too long, without its last words: that finds more, not less.

        Nothing of a single word that is too long, which nobody writes.
        """
        if len(spelling) <= self._dialect.longest:
            return spelling
        words = spelling.strip('"').split()
        while len(words) > 1 and len(_quoted(" ".join(words))) > self._dialect.longest:
            words.pop()
        cut = _quoted(" ".join(words))
        return cut if len(cut) <= self._dialect.longest else ""

    def _conjuncts(self, node: Node) -> list[str]:
        """What has all to be there, each as the dialect writes it; nothing if it cannot."""
        if isinstance(node, And):
            written = [self._alternatives(part) for part in node.parts]
            known = [each for each in written if each]
            fine = [self._joined(each, alone=len(known) == 1) for each in known]
            said = [each for each in fine if each]
            # Without parentheses alternatives cannot stand beside anything else.
            return said if self._dialect.groups or len(said) == len(node.parts) else []
        found = self._joined(self._alternatives(node), alone=True)
        return [found] if found else []

    def _alternatives(self, node: Node) -> list[str]:
        """What one of has to be there; nothing if the dialect cannot say it."""
        if isinstance(node, Term):
            return self._spellings(node)
        if isinstance(node, Or):
            found = [self._alternatives(part) for part in node.parts]
            return [each for part in found for each in part] if all(found) else []
        parts = self._conjuncts(node)
        if len(parts) == 1:
            return parts
        return [f"({' '.join(parts)})"] if parts and self._dialect.groups else []

    def _joined(self, alternatives: Sequence[str], *, alone: bool) -> str:
        either = self._dialect.either
        if len(alternatives) <= 1:
            return alternatives[0] if alternatives else ""
        if either is None or not (alone or self._dialect.groups):
            return ""
        text = either.join(alternatives)
        return text if alone and not self._language and not self._refused else self._grouped(text)

    def _grouped(self, text: str) -> str:
        return f"({text})" if self._dialect.groups else text

    def _spellings(self, term: Term) -> list[str]:
        return spellings(term.text, self._dialect)


def spellings(text: str, dialect: Dialect) -> list[str]:
    """How the source may have a phrase: as it is, joined as in a #hashtag, without accents."""
    if _is_open(text):
        return [text if dialect.wildcard else _quoted(text.rstrip("*"))]
    found = [text, *_in_one_word(text, dialect)]
    if not dialect.folds:
        found += [fold(each) for each in found if fold(each) != each.lower()]
    return list(dict.fromkeys(each if _is_sign(each, dialect) else _quoted(each) for each in found))


def _in_one_word(text: str, dialect: Dialect) -> list[str]:
    """A phrase of several words without its hyphens, and as a tag or an account."""
    if not Phrase(text).joined:
        return []
    joined = "".join(WORD.findall(text))
    tags = [f"#{joined}", f"@{fold(joined)}"]
    known = [each for each in tags if _is_sign(each, dialect)]
    return [_HYPHEN.sub("", text), *(known or [joined])]


def _is_sign(text: str, dialect: Dialect) -> bool:
    return dialect.signs and _SIGNED.fullmatch(text) is not None


def _quoted(text: str) -> str:
    return '"{}"'.format(" ".join(text.replace('"', " ").replace("\\", " ").split()))


def _count(parts: Sequence[str]) -> int:
    return sum(max(1, len(_PHRASE.findall(part))) for part in parts)


def _one_of(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))
