"""One text that many repeat: copies by a few hands are no crowd."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from listener.digest.blocks import Line, Lines, Section
from listener.digest.figures import listed
from listener.digest.wording import Wording
from listener.facts import Storm
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Report
from listener.text import one_line, web_address

SHOWN = 5


def storms(report: Report, words: Wording) -> Section | None:
    """A line a text: how often, by how many, when and where."""
    if report.facts is None:
        return None
    zone = ZoneInfo(report.time_zone)
    found = report.facts.storms[: words.most(SHOWN)]
    lines = tuple(_line(each, words, zone) for each in found)
    blocks = (Lines(lines=lines),) if lines else ()
    return Section(key="storms", title=words.t("digest.storms"), blocks=blocks)


def _line(storm: Storm, words: Wording, zone: tzinfo) -> Line:
    t, mention = words.t, storm.first.mention
    since, until = (moment(t.language, at, zone) for at in (storm.since, storm.until))
    sources = [one_line(words.titled(each), 40) for each in storm.sources]
    return Line(
        name=_heading(storm, t),
        text=t(
            "digest.storm_when",
            since=since,
            until=until,
            sources=listed(sources, t),
            text=one_line(mention.text or mention.title, 200),
        ),
        url="" if words.authors == "hidden" else web_address(mention.url),
    )


def _heading(storm: Storm, t: Translator) -> str:
    """How many copies, by how many; where it is not known whose all of them are, at most."""
    people, copies = number(t.language, storm.authors), number(t.language, storm.copies)
    if storm.unknown == storm.copies:
        return t("digest.storm_unknown", copies=copies)
    if storm.unknown:
        return t("digest.storm_most", authors=people, copies=copies)
    return t("digest.storm", n=storm.authors, authors=people, copies=copies)
