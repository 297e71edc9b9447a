"""What mentions speak of, and what each theme does to the score."""

from __future__ import annotations

from collections.abc import Iterator

from listener.counting import WHOLE
from listener.digest.blocks import Block, Cell, Column, Paragraph, Row, Section, Tone, table
from listener.digest.estimates import NOTHING, Scale, changed, facts_of, shown, told
from listener.digest.figures import heard_before
from listener.digest.wording import Wording
from listener.facts import Estimate, Facts, Topic, Topics, share_of
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.records import AspectCount, Report
from listener.text import one_line

ENOUGH = 5
"""Of fewer mentions nobody should conclude how an aspect is felt."""

SHOWN = 8
"""Aspects in a digest; `listener aspects` lists all."""

SENTENCES = 3
"""Themes of which a sentence tells what they do."""


def topics(report: Report, words: Wording) -> Section | None:
    """A row a theme: how many speak of it, how many badly, and what it does to the score."""
    facts, t = facts_of(report), words.t
    found = [each for each in _topics(report, facts) if each.items >= ENOUGH]
    found = found[: words.most(SHOWN)]
    if not found:
        return None
    weighed = any(each.impact is not None for each in found)
    keys = ("aspect", "mentions", "negative_share", "share_change")
    first, *others = (Column(key=key, head=t(f"digest.{key}")) for key in keys)
    columns = [Column(key=first.key, head=first.head, kind="name"), *others]
    if weighed:
        columns.append(Column(key="impact", head=t(f"digest.impact_{facts.topics.by}")))
    before = {each.aspect: each for each in report.aspects} if heard_before(report) else {}
    sampled = facts.sampled is not None or report.previous.items > WHOLE
    rows = [
        _row(each, before.get(each.aspect), facts, t, weighed=weighed, sampled=sampled)
        for each in found
    ]
    blocks: list[Block] = [table(tuple(columns), tuple(rows))]
    blocks += [Paragraph(text=said) for said in _impacts(found, facts, t)]
    return Section(key="topics", title=t("digest.aspects"), blocks=tuple(blocks))


def _topics(report: Report, facts: Facts) -> tuple[Topic, ...]:
    """Those that were weighed; those that were only counted, where none was."""
    if facts.topics.topics:
        return facts.topics.topics
    return tuple(
        Topic(
            aspect=each.aspect,
            title=each.title,
            items=each.items,
            negatives=each.negatives,
            positives=each.positives,
            negative=share_of(each.negatives, each.items),
        )
        for each in report.aspects
    )


def _name(topic: Topic, t: Translator) -> str:
    return one_line(topic.title or t(f"aspects.{topic.aspect}"), 40)


def _row(
    topic: Topic,
    before: AspectCount | None,
    facts: Facts,
    t: Translator,
    *,
    weighed: bool,
    sampled: bool,
) -> Row:
    """Shares of two samples can be compared, how many they are of cannot."""
    then = share_of(before.negatives_before, before.items_before) if before else None
    cells = (
        Cell(text=_name(topic, t), key=topic.aspect),
        Cell(text=_counted(topic, None if sampled else before, t), value=topic.items),
        told(topic.negative, "share", facts, t, counted=True),
        changed(topic.negative, then, "share", facts, t, harms=True),
    )
    impact = (_impact(topic.impact, facts.topics.by, t),) if weighed else ()
    return Row(cells=(*cells, *impact))


def _counted(topic: Topic, before: AspectCount | None, t: Translator) -> str:
    """`42 (+12)`: how many, and how many more than before."""
    count, more = (
        number(t.language, topic.items),
        topic.items - before.items_before if before else 0,
    )
    if not more:
        return count
    return f"{count} ({'+' if more > 0 else '−'}{number(t.language, abs(more))})"


def _impact(impact: Estimate | None, by: Scale, t: Translator) -> Cell:
    if impact is None:
        return NOTHING
    if not _clear(impact, by):
        return Cell(text=t("digest.no_clear_impact"), tone="soft")
    tone: Tone = "bad" if impact.value < 0 else "good"
    bounds = impact.value, impact.low, impact.high
    value, low, high = (shown(each, by, t, signed=True) for each in bounds)
    return Cell(
        text=t("digest.effect", value=value, low=low, high=high),
        value=impact.value,
        low=impact.low,
        high=impact.high,
        n=impact.n,
        tone=tone,
        points=by == "net",
    )


def _clear(impact: Estimate, by: Scale) -> bool:
    """Whether it does harm, or good, whatever chance may have added: by as much as is written."""
    least = 0.05 if by == "stars" else 0.005
    return impact.high <= -least or impact.low >= least


def _impacts(found: list[Topic], facts: Facts, t: Translator) -> Iterator[str]:
    """What the score would be without each of the themes that move it most."""
    scale = facts.topics.by
    clear = [each for each in found if each.impact is not None and _clear(each.impact, scale)]
    for topic in clear[:SENTENCES]:
        now, without = _scores(topic, facts.topics)
        if now is None or without is None:
            continue
        then, after = shown(now, scale, t), shown(without, scale, t)
        if then != after:
            way = "up" if without > now else "down"
            name = _name(topic, t)
            yield t(f"digest.without_{scale}_{way}", topic=name, now=then, without=after)


def _scores(topic: Topic, all_of: Topics) -> tuple[float | None, float | None]:
    if all_of.by == "stars":
        return all_of.stars, topic.stars_without
    return all_of.net, topic.net_without
