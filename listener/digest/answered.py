"""How many reviews were answered and how soon, and what became of their stars."""

from __future__ import annotations

from msgspec.structs import replace

from listener.digest.blocks import Cell, Row, Section, table
from listener.digest.estimates import NOTHING, before, changed, facts_of, told
from listener.digest.feelings import compared_columns
from listener.digest.figures import heard_before
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import SHORTEST_SPAN, number, span
from listener.records import Report
from listener.reviewing import Figures

ENOUGH = 5
"""Of fewer answers, nine in ten came within whatever the slowest took."""


def answered(report: Report, words: Wording) -> Section | None:
    """A row each; nothing where no source tells answers and nobody changed their stars."""
    now, then = report.reviewed or Figures(), report.reviewed_before or Figures()
    t, known = words.t, heard_before(report)
    rows = [
        _rate(now, report, t) if now.due else None,
        _counted(
            "star_changes",
            now.raised + now.lowered,
            then.raised + then.lowered,
            t,
            raised=number(t.language, now.raised),
            lowered=number(t.language, now.lowered),
            known=known,
        ),
        _counted("contradicted", now.contradicted, then.contradicted, t, known=known),
    ]
    found = tuple(row for row in rows if row)
    if not found:
        return None
    told_in = table(compared_columns(t), found)
    return Section(key="answers", title=t("digest.answers"), blocks=(told_in,))


def _rate(now: Figures, report: Report, t: Translator) -> Row:
    facts = facts_of(report)
    value = told(facts.answered, "share", facts, t)
    then = before(facts.answered_before, "share", facts, t)
    note = t(
        "digest.answered_note",
        answered=number(t.language, now.answered),
        due=number(t.language, now.due),
    )
    if now.answered >= ENOUGH and now.median is not None and now.ninth is not None:
        median, ninth = (span(max(each, SHORTEST_SPAN), t) for each in (now.median, now.ninth))
        note = f"{note}; {t('digest.answered_within', median=median, ninth=ninth)}"
    change = changed(facts.answered, facts.answered_before, "share", facts, t)
    label = Cell(text=t("digest.answered"), key="answered")
    return Row(cells=(label, value, change, then), note=note)


def _counted(
    key: str, now: int, earlier: int, t: Translator, *, known: bool, **values: object
) -> Row | None:
    """How many, now and then, where anything is known of then; nothing of none."""
    if not now:
        return None
    value, then = (Cell(text=number(t.language, each), value=each) for each in (now, earlier))
    then = then if known else NOTHING
    label = Cell(text=t(f"digest.{key}"), key=key)
    note = t(f"digest.{key}_note", **values)
    return Row(cells=(label, value, Cell(text="—"), replace(then, tone="soft")), note=note)
