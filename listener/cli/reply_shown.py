"""An answer before it is sent and after, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from listener.answering import Draft
from listener.card import card
from listener.cli.as_json import VERSION, clean
from listener.cli.table import wrap
from listener.config import Config
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Answer
from listener.source import title_of
from listener.text import one_line, plain

WIDTH = 90
LONGEST_REVIEW = 4000
MARKS = {
    "published": "✓",
    "pending": "…",
    "sending": "?",
    "rejected": "✗",
    "failed": "✗",
    "replaced": "·",
}


def preview(draft: Draft, t: Translator) -> str:
    """The review, the answer as it will stand, where, how long, and in whose name."""
    lines = [*_review(draft, t), "", t("reply.your_answer")]
    for line in draft.text.split("\n"):
        lines += [f"  │ {part}" for part in wrap(line, WIDTH - 4)] or ["  │"]
    lines += ["", *(f"  {line}" for said in _facts(draft, t) for line in wrap(said, WIDTH - 2))]
    return "\n".join(lines)


def _review(draft: Draft, t: Translator) -> Iterator[str]:
    stored = replace(draft.review, source=title_of(draft.review.source))
    seen = card(stored, t, ZoneInfo(draft.brand.time_zone), limit=LONGEST_REVIEW)
    yield t("reply.the_review", number=t("card.number", key=stored.key))
    yield from (f"  {line}" for line in wrap(f"{seen.stars} {seen.text}".strip(), WIDTH - 2))
    yield f"  {seen.about}"
    if stored.mention.item:
        yield f"  {one_line(stored.mention.item, 120)}"
    if seen.url:
        yield f"  {seen.url}"


def _facts(draft: Draft, t: Translator) -> Iterator[str]:
    length, longest = (number(t.language, n) for n in (draft.length, draft.longest))
    yield t("reply.length", length=length, longest=longest)
    yield t("reply.goes_to", source=title_of(draft.review.source))
    if draft.template is not None:
        template, language = one_line(draft.template, 60), one_line(draft.language or "", 10)
        yield t("reply.from_template", template=template, language=language)
    name, brand = one_line(draft.written_by, 80) or "—", one_line(draft.brand.name, 80)
    yield t("reply.written_by", name=name, brand=brand)
    if draft.standing.answer is not None and draft.standing.answer.state == "sending":
        yield t("reply.once_more")
    for text in _replaced(draft):
        yield t("reply.replaces", text=one_line(text, 300))


def _replaced(draft: Draft) -> list[str]:
    """The texts that stand there now, as far as we know, each once."""
    answer = draft.standing.answer
    texts = [each.text for each in draft.standing.replies]
    if answer is not None and answer.state != "sending":
        texts.append(answer.text)
    return list({" ".join(text.split()): text for text in texts}.values())


def outcome(answer: Answer, t: Translator, form: str) -> str:
    """What became of an answer just sent."""
    if form == "json":
        return _json([answer])
    return "\n".join(wrap(_told(answer, t), WIDTH))


def _told(answer: Answer, t: Translator) -> str:
    words = {
        "source": title_of(answer.source),
        # A refusal that only a crawl has seen says no more than that it is one.
        "reason": (one_line(answer.detail, 500) or t("reply.turned_down")).rstrip(".") + ".",
        "key": answer.mention_key,
    }
    return f"{MARKS[answer.state]} {t(f'reply.now_{answer.state}', **words)}"


def listed(config: Config, answers: Sequence[Answer], t: Translator, form: str) -> str:
    """Answers with their states, in the order given."""
    if form == "json":
        return _json(answers)
    if not answers:
        return t("reply.none_yet")
    zones = {brand.id: ZoneInfo(brand.time_zone) for brand in config.brands}
    blocks = (_block(each, t, zones.get(each.brand, UTC)) for each in answers)
    return "\n\n".join("\n".join(block) for block in blocks)


def _block(answer: Answer, t: Translator, zone: tzinfo) -> Iterator[str]:
    head = (
        t("card.number", key=answer.mention_key),
        one_line(title_of(answer.source), 40),
        t(f"reply.state_{answer.state}"),
        _when(answer.sent_at or answer.created_at, t, zone),
        one_line(answer.written_by, 40),
    )
    yield f"{MARKS[answer.state]} {' · '.join(part for part in head if part)}"
    yield from (f"    {line}" for line in wrap(one_line(answer.text, 280), WIDTH - 4))
    if answer.state in ("sending", "rejected", "failed"):
        yield from (f"    {line}" for line in wrap(_told(answer, t)[2:], WIDTH - 4))


def _when(at: datetime, t: Translator, zone: tzinfo) -> str:
    return moment(t.language, at, zone)


def open_lines(answers: Sequence[Answer], t: Translator) -> Iterator[str]:
    """A line for each state in which answers wait for a person or for their site."""
    for state in ("rejected", "sending", "pending"):
        if n := sum(answer.state == state for answer in answers):
            yield f"{MARKS[state]} {t(f'reply.status_{state}', n=n)}"


def _json(answers: Sequence[Answer]) -> str:
    encoded = msgspec.json.encode({"version": VERSION, "answers": list(map(answer_row, answers))})
    return msgspec.json.format(encoded, indent=2).decode()


def answer_row(answer: Answer) -> dict[str, Any]:
    """An answer as flat keys and values."""
    return {
        "id": answer.id,
        "key": answer.mention_key,
        "brand": plain(answer.brand),
        "source": plain(answer.source),
        "state": answer.state,
        "text": plain(answer.text),
        "template": clean(answer.template),
        "language": clean(answer.language),
        "written_by": clean(answer.written_by),
        "created_at": answer.created_at,
        "sent_at": answer.sent_at,
        "checked_at": answer.checked_at,
        "detail": clean(answer.detail),
    }
