"""One mention as people see it in a digest, an alert, a list: cleaned, cut, in their time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, tzinfo
from html import escape
from textwrap import wrap

from msgspec import Struct

from listener.i18n import Translator
from listener.i18n.formats import day, moment, month, number
from listener.model import (
    Mention,
)
from listener.records import (
    StoredMention,
)
from listener.routes import Authors
from listener.text import one_line, web_address


class Card(Struct, frozen=True, kw_only=True):
    """What to show of a mention. Free of control characters, not yet escaped for HTML.

    `stars` is drawn (`★☆☆☆☆`) and `stars_said` told; `url` is empty unless it is safe to follow.
    `number` is what `listener reply` asks for; `answer` is the command that answers, and empty
    where none can be given.
    """

    text: str
    about: str
    url: str = ""
    stars: str = ""
    stars_said: str = ""
    language: str = ""
    number: str = ""
    answer: str = ""
    answer_said: str = ""


def card(
    stored: StoredMention,
    t: Translator,
    zone: tzinfo,
    *,
    limit: int = 280,
    flagged: bool = True,
    authors: Authors = "name",
) -> Card:
    """The card of a mention, its text cut to `limit` characters.

    Unless `flagged` is off, it says where the words of a review belie its stars. Of `authors` a
    link is as good as a name: where they are hidden, there is neither.
    """
    mention = stored.mention
    given = mention.rating.stars if mention.rating else None
    belied = t("card.contradicted") if flagged and stored.contradicted else ""
    full = 0 if given is None else int(given + 0.5)
    return Card(
        text=one_line(_said_in(mention), limit) or _without_words(stored, t),
        about=" · ".join(part for part in (*_about(stored, t, zone, authors), belied) if part),
        url="" if authors == "hidden" else web_address(mention.url),
        stars="" if given is None else "★" * full + "☆" * (5 - full),
        stars_said="" if given is None else _said(given, t),
        language=stored.sentiment.language if stored.sentiment.language.isalpha() else "",
        number=t("card.number", key=stored.key),
        answer=f'listener reply {stored.key} --text "…"' if stored.answerable else "",
        answer_said=t("card.answer") if stored.answerable else "",
    )


def _without_words(stored: StoredMention, t: Translator) -> str:
    return t("card.erased" if stored.erased_at else "card.no_text")


def _said_in(mention: Mention) -> str:
    """Title and text with a dash between, so that one does not run into the other."""
    return " — ".join(part for part in (mention.title.strip(), mention.text.strip()) if part)


def card_lines(card: Card, place: int, width: int) -> Iterator[str]:
    """The card as numbered lines of at most `width` columns; its address is never broken."""
    told = f"{card.stars} {card.about} · {card.number}".strip()
    yield from wrap(f"{place:>2}. {told}", width, subsequent_indent="    ")
    yield from wrap(card.text, width, initial_indent="    ", subsequent_indent="    ")
    if card.url:
        yield f"    {card.url}"
    if card.answer:
        yield f"    {card.answer_said} {card.answer}"


def card_html(card: Card) -> str:
    """The card as a list item, everything escaped."""
    about = escape(card.about)
    if card.url:
        about = f'<a href="{escape(card.url)}" rel="noopener noreferrer nofollow">{about}</a>'
    stars = ""
    if card.stars:
        said = escape(card.stars_said)
        stars = f'<span class="stars" role="img" aria-label="{said}">{card.stars}</span> '
    answer = ""
    if card.answer:
        said, given = escape(card.answer_said), escape(card.answer)
        answer = f'<br><span class="soft">{said} <code>{given}</code></span>'
    lang = f' lang="{escape(card.language)}"' if card.language not in ("", "und") else ""
    text = f'<span dir="auto"{lang}>{escape(card.text)}</span>'
    return f"<li>{stars}{about} · {escape(card.number)}<br>{text}{answer}</li>"


def _said(stars: float, t: Translator) -> str:
    return t("card.stars", stars=number(t.language, stars, 0 if stars == int(stars) else 1))


def _about(stored: StoredMention, t: Translator, zone: tzinfo, authors: Authors) -> list[str]:
    mention, named = stored.mention, authors == "name"
    return [
        one_line(stored.source, 40),
        one_line(mention.author.name or "", 40) if mention.author and named else "",
        _when(stored, t, zone),
        t("card.version", version=one_line(mention.version, 20)) if mention.version else "",
        one_line(mention.country or "", 10).upper(),
        t("card.edited") if stored.versions else "",
        t("card.gone") if stored.gone_at else "",
        *_repeated(stored, t),
    ]


def _repeated(stored: StoredMention, t: Translator) -> list[str]:
    """What it repeats, and how many repeat it."""
    others = stored.copies - (stored.copy_of is not None)
    return [
        t("card.copy_of", key=stored.copy_of) if stored.copy_of is not None else "",
        t("card.copies", n=number(t.language, others)) if others > 0 else "",
    ]


def _when(stored: StoredMention, t: Translator, zone: tzinfo) -> str:
    mention: Mention = stored.mention
    if mention.published_at is None or mention.precision in ("none", "implausible"):
        return t("card.undated", at=moment(t.language, stored.first_seen_at, zone))
    if mention.precision in ("day", "month"):
        # A day without an hour has no zone: moved to Mexico it would become the day before.
        known = day if mention.precision == "day" else month
        return known(t.language, mention.published_at, UTC)
    return moment(t.language, mention.published_at, zone)
