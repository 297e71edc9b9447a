"""Share of voice: what is said of a brand among all that is said of it and its competitors."""

from __future__ import annotations

from msgspec.structs import replace

from listener.digest.blocks import Block, Cell, Column, Paragraph, Row, Section, table
from listener.digest.estimates import NOTHING, changed, facts_of, told
from listener.digest.figures import listed
from listener.digest.wording import Wording
from listener.facts import Facts, Voice
from listener.i18n.formats import number
from listener.records import Report
from listener.text import one_line

SHOWN = 10


def voices(report: Report, words: Wording) -> Section | None:
    """A row a brand; nothing where no competitor is named."""
    facts, t = facts_of(report), words.t
    if len(facts.voices) < 2:
        return None
    keys = ("brand", "mentions", "voice_share", "share_change", "negative_share")
    first, *others = (Column(key=key, head=t(f"digest.{key}")) for key in keys)
    ours = {report.brand, *report.brands}
    rows = tuple(
        _row(each, facts, words, is_ours=each.brand in ours)
        for each in facts.voices[: words.most(SHOWN)]
    )
    unlike = [one_line(each.name, 40) for each in facts.voices if each.changed]
    blocks: list[Block] = [table((replace(first, kind="name"), *others), rows)]
    if unlike:
        said = t("digest.voices_unlike", names=listed(unlike, t))
        blocks.append(Paragraph(text=said, tone="warn"))
    return Section(key="voices", title=t("digest.voices"), blocks=tuple(blocks))


def _row(voice: Voice, facts: Facts, words: Wording, *, is_ours: bool) -> Row:
    t = words.t
    name = Cell(text=one_line(voice.name, 40), key=voice.brand)
    if voice.items is None:
        note = t("digest.only_named", n=voice.named, count=number(t.language, voice.named))
        return Row(cells=(name, NOTHING, NOTHING, NOTHING, NOTHING), note=note)
    share = told(voice.share, "share", facts, t, counted=True)
    change = changed(voice.share, voice.share_before, "share", facts, t)
    return Row(
        cells=(
            name,
            Cell(text=number(t.language, voice.items), value=voice.items),
            replace(share, part=share.value),
            change if is_ours else replace(change, tone="soft"),
            told(voice.negative, "share", facts, t, counted=True),
        )
    )
