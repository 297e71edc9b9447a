"""What the alerts were worth: how many were useful, of those that people judged."""

from __future__ import annotations

from listener.digest.blocks import Block, Paragraph, Section
from listener.digest.estimates import facts_of, told
from listener.digest.wording import Wording
from listener.i18n.formats import number
from listener.records import Report


def alarms(report: Report, words: Wording) -> Section | None:
    """Of the last 90 days; nothing where nobody was alarmed."""
    facts, t = facts_of(report), words.t
    found = facts.alarms
    if found is None or not found.alarms:
        return None
    counts = {
        "useful": found.useful,
        "noise": found.judged - found.useful,
        "unjudged": found.alarms - found.judged,
    }
    shown = {name: number(t.language, count) for name, count in counts.items()}
    count = number(t.language, found.alarms)
    text = t("digest.alarms_said", n=found.alarms, count=count, **shown)
    if found.precision and found.judged:
        share = told(found.precision, "share", facts, t)
        text = f"{text} {t('digest.alarms_useful', share=share.text)}"
    command = "listener incidents --all" if counts["unjudged"] else ""
    blocks: tuple[Block, ...] = (Paragraph(text=text, command=command),)
    return Section(key="alarms", title=t("digest.alarms"), blocks=blocks)
