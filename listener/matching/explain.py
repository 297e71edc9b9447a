"""What a query means, in words: for whoever wrote it, to see whether it says what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listener.i18n import Translator
from listener.i18n.formats import number
from listener.matching.lower import Question, cover, spellings
from listener.matching.tree import And, Field, Near, Node, Not, Or, Rated, Term, leaves
from listener.source import Dialect

SHOWN = 12
"""So many phrases of a list are told; of more, how many there are."""

Line = tuple[int, str]
"""How far in, and what is said there."""


def meaning(node: Node, t: Translator, depth: int = 0) -> Iterator[Line]:
    """A tree in words, line by line."""
    if isinstance(node, And):
        yield depth, t("queries.all")
        for part in node.parts:
            yield from meaning(part, t, depth + 1)
    elif isinstance(node, Or) and not _only_terms(node):
        yield depth, t("queries.any")
        for part in node.parts:
            yield from meaning(part, t, depth + 1)
    elif isinstance(node, Not) and not (isinstance(node.part, Term) or _only_terms(node.part)):
        yield depth, t("queries.not")
        yield from meaning(node.part, t, depth + 1)
    else:
        yield depth, in_words(node, t)


def in_words(node: Node, t: Translator, most: int = SHOWN) -> str:
    """What one part of it asks for, in one line; of a long list, so many phrases."""
    if isinstance(node, Term):
        return _of_term(node, t)
    if isinstance(node, Near):
        return _of_near(node, t)
    if isinstance(node, Rated):
        return _of_stars(node, t)
    if isinstance(node, Field):
        return t(f"queries.field_{node.name}", value=node.value)
    return _of_list(node, t, most) or _of_parts(node, t, most)


def _of_parts(node: Node, t: Translator, most: int) -> str:
    """Several things in one line, each told apart from the next."""
    if isinstance(node, Not):
        return f"{t('queries.not')} ({in_words(node.part, t, most)})"
    assert isinstance(node, And | Or)
    said = ", ".join(
        f"({in_words(part, t, most)})" if isinstance(part, And | Or) else in_words(part, t, most)
        for part in node.parts
    )
    return f"{t('queries.all' if isinstance(node, And) else 'queries.any')} {said}"


def _of_list(node: Node, t: Translator, most: int) -> str:
    """One of these phrases, or none of them; nothing for what is no such list."""
    listed = node.part if isinstance(node, Not) else node
    if isinstance(listed, Term):
        return t("queries.no_phrase", phrase=_shown(listed, t))
    if not isinstance(listed, Or) or not _only_terms(listed):
        return ""
    key = "queries.none_of" if isinstance(node, Not) else "queries.any_of"
    return t(key, phrases=_listed(listed.parts, t, most))


def _only_terms(node: Node) -> bool:
    return isinstance(node, Or) and all(isinstance(part, Term) for part in node.parts)


def _listed(parts: Sequence[Node], t: Translator, most: int) -> str:
    shown = ", ".join(_shown(part, t) for part in parts[:most])
    more = len(parts) - most
    return shown if more <= 0 else t("queries.and_more", shown=shown, n=more)


def _shown(node: Node, t: Translator) -> str:
    """A phrase in quotes, with what is special about it."""
    assert isinstance(node, Term)
    quoted = t("queries.quoted", text=node.text)
    return t("queries.exactly", phrase=quoted) if node.exact else quoted


def _of_term(term: Term, t: Translator) -> str:
    if term.exact:
        return t("queries.phrase_exact", phrase=t("queries.quoted", text=term.text))
    if term.text.startswith("#") and " " not in term.text and "*" not in term.text:
        return t("queries.hashtag", tag=term.text)
    word, key = term.text, "phrase"
    if "*" in term.text:
        bare = term.text.strip("*")
        single = " " not in bare and "*" not in bare
        starts, ends = term.text.startswith("*"), term.text.endswith("*")
        if single and starts != ends:
            word, key = bare, "phrase_ends" if starts else "phrase_begins"
        else:
            key = "phrase_open"
    return t(f"queries.{key}", phrase=t("queries.quoted", text=word))


def _of_near(near: Near, t: Translator) -> str:
    words = ", ".join(t("queries.quoted", text=word) for word in near.words)
    key = "queries.near_in_order" if near.ordered else "queries.near"
    return t(key, words=words, n=near.within)


def _of_stars(rated: Rated, t: Translator) -> str:
    low, high = number(t.language, rated.low, 1), number(t.language, rated.high, 1)
    low, high = (text.removesuffix(",0").removesuffix(".0") for text in (low, high))
    if rated.low == rated.high:
        return t("queries.stars", stars=low)
    if rated.low == 1.0 and not rated.above:
        key = "stars_below" if rated.below else "stars_up_to"
        return t(f"queries.{key}", stars=high)
    if rated.high == 5.0 and not rated.below:
        return t(f"queries.{'stars_above' if rated.above else 'stars_from'}", stars=low)
    return t("queries.stars_between", low=low, high=high)


def filtered_here(
    tree: Node, asked: Sequence[Question], dialect: Dialect | None
) -> tuple[Node, ...]:
    """What of a query its source is not asked for, and is looked at when the answer comes."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return tuple(part for part in parts if not _is_asked(part, asked, dialect))


def _is_asked(part: Node, asked: Sequence[Question], dialect: Dialect | None) -> bool:
    texts = [question.ask for question in asked]
    if isinstance(part, Not):
        refused = part.part.parts if isinstance(part.part, Or) else (part.part,)
        no = dialect.no if dialect else None
        return bool(no) and all(
            isinstance(term, Term) and all(f'{no}"{term.text}"' in text for text in texts)
            for term in refused
        )
    if not all(isinstance(leaf, Term) and _plain(leaf) for leaf in leaves(part)):
        return False
    if dialect is None or not all(texts):
        phrases = {term for question in asked for term in question.terms}
        plain = isinstance(part, Term) or _only_terms(part)
        return plain and {term.text for term in cover(part)} == phrases
    together = " ".join(texts)
    terms = [leaf for leaf in leaves(part) if isinstance(leaf, Term)]
    return all(spellings(term.text, dialect)[0] in together for term in terms)


def refused(tree: Node, asked: Sequence[Question], dialect: Dialect | None) -> list[str]:
    """Phrases that a source is told to leave out, though it looks for them in links as well."""
    if dialect is None or not dialect.links or not dialect.no:
        return []
    said = {leaf.text for leaf in leaves(tree) if isinstance(leaf, Term)}
    parts = {text: f'{dialect.no}"{text}"' for text in sorted(said)}
    return [text for text, part in parts.items() if any(part in each.ask for each in asked)]


def _plain(term: Term) -> bool:
    return not term.exact and "*" not in term.text
