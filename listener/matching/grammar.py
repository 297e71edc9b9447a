"""The query language: a text in, a tree out, or what is wrong with it and where.

    firefox (mozilla OR "fire fox") -"firefox os" lang:es
    "quejas banco"~5      these words with at most five others among them, in any order
    "quejas banco"~>5     the same, in this order
    banc*  *bank  b*co    any ending, any beginning, anything inside of a word
    raw:"Apple"           with its capitals and accents

Words side by side have all to be there. AND OR NOT in capitals; also && || ! and a leading -.
"""

from __future__ import annotations

import fnmatch
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from listener.errors import nearest
from listener.i18n import say
from listener.matching.faults import QueryError
from listener.matching.fields import host_of, read_rating
from listener.matching.phrase import Phrase
from listener.matching.tree import Field, Near, Node, Term, both, either, without
from listener.source import source_names
from listener.text import fold, plain

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedInput

LONGEST = 5_000
"""Characters of a query: enough for any a person keeps in mind."""

DEEPEST = 50
FARTHEST = 100
FIELDS = ("author", "site", "lang", "source", "hashtag", "url", "rating", "raw")
SPANISH = {
    "autora": "author",
    "sitio": "site",
    "web": "site",
    "idioma": "lang",
    "lengua": "lang",
    "fuente": "source",
    "red": "source",
    "etiqueta": "hashtag",
    "enlace": "url",
    "direccion": "url",
    "estrellas": "rating",
    "nota": "rating",
    "valoracion": "rating",
    "exacto": "raw",
    "literal": "raw",
}
"""What somebody who writes Spanish may take a filter to be called."""

_GRAMMAR = r"""
?start: either
either: both (OR both)*
both: part (AND? part)*
?part: NOT part -> no
    | "(" either ")"
    | WORD -> word
    | PHRASE -> phrase
    | PHRASE NEAR -> near
    | FIELD (VALUE | PHRASE) -> field

AND.4: /AND(?=[\s()"]|$)|&&/
OR.4: /OR(?=[\s()"]|$)|\|\|/
NOT.4: /NOT(?=[\s()"]|$)|[!\-\u2013\u2014\u2212](?=[^\s!\-\u2013\u2014\u2212])/
FIELD.3: /[^\W\d_]+:(?!\/\/)/
PHRASE.2: /"(?:[^"\\]|\\.)*"|[“”„][^“”„"]*[“”]|«[^«»]*»/
NEAR.2: /~>?\d+/
WORD: /[^\s()"“”„«»]+/
VALUE: /[^\s()"“”„«»]+/
%ignore /\s+/
"""
_DASHES = re.compile("[\u2013\u2014\u2212]+")
_OPERATORS = ("AND", "OR", "NOT", "&&", "||")
_DANGLING = re.compile(r"(?:^|[\s()\"])(?:AND|OR|NOT|&&|\|\|)$")
_SITE = re.compile(r"[^\s,;:/]+")
_FUZZY = re.compile(r"~\d*(?:\.\d+)?$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\*?")


def parse(text: str) -> Node:
    """The tree of a query; QueryError says what is wrong, where, and what was probably meant."""
    from lark import UnexpectedInput

    text = plain(text)
    if not text.strip():
        raise QueryError(say("queries.empty"))
    if len(text) > LONGEST:
        raise QueryError(say("queries.too_long", most=LONGEST))
    if _depth(text) > DEEPEST:
        raise QueryError(say("queries.too_deep", most=DEEPEST))
    try:
        tree: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from error
    found: Node = tree
    return found


@cache
def _parser() -> Lark:
    from lark import Lark

    # Reading while parsing, and not a tree afterwards: no query is too deep for that.
    reader: Any = _Reader()
    return Lark(_GRAMMAR, parser="lalr", transformer=reader, maybe_placeholders=False)


def _depth(text: str) -> int:
    """How deep the parentheses go; also those within quotes, for no person needs so many."""
    deepest = depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """What each rule of the grammar stands for in the tree; called with what it was made of."""

    def either(self, parts: list[Any]) -> Node:
        return either([part for part in parts if not isinstance(part, str)])

    def both(self, parts: list[Any]) -> Node:
        return both([part for part in parts if not isinstance(part, str)])

    def no(self, parts: list[Any]) -> Node:
        return without(parts[-1])

    def word(self, parts: list[Token]) -> Node:
        word = parts[0]
        if word in _OPERATORS:
            raise _wrong("lonely_operator", word)
        if re.fullmatch(r"~>?\d*", word):
            raise _wrong("near_without_quotes", word)
        if _DASHES.fullmatch(word):
            raise _wrong("nothing_to_find", word, found=plain(word))
        if fuzzy := _FUZZY.search(word):
            raise _wrong("fuzzy", word, word=word[: fuzzy.start()])
        return _term(word, str(word))

    def phrase(self, parts: list[Token]) -> Node:
        return _term(parts[0], _unquoted(parts[0]))

    def near(self, parts: list[Token]) -> Node:
        phrase, distance = parts
        words = tuple(_unquoted(phrase).split())
        if len(words) < 2:
            raise _wrong("near_one_word", phrase)
        within = int(distance.lstrip("~>")[:9])
        if within > FARTHEST:
            raise _wrong("too_far", distance, most=FARTHEST)
        if not all(Phrase(word).pieces for word in words):
            raise _wrong("nothing_to_find", phrase, found=plain(phrase))
        return Near(words, within, ordered=distance.startswith("~>"))

    def field(self, parts: list[Token]) -> Node:
        name, value = parts
        field = name[:-1].lower()
        if field not in FIELDS:
            text = say("queries.no_such_field", name=name[:-1], fields=", ".join(FIELDS))
            hint = SPANISH.get(fold(field)) or nearest(field, FIELDS)
            raise QueryError(_placed(text, name), hint=f"{hint}:" if hint else "")
        quoted = value.type == "PHRASE"
        said = _unquoted(value) if quoted else str(value)
        if not said.strip():
            raise _wrong("needs_value", name, name=field)
        if field == "raw":
            return _term(value, said, exact=True)
        if field == "hashtag":
            return _tag(value, said.strip().lstrip("#"))
        if field == "rating":
            return _rating(value, said)
        return _field(field, said.strip(), value)


def _term(where: Token, text: str, *, exact: bool = False) -> Node:
    bare = Phrase(text, exact=exact)
    signs_only = not any(c.isalnum() for piece in bare.pieces for c in piece.text)
    unquoted = where.type == "WORD"
    if not bare.pieces or (unquoted and signs_only and text.isascii()):
        raise _wrong("nothing_to_find", where, found=plain(where))
    return Term(" ".join(text.split()), exact)


def _tag(where: Token, said: str) -> Node:
    if not Phrase(said).pieces:
        raise _wrong("needs_value", where, name="hashtag")
    return _term(where, f"#{said}")


def _rating(where: Token, said: str) -> Node:
    found = read_rating(said)
    if found is None:
        raise _wrong("bad_rating", where, found=said)
    return found


def _field(name: Any, said: str, where: Token) -> Node:
    if name == "lang":
        said = said.lower().replace("_", "-")
        if not _LANGUAGE.fullmatch(said):
            raise _wrong("bad_language", where, found=said)
    if name == "site":
        said = host_of(said)
        if said and not _SITE.fullmatch(said):
            raise _wrong("bad_site", where, found=said)
    if name == "source" and not fnmatch.filter(source_names(), fold(said)):
        text = say("watching.no_such_source", name=said)
        raise QueryError(_placed(text, where), hint=nearest(fold(said), source_names()))
    if not said.strip("*@."):
        raise _wrong("needs_value", where, name=name)
    return Field(name, said)


def _unquoted(phrase: str) -> str:
    return re.sub(r"\\(.)", r"\1", phrase[1:-1]) if phrase.startswith('"') else phrase[1:-1]


def _wrong(key: str, where: Token, **values: object) -> QueryError:
    return QueryError(_placed(say(f"queries.{key}", **values), where))


def _placed(text: str, where: Token) -> str:
    return say("queries.at", text=text, column=(where.start_pos or 0) + 1)


def _explained(error: UnexpectedInput, text: str) -> QueryError:
    """What a person did, from where the parser stopped."""
    from lark import UnexpectedCharacters

    at: int = error.pos_in_stream or 0  # type: ignore[redundant-expr,unused-ignore]
    before = text[:at].rstrip()
    if isinstance(error, UnexpectedCharacters):
        return _unread(text, at)
    kind = getattr(getattr(error, "token", None), "type", "$END")
    key = _KEYS.get(kind, "unexpected")
    column = at + 1
    if kind == "$END":
        key, column = _unfinished(text)
    elif kind == "RPAR" and before.endswith("("):
        key = "empty_parentheses"
    elif kind == "LPAR" and before.endswith(":"):
        key = "one_value"
    return QueryError(say("queries.at", text=say(f"queries.{key}"), column=column))


def _unfinished(text: str) -> tuple[str, int]:
    """What a query lacks at its end, and where that is told."""
    bare = text.rstrip()
    open_at = _open_parenthesis(text)
    if _DANGLING.search(bare):
        return "lonely_operator", len(bare) + 1
    if bare.endswith(":"):
        return "field_alone", len(bare) + 1
    return ("unclosed_parenthesis", open_at + 1) if open_at is not None else ("unexpected", 1)


_KEYS = {
    "AND": "lonely_operator",
    "OR": "lonely_operator",
    "NOT": "lonely_operator",
    "RPAR": "extra_parenthesis",
    "NEAR": "near_without_quotes",
}


def _unread(text: str, at: int) -> QueryError:
    before, char = text[:at].rstrip(), text[at]
    if char in '"“”„«»':
        key = "unclosed_quote"
    elif before.endswith(":"):
        key = "one_value" if char == "(" else "field_alone"
    else:
        key = "unexpected"
    return QueryError(say("queries.at", text=say(f"queries.{key}"), column=at + 1))


def _open_parenthesis(text: str) -> int | None:
    """Where a parenthesis opens that nothing closes; those in quotes are none."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: "_" * len(found[0]), text)
    opened: list[int] = []
    for at, char in enumerate(bare):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
