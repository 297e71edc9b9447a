"""How mentions feel: shares with their bounds, against then, and by source."""

from __future__ import annotations

from msgspec.structs import replace

from listener.digest.blocks import Block, Cell, Column, Row, Section, Table, table
from listener.digest.estimates import Scale, before, changed, facts_of, feeling_of, told
from listener.digest.wording import Wording
from listener.facts import Estimate, Facts
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.records import Report, Totals
from listener.text import one_line


def feelings(report: Report, words: Wording) -> Section | None:
    """The brand as a whole, then each source, the one with most negatives first."""
    facts, t = facts_of(report), words.t
    if report.totals.items < facts.least:
        return None
    blocks: list[Block] = [_whole(facts, t)]
    if len(report.by_brand) > 1:
        blocks.append(_by("brand", report.by_brand, facts, words))
    if len(report.by_source) > 1:
        blocks.append(_by("source", report.by_source, facts, words))
    return Section(key="sentiment", title=t("digest.sentiment"), blocks=tuple(blocks))


def _whole(facts: Facts, t: Translator) -> Table:
    now, then = facts.feeling, facts.feeling_before
    rows = (
        _row("negative", now.negative, then.negative, "share", facts, t, harms=True),
        _row("positive", now.positive, then.positive, "share", facts, t),
        _row("net", now.net, then.net, "net", facts, t),
    )
    return table(compared_columns(t), rows)


def compared_columns(t: Translator) -> tuple[Column, ...]:
    """What, now, how it has changed, and then."""
    return (
        Column(key="figure", kind="name"),
        Column(key="now", head=t("digest.now")),
        Column(key="change", head=t("digest.change")),
        Column(key="before", head=t("digest.then_previous")),
    )


def _row(
    key: str,
    now: Estimate | None,
    earlier: Estimate | None,
    scale: Scale,
    facts: Facts,
    t: Translator,
    *,
    harms: bool = False,
) -> Row:
    label = Cell(text=t(f"digest.{key}"), key=key)
    change = changed(now, earlier, scale, facts, t, harms=harms)
    then = before(earlier, scale, facts, t)
    note = _weekday(now, facts, t) if key == "negative" else ""
    if key == "net":
        note = t("digest.net_note")
    return Row(cells=(label, told(now, scale, facts, t), change, then), note=note)


def _weekday(now: Estimate | None, facts: Facts, t: Translator) -> str:
    """The share of negatives on the same days of the weeks before."""
    for each in facts.comparisons:
        if each.kind == "weekday" and each.periods and facts.tells(each.negative):
            usual = told(each.negative, "share", facts, t)
            change = changed(now, each.negative, "share", facts, t, harms=True)
            weeks = each.periods
            return t("digest.weekday_share", n=weeks, usual=usual.text, change=change.text)
    return ""


def _by(what: str, parts: dict[str, Totals], facts: Facts, words: Wording) -> Table:
    """Each source, or brand of a group, the one with most negatives first."""
    found = sorted(parts.items(), key=lambda row: (-row[1].negatives, -row[1].items))
    keys = (what, "mentions", "negative", "positive", "negative_share")
    first, *others = (Column(key=key, head=words.t(f"digest.{key}")) for key in keys)
    rows = tuple(_part(*each, what, facts, words) for each in found)
    return table((replace(first, kind="name"), *others), rows)


def _part(name: str, totals: Totals, what: str, facts: Facts, words: Wording) -> Row:
    known = facts.feeling_by_source.get(name) if what == "source" else None
    feeling = known or feeling_of(totals)
    title = words.titled(name) if what == "source" else name
    return Row(
        cells=(
            Cell(text=one_line(title, 30), key=one_line(name, 60)),
            *(
                Cell(text=number(words.t.language, each), value=each)
                for each in (totals.items, totals.negatives, totals.positives)
            ),
            told(feeling.negative, "share", facts, words.t, counted=True),
        )
    )
