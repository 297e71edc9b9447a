"""The stars: their mean with its bounds and how many gave each, by source, listing and version."""

from __future__ import annotations

from collections.abc import Iterator

from listener.digest.blocks import Block, Cell, Column, Paragraph, Row, Section, table
from listener.digest.estimates import changed, facts_of, told
from listener.digest.wording import Wording
from listener.facts import Facts, Stars, bounded_mean_of
from listener.i18n.formats import number
from listener.records import Report
from listener.text import one_line

ENOUGH = 5
SHOWN = 8
"""Listings, and versions, that are shown at most."""


def starred(report: Report, words: Wording) -> Section | None:
    """All of them, and whatever they can be told apart by."""
    facts, t = facts_of(report), words.t
    if not any(facts.stars.counts):
        return None
    columns = (
        Column(key="where", head=t("digest.where"), kind="name"),
        Column(key="mean", head=t("digest.mean")),
        Column(key="histogram", head=t("digest.histogram")),
    )
    rows = tuple(_row(label, each, facts, words) for label, each in _told_apart(facts, words))
    blocks: list[Block] = [table(columns, rows), *_before(report, facts, words)]
    return Section(key="stars", title=t("digest.stars"), blocks=tuple(blocks))


def _told_apart(facts: Facts, words: Wording) -> Iterator[tuple[str, Stars]]:
    """Each row once: one source alone is the same as all."""
    t, most = words.t, words.most(SHOWN)
    yield t("digest.stars_all"), facts.stars
    if len(facts.stars_by_source) > 1:
        for each in facts.stars_by_source:
            yield words.titled(each.source), each
    if len(facts.stars_by_listing) > 1:
        for each in _enough(facts.stars_by_listing)[:most]:
            yield f"{words.titled(each.source)} · {each.name}", each
    for each in _enough(facts.stars_by_version)[:most]:
        version = t("card.version", version=each.name)
        yield f"{words.titled(each.source)} · {version}", each


def _enough(found: tuple[Stars, ...]) -> list[Stars]:
    """A place with a star or two is only one line more."""
    return [each for each in found if sum(each.counts) >= ENOUGH]


def _row(label: str, stars: Stars, facts: Facts, words: Wording) -> Row:
    counts = " · ".join(number(words.t.language, each) for each in stars.counts)
    return Row(
        cells=(
            Cell(text=one_line(label, 48)),
            told(stars.mean, "stars", facts, words.t, counted=not facts.tells(stars.mean)),
            Cell(text=counts, parts=tuple(map(float, stars.counts))),
        )
    )


def _before(report: Report, facts: Facts, words: Wording) -> list[Block]:
    """Of then only the sum is known, so that its bounds are as wide as they can be."""
    then = bounded_mean_of(report.previous.stars_sum, report.previous.rated, 1.0, 5.0)
    if not (facts.tells(facts.stars.mean) and facts.tells(then)):
        return []
    change = changed(facts.stars.mean, then, "stars", facts, words.t)
    usual = told(then, "stars", facts, words.t)
    text = words.t("digest.stars_before", usual=usual.text, change=change.text)
    return [Paragraph(text=text, tone="soft")]
