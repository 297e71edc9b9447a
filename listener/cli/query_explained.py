"""A query in words: what it means, what each source is asked, what cannot be had."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import click
import msgspec
from msgspec import Struct

from listener.cli import session
from listener.cli.table import wrap
from listener.config import BrandQuery
from listener.i18n import Translator
from listener.matching.explain import filtered_here, in_words, meaning, refused
from listener.matching.lower import Question, asked_of
from listener.matching.snippets import SNIPPETS
from listener.matching.tree import Node, Term, leaves
from listener.source import About, load_source, source_names
from listener.text import plain

WIDTH = 90
FEW = 3
# 'café luna', but not d'Or: what opens before one word and closes behind another.
_SINGLE = re.compile(r"(?<!\S)['\u2018][^\s'\u2019]+\s[^'\u2019\"]*['\u2019](?!\S)")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b|[\"\u201c\u201d]|&&|\|\||(?:^|\s)-(?=\w)|~\d")
OPERATORS = {"and": "AND", "or": "OR", "not": "NOT", "y": "AND", "o": "OR", "no": "NOT"}


class Explained(Struct, frozen=True):
    """A query to explain, its tree, and the brand whose file it is from."""

    query: BrandQuery
    tree: Node
    brand: str = ""


class Asked(Struct, frozen=True):
    """What a source is asked for a query; nothing, where it cannot be."""

    about: About
    on: bool
    questions: tuple[Question, ...]


def explain(queries: Sequence[Explained], source: str | None, form: str) -> None:
    """Print what the queries mean."""
    t = session.translator()
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(queries=[_plain(_as_row(each, source, t)) for each in queries])
        return
    for each in queries:
        click.echo("\n".join(_lines(each, source, t)))


def snippets(form: str) -> None:
    """Print the ready exclusions."""
    t = session.translator()
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(snippets=SNIPPETS)
        return
    click.echo(t("queries.snippets"))
    for name, by_language in SNIPPETS.items():
        click.echo(f'\n"{name}": {t(f"queries.snippet_{name}")}')
        for language, phrases in by_language.items():
            _echo_wrapped(f"{language}: {', '.join(phrases)}", 2)


def _asked(query: Explained, source: str | None) -> Iterator[Asked]:
    """Every source, those that are on first; of one query those it names are on."""
    chosen = query.query.sources
    for name in source_names():
        about = load_source(name).about
        if source not in (None, name):
            continue
        on = about.default_on if chosen is None else name in chosen
        searches = about.watches != "listing"
        asked = asked_of(about, query.query.query, query.tree) if searches else ()
        yield Asked(about, on, asked)


def _lines(query: Explained, source: str | None, t: Translator) -> Iterator[str]:
    if query.brand:
        yield t("queries.of_query", name=plain(query.query.name), brand=query.brand)
    yield t("queries.means")
    for depth, text in meaning(query.tree, t):
        yield from _wrapped(f"- {plain(text)}", 2 + 2 * depth)
    yield from _wrapped(t("queries.folded"), 2)
    for warning in _warnings(query, t):
        yield from _wrapped(f"! {warning}", 2)
    every = list(_asked(query, source))
    for key, on in (("asks", True), ("asks_off", False)):
        group = [each for each in every if each.questions and each.on is on]
        if group:
            yield f"\n{t(f'queries.{key}')}"
            for alike in _alike(group, query.tree):
                yield from _of_sources(alike, query.tree, t)
    yield from _unasked([each for each in every if not each.questions], t)
    yield ""


def _alike(group: Sequence[Asked], tree: Node) -> list[list[Asked]]:
    """The sources in groups that are asked the same and leave the same to us."""
    found = defaultdict[tuple[object, ...], list[Asked]](list)
    for each in group:
        found[each.questions, filtered_here(tree, each.questions, each.about.dialect)].append(each)
    return list(found.values())


def _of_sources(alike: Sequence[Asked], tree: Node, t: Translator) -> Iterator[str]:
    asked = alike[0]
    texts = [each.ask or f'"{each.terms[0]}"' for each in asked.questions]
    said = " · ".join(map(plain, texts))
    names = ", ".join(each.about.title for each in alike)
    yield from _wrapped(t("queries.asks_times", n=len(texts), sources=names, asked=said), 2)
    filtered = filtered_here(tree, asked.questions, asked.about.dialect)
    parts = "; ".join(plain(in_words(part, t, 3)) for part in filtered)
    text = t("queries.filters", parts=parts) if parts else t("queries.filters_nothing")
    yield from _wrapped(text, 4)
    if words := _narrow(asked.questions):
        listed = ", ".join(t("queries.quoted", text=plain(word.rstrip("*"))) for word in words)
        yield from _wrapped(f"! {t('queries.narrow', words=listed)}", 4)
    for text in _lost_in_links(asked, tree, t):
        yield from _wrapped(f"! {text}", 4)


def _lost_in_links(asked: Asked, tree: Node, t: Translator) -> Iterator[str]:
    """What is left out for its link alone."""
    about = asked.about
    if left_out := refused(tree, asked.questions, about.dialect):
        listed = ", ".join(t("queries.quoted", text=plain(text)) for text in left_out[:FEW])
        if more := len(left_out[FEW:]):
            listed = t("queries.and_more", shown=listed, n=more)
        yield t("queries.links", source=about.title, phrases=listed)


def _unasked(group: Sequence[Asked], t: Translator) -> Iterator[str]:
    """Sources that cannot be asked, and why."""
    deaf = [each.about.title for each in group if each.about.watches == "listing"]
    wordless = [each.about.title for each in group if each.about.watches != "listing"]
    if deaf or wordless:
        yield f"\n{t('queries.cannot')}"
    if wordless:
        yield from _wrapped(f"{', '.join(wordless)}: {t('queries.no_words')}", 2)
    if deaf:
        yield from _wrapped(t("queries.no_search", sources=", ".join(deaf)), 2)


def _narrow(questions: Sequence[Question]) -> list[str]:
    return list(dict.fromkeys(word for each in questions for word in each.narrow))


def _warnings(query: Explained, t: Translator) -> Iterator[str]:
    """What may not be meant as it was written."""
    for phrase in (*query.query.any, *query.query.all, *query.query.exclude):
        if found := _OPERATOR.search(phrase):
            operator = plain(found[0].strip())
            yield t("queries.operator_in_list", phrase=plain(phrase), operator=operator)
    if found := _SINGLE.search(query.query.query_text):
        yield t("queries.single_quotes", quote=plain(found[0]))
    for leaf in leaves(query.tree):
        if isinstance(leaf, Term) and not leaf.exact and leaf.text in OPERATORS:
            operator = OPERATORS[leaf.text]
            yield t("queries.small_operator", word=leaf.text, operator=operator)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    for index, line in enumerate(wrap(" ".join(text.split()), WIDTH - indent)):
        yield " " * (indent + 2 * bool(index)) + line


def _echo_wrapped(text: str, indent: int) -> None:
    click.echo("\n".join(_wrapped(text, indent)))


def _plain(value: object) -> object:
    """The same with every text made safe for a terminal."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _as_row(query: Explained, source: str | None, t: Translator) -> dict[str, object]:
    said = query.query
    return {
        "brand": query.brand or None,
        "name": said.name,
        "any": said.any,
        "all": said.all,
        "exclude": said.exclude,
        "query": said.query_text or None,
        "inflect": said.inflect,
        "without": said.without,
        "tree": msgspec.to_builtins(query.tree),
        "meaning": ["  " * depth + text for depth, text in meaning(query.tree, t)],
        "warnings": list(_warnings(query, t)),
        "sources": [_source_row(each, query.tree, t) for each in _asked(query, source)],
    }


def _source_row(asked: Asked, tree: Node, t: Translator) -> dict[str, object]:
    filtered = filtered_here(tree, asked.questions, asked.about.dialect)
    silent = "no_search" if asked.about.watches == "listing" else "no_words"
    return {
        "source": asked.about.name,
        "title": asked.about.title,
        "on": asked.on,
        "cannot": None if asked.questions else silent,
        "asked": [
            {"ask": each.ask or None, "terms": each.terms, "narrow": each.narrow}
            for each in asked.questions
        ],
        "filtered": [in_words(part, t) for part in filtered] if asked.questions else [],
        "left_out": refused(tree, asked.questions, asked.about.dialect),
    }
