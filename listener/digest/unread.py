"""Languages of which nothing is read: nobody knows how their mentions feel."""

from __future__ import annotations

from listener.digest.blocks import Paragraph, Section
from listener.digest.figures import listed
from listener.digest.measures import language_name
from listener.digest.wording import Wording
from listener.i18n.formats import number
from listener.records import Report


def unread(report: Report, words: Wording) -> Section | None:
    """How many, in which languages."""
    found = report.facts.unread if report.facts else ()
    count = sum(each.items for each in found)
    if not count:
        return None
    t = words.t
    names = [f"{language_name(e.language, t)} ({number(t.language, e.items)})" for e in found]
    said = t("digest.unread_said", n=count, count=number(t.language, count), names=listed(names, t))
    return Section(key="unread", title=t("digest.unread_languages"), blocks=(Paragraph(text=said),))
