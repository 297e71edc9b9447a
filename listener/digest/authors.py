"""Who wrote much, and who wrote for the first time; as far as authors may be told."""

from __future__ import annotations

from listener.digest.blocks import Block, Line, Lines, Paragraph, Section
from listener.digest.wording import Wording
from listener.facts import TOP, AuthorCount
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.records import Report
from listener.text import one_line, web_address

SHOWN = 5


def authors(report: Report, words: Wording) -> Section | None:
    """The loudest first, then those that are new; with hidden authors only how many there are."""
    if report.facts is None:
        return None
    loud, fresh = report.facts.loud, report.facts.newcomers
    most = words.most(SHOWN)
    both = {(each.source, each.name, each.url) for each in loud[:most]}
    others = [each for each in fresh if (each.source, each.name, each.url) not in both]
    blocks: tuple[Block, ...] = ()
    if words.authors == "hidden":
        if loud or fresh:
            blocks = (Paragraph(text=_counted(len(loud), len(fresh), words.t)),)
    elif shown := [*loud[:most], *others[:most]]:
        lines = (_line(place, each, words) for place, each in enumerate(shown, 1))
        blocks = (Lines(lines=tuple(lines)),)
    return Section(key="authors", title=words.t("digest.authors"), blocks=blocks)


def _counted(loud: int, fresh: int, t: Translator) -> str:
    counts = {"loud": loud, "fresh": fresh}
    said = (
        t(
            f"digest.authors_{name}{'_most' if count >= TOP else ''}",
            n=count,
            count=number(t.language, count),
        )
        for name, count in counts.items()
        if count
    )
    return " ".join(said)


def _line(place: int, author: AuthorCount, words: Wording) -> Line:
    t = words.t
    name = one_line(author.name, 60) if words.authors == "name" else ""
    counts = {"n": author.items, "count": number(t.language, author.items)}
    said = [
        t("digest.author_wrote", **counts),
        t("digest.author_negative", n=author.negatives, count=number(t.language, author.negatives))
        if author.negatives
        else "",
        t("digest.author_reach", n=author.reach, count=number(t.language, author.reach))
        if author.reach
        else "",
        t("digest.author_new") if author.new else "",
    ]
    source = one_line(words.titled(author.source), 40)
    return Line(
        name=f"{name or t('digest.author_numbered', place=place)} ({source})",
        text=", ".join(filter(None, said)),
        url=web_address(author.url),
    )
