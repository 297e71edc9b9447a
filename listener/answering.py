"""An answer to a review as it would stand, before a person says yes to it.

review ─► draft ─► a person says yes ─► sending.py
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from listener.config import Brand, Config
from listener.drafts import filled
from listener.errors import (
    ConfigError,
    nearest,
)
from listener.i18n import Translator, language_of, say
from listener.i18n.formats import number
from listener.records import StoredMention
from listener.source import (
    TakesReplies,
    load_source,
    source_names,
    title_of,
)
from listener.store import Standing, Store
from listener.text import one_line

LONGEST_BLANK = 80
"""Characters of an author or a title that go into an answer."""


class Wish(Struct, frozen=True, kw_only=True):
    """What a person asked for: a text or a template, and what else was said with it.

    `replace` answers a review that has an answer; `again` one of which nobody knows.
    """

    text: str | None = None
    template: str | None = None
    language: str | None = None
    signed: str = ""
    written_by: str = ""
    brand: str | None = None
    replace: bool = False
    again: bool = False


class Draft(Struct, frozen=True, kw_only=True):
    """An answer as it would stand: all that a person must see before saying yes.

    `length` and `longest` are in characters as the site counts them; `language` is that of the
    template.
    """

    review: StoredMention
    brand: Brand
    text: str
    template: str | None
    language: str | None
    written_by: str
    length: int
    longest: int
    standing: Standing


def draft(config: Config, store: Store, key: int, wish: Wish) -> Draft:
    """The answer to the mention of that number, ready to be sent.

    Raises ConfigError, saying what to do, for whatever is in its way; and the SourceError of
    a source that does not take such an answer.
    """
    stored, brand = _review(config, store, key, wish.brand)
    source = _taking(stored)
    standing = store.standing(key)
    _check_standing(standing, wish, key)
    text, language = _text(stored, brand, wish)
    _check_length(source, stored, text)
    review = replace(stored.mention, replies=standing.replies)
    # What the source would refuse, it refuses before a person is asked.
    source.reply(review, text)
    return Draft(
        review=replace(stored, mention=review),
        brand=brand,
        text=text,
        template=wish.template,
        language=language,
        written_by=wish.written_by,
        length=source.length(text),
        longest=source.longest_reply,
        standing=standing,
    )


def _review(
    config: Config, store: Store, key: int, wanted: str | None
) -> tuple[StoredMention, Brand]:
    """The review, for the brand that answers it."""
    brands = {brand.id: brand for brand in config.brands}
    found = [each for each in store.mention(key) if each.brand in brands]
    own = [each for each in found if wanted in (None, each.brand)]
    if not own:
        raise ConfigError(say("reply.not_there", key=key))
    if len(own) > 1:
        names = ", ".join(each.brand for each in own)
        raise ConfigError(say("reply.which_brand", key=key, brands=names))
    (stored,) = own
    brand = brands[stored.brand]
    if not brand.answers.allowed:
        file = str(config.folder / "brands" / f"{brand.id}.toml")
        raise ConfigError(say("reply.not_allowed"), file=file, key="answers.allowed")
    if stored.mention.kind != "review" and stored.mention.rating is None:
        raise ConfigError(say("reply.no_review", key=key))
    if stored.gone_at is not None:
        raise ConfigError(say("reply.gone", key=key))
    return stored, brand


def _taking(stored: StoredMention) -> TakesReplies:
    source: object = load_source(stored.source) if stored.source in source_names() else None
    if not isinstance(source, TakesReplies):
        words = say("reply.takes_none", source=title_of(stored.source), url=stored.mention.url)
        raise ConfigError(one_line(words, 1000))
    return source


def _check_length(source: TakesReplies, stored: StoredMention, text: str) -> None:
    length = source.length(text)
    if length <= source.longest_reply:
        return
    language = language_of()
    told = say(
        "reply.too_long",
        source=title_of(stored.source),
        n=length - source.longest_reply,
        count=number(language, length - source.longest_reply),
        longest=number(language, source.longest_reply),
        length=number(language, length),
    )
    in_bytes = length > len(text)
    raise ConfigError(say("reply.too_long_in_bytes", told=told) if in_bytes else told)


def _check_standing(standing: Standing, wish: Wish, key: int) -> None:
    """Never twice, unless it is meant."""
    answer = standing.answer
    if answer is not None and answer.state == "sending" and not wish.again:
        raise ConfigError(say("reply.not_known", key=key))
    theirs = answer is not None and answer.state != "sending"
    if (theirs or standing.replies) and not wish.replace:
        raise ConfigError(say("reply.answered", key=key))


def _text(stored: StoredMention, brand: Brand, wish: Wish) -> tuple[str, str | None]:
    """The text with its blanks filled, and the language of its template."""
    if (wish.text is None) == (wish.template is None):
        raise ConfigError(say("reply.text_or_template"))
    language = wish.language.lower() if wish.language else None
    given = wish.text
    if wish.template is not None:
        language, given = _of_template(stored, brand, wish.template, language)
    assert given is not None
    text = filled(given, _values(stored, brand, wish, language))
    if not text:
        raise ConfigError(say("reply.empty"))
    return text, language


def _of_template(
    stored: StoredMention, brand: Brand, name: str, language: str | None
) -> tuple[str, str]:
    """The template in the language asked for, else the review's, else the brand's first."""
    texts = brand.answers.templates.get(name)
    if texts is None:
        names = list(brand.answers.templates)
        words = say("reply.no_such_template", name=name, brand=brand.id)
        raise ConfigError(words, hint=nearest(name, names))
    texts = {each.lower(): text for each, text in texts.items()}
    for each in [language] if language else _languages(stored, brand):
        if each in texts:
            return each, texts[each]
    words = say("reply.not_in_language", name=name, languages=", ".join(texts))
    raise ConfigError(words)


def _languages(stored: StoredMention, brand: Brand) -> list[str]:
    """The review's language, as its site says or as we have found, then the brand's first."""
    told = (stored.mention.language, stored.sentiment.language)
    known = next((each[:2].lower() for each in told if each and each != "und"), None)
    return [each.lower() for each in (known, *brand.languages[:1]) if each]


def _values(
    stored: StoredMention, brand: Brand, wish: Wish, language: str | None
) -> dict[str, str]:
    """What fills the blanks; what strangers wrote as one short line."""
    mention, t = stored.mention, Translator(language or brand.languages[0])
    stars = mention.rating.stars if mention.rating else None
    said = {
        "author": mention.author.name if mention.author else "",
        "brand": brand.name,
        "title": mention.title,
        "item": mention.item or _title_of_listing(stored, brand),
        "signed": wish.signed,
    }
    values = {name: one_line(text or "", LONGEST_BLANK) for name, text in said.items()}
    if stars is not None:
        values["stars"] = number(t.language, stars, 0 if stars == int(stars) else 1)
    return values


def _title_of_listing(stored: StoredMention, brand: Brand) -> str:
    own = [each for each in brand.listings if each.source == stored.source and each.title]
    return next((each.title for each in own if each.id.strip() == stored.mention.subject), "")
