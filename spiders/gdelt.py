"""GDELT: the press of the whole world, by its search for articles of the last three months."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from listener.errors import Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, Bookmark, Mention, Page, Payload, Request, Watch
from listener.source import About, Pace, Source, base_url
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of, text_of
from ._gdeltwords import country_code, language_code, language_name

PER_PAGE = 250
_STAMP = "%Y%m%d%H%M%S"
_WORD = re.compile(r"\w+")
# "Please limit requests to one every 5 seconds or contact ..." comes with a 429 or with a 200.
_SLOWER = re.compile(r"limit\s+(your\s+)?requests|too many requests|rate.?limit", re.IGNORECASE)
# Titles hold backslashes that JSON does not know: gdeltdoc takes them out one by one.
_ESCAPE = re.compile(rb'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
# GDELT writes its titles word by word: "Ana , Luis ( y Eva ) : todo".
_AFTER_SPACE, _BEFORE_SPACE = re.compile(r" +([,.;:!?)»%])"), re.compile(r"([(«¿¡]) +")


class Gdelt(Source):
    """Articles that hold a phrase, newest first."""

    host = "https://api.gdeltproject.org"
    about = About(
        name="gdelt",
        title="GDELT",
        homepage="https://www.gdeltproject.org",
        docs="https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/",
        access="official-api",
        gives="mentions",
        watches="query",
        example="café luna",
        sees={
            "es": "Titulares de prensa de casi todos los países e idiomas, de los últimos tres "
            "meses, gratis y sin clave.",
            "en": "Headlines of the press of nearly all countries and languages, of the last three "
            "months, free and without a key.",
        },
        misses={
            "es": "El texto del artículo: si tu marca no está en el titular, no se guarda. GDELT "
            "busca en la traducción al inglés: un nombre hecho de palabras corrientes puede "
            "perderse. Su hora es la de GDELT, de cuarto en cuarto, no la del medio. Rechaza "
            "frases muy cortas o muy corrientes, y a menudo pide esperar.",
            "en": "The text of the article: where the headline does not name your brand, it is not "
            "kept. GDELT searches the English translation: a name made of ordinary words may be "
            "lost. Its time is GDELT's, by the quarter of an hour, not the outlet's. It refuses "
            "phrases that are very short or very common, and often asks to wait.",
        },
        pace=Pace(delay=10.0, concurrency=1),
        pages=20,
        overlap=timedelta(days=1),
        every=timedelta(hours=1),
        window=timedelta(days=90),
        # Its times are those of its updates: https://blog.gdeltproject.org/gdelt-2-0-our-global-world-in-realtime/
        finest=timedelta(minutes=15),
        default_on=False,
        off_because={
            "es": "GDELT se niega a menudo, y castiga a quien pregunta mucho: enciéndelo para "
            "pocas frases",
            "en": "GDELT often refuses, and punishes who asks a lot: turn it on for a few phrases",
        },
    )

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest articles, down to the bookmark less the overlap."""
        after = ""
        if since and since.newest_at:
            after = (since.newest_at - self.about.overlap).strftime(_STAMP)
        return self._ask(_query(watch), after)

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """The articles of a slice, with a second around it: nobody tells whether ends belong."""
        second = timedelta(seconds=1)
        after, until = (from_at - second).strftime(_STAMP), (to_at + second).strftime(_STAMP)
        return self._ask(_query(watch), after, until)

    def read(self, request: Request, payload: Payload) -> Page:
        """The articles of one answer, and the question for those before them."""
        articles = _articles(payload)
        mentions = first_of_each(_mention(each) for each in articles if _is_article(each))
        if articles and not mentions:
            raise _changed("url, title")
        return self._go_on(request.cursor, len(articles), Page(mentions=mentions))

    def _ask(self, query: str, after: str, until: str = "") -> Request:
        asked = {
            "query": query,
            "mode": "artlist",
            "format": "json",
            "sort": "datedesc",
            "maxrecords": str(PER_PAGE),
        }
        # Without a start it goes back three months, without an end to now.
        asked |= {"startdatetime": after} if after else {}
        asked |= {"enddatetime": until} if until else {}
        return Request(
            url=f"{base_url('gdelt', self.host)}/api/v2/doc/doc?{urlencode(asked)}",
            cursor={"query": query, "after": after, "until": until},
        )

    def _go_on(self, asked: dict[str, str], count: int, page: Page) -> Page:
        """The page with what to ask next: of a full one, what is as old as its last, or older.

        An article more than once in a slice is no loss; where the whole slice has one time, time
        cannot divide it.
        """
        if count < PER_PAGE:
            return page
        times = [each.published_at for each in page.mentions if each.published_at]
        # A second later, for it is not told whether the end belongs to the slice.
        until = (min(times) + timedelta(seconds=1)).strftime(_STAMP) if times else ""
        if not until or (asked["until"] and until >= asked["until"]):
            return Page(mentions=page.mentions, stopped_because="source_cap")
        following = self._ask(asked["query"], asked["after"], until)
        return Page(mentions=page.mentions, next=following)


def _query(watch: Watch) -> str:
    language = language_name(watch.language)
    return _phrase(watch.terms[0]) + (f" sourcelang:{language}" if language else "")


def _phrase(term: str) -> str:
    """The phrase as GDELT takes it: several words in quotes, a single one without.

    In quotes a short word is refused: "The specified phrase is too short."
    """
    words = term.replace('"', " ").split()
    return words[0] if len(words) == 1 and _WORD.fullmatch(words[0]) else f'"{" ".join(words)}"'


def _articles(payload: Payload) -> list[Any]:
    """The list in an answer; raises Throttled or UnexpectedAnswer for a sentence that is none."""
    body = payload.body.removeprefix(b"\xef\xbb\xbf").strip()
    if body and not body.startswith((b"{", b"[")):
        raise _refusal(body)
    mended = _ESCAPE.sub(lambda found: found[0] if found[1] else rb"\\", body)
    answer = json_of(Payload(body=mended), Gdelt.about.title)
    if answer == {}:
        return []
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        raise _changed("articles")
    return articles


def _refusal(body: bytes) -> Throttled | UnexpectedAnswer:
    said = one_line(text_of(body[:5000].decode("utf-8", "replace")), 200)
    if _SLOWER.search(said):
        return Throttled(say("gdelt.slower"))
    return UnexpectedAnswer(say("gdelt.refused", said=said))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Gdelt.about.title, what=what))


def _is_article(article: object) -> bool:
    return isinstance(article, dict) and bool(_text(article, "url") and "title" in article)


def _mention(article: dict[str, Any]) -> Mention:
    url, at = _text(article, "url"), _seen(_text(article, "seendate"))
    site = _text(article, "domain").lower().removeprefix("www.")
    return Mention(
        id=url,
        kind="article",
        url=web_address(url),
        title=_joined(text_of(article["title"])),
        author=Author(name=site) if site else None,
        published_at=at,
        precision="minute" if at else "none",
        language=language_code(article.get("language")),
        country=country_code(article.get("sourcecountry")),
        subject=site or None,
    )


def _text(article: dict[str, Any], name: str) -> str:
    value = article.get(name)
    return value.strip() if isinstance(value, str) else ""


def _joined(title: str) -> str:
    """The title with its punctuation where it belongs."""
    return _BEFORE_SPACE.sub(r"\1", _AFTER_SPACE.sub(r"\1", " ".join(title.split())))


def _seen(stamp: str) -> datetime | None:
    """The moment that GDELT writes as `20261120T081500Z`."""
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


SOURCE = Gdelt()
