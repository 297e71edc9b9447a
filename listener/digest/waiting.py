"""What needs somebody now: reviews without an answer, and spikes that nobody is at."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.card import Card, card
from listener.digest.blocks import Block, Cards, Paragraph, Section
from listener.digest.wording import Wording
from listener.facts import Waiting
from listener.i18n.formats import number
from listener.records import Report, StoredMention

REVIEWS, WORST = 5, 8
"""Mentions that are shown, unless somebody asks for more."""


def waiting(report: Report, words: Wording) -> Section | None:
    """What to do before reading on."""
    if report.facts is None:
        return None
    told = report.facts.waiting
    return Section(
        key="waiting",
        title=words.t("digest.waiting"),
        blocks=(*_unattended(told, words), *_unanswered(told, report, words)),
    )


def open_first(report: Report, words: Wording) -> Section | None:
    """The mentions to open first, without those that wait for an answer above."""
    above = {each.key for each in report.facts.waiting.reviews} if report.facts else set()
    worst = [each for each in report.worst if each.key not in above]
    if not worst:
        return None
    cards = Cards(cards=_cards(worst[: words.most(WORST)], report, words))
    return Section(key="worst", title=words.t("digest.worst"), blocks=(cards,))


def _unattended(told: Waiting, words: Wording) -> list[Block]:
    if not told.incidents:
        return []
    numbers = ", ".join(words.t("card.number", key=each.id) for each in told.incidents[:5])
    text = words.t(
        "digest.unattended",
        n=len(told.incidents),
        count=number(words.t.language, len(told.incidents)),
        numbers=numbers,
    )
    command = f"listener incidents ack {told.incidents[0].id}"
    return [Paragraph(text=text, tone="bad", command=command)]


def _unanswered(told: Waiting, report: Report, words: Wording) -> list[Block]:
    count = max(told.all_reviews, len(told.reviews))
    if not count:
        return []
    key = "digest.unanswered_more" if told.more else "digest.unanswered"
    text = words.t(key, n=count, count=number(words.t.language, count))
    cards = _cards(told.reviews[: words.most(REVIEWS)], report, words)
    return [Paragraph(text=text), *([Cards(cards=cards)] if cards else [])]


def _cards(stored: Sequence[StoredMention], report: Report, words: Wording) -> tuple[Card, ...]:
    zone = ZoneInfo(report.time_zone)
    titled = (replace(each, source=words.titled(each.source)) for each in stored)
    return tuple(card(each, words.t, zone, authors=words.authors) for each in titled)
