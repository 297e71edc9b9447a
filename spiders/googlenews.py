"""Google News: the headlines that its search shows for a phrase, as a feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, Bookmark, Gap, Mention, Page, Payload, Request, Watch
from listener.source import About, Pace, Source, base_url
from listener.text import fold

from ._entry import Entry, with_ids
from ._feedxml import absolute, xml_entries

MOST = 100
"""Google shows no more headlines than this, and no second page."""

_ENDS = (b"</rss", b"</feed")

# hl, gl and ceid have to say the same, or the list is empty.
_EDITIONS = {"es": ("es", "ES", "ES:es"), "en": ("en-US", "US", "US:en")}


class GoogleNews(Source):
    """One page of headlines, by relevance rather than by time."""

    host = "https://news.google.com"
    about = About(
        name="googlenews",
        title="Google News",
        homepage="https://news.google.com",
        docs="https://support.google.com/googlenews",
        access="public-page",
        gives="mentions",
        watches="query",
        example="café luna",
        sees={
            "es": "Los titulares de la edición de España de Google Noticias que llevan tu frase, "
            "con el medio que los publica.",
            "en": "The headlines with your phrase in the Spanish edition of Google News, and the "
            "outlet that publishes them.",
        },
        misses={
            "es": "El texto del artículo: si tu marca no está en el titular, no se guarda. Google "
            "enseña cien titulares como mucho, y su enlace pasa por Google. Al empezar, solo el "
            "último mes. Las ediciones de otros países.",
            "en": "The text of the article: where the headline does not name your brand, it is not "
            "kept. Google shows a hundred headlines at most, and their links go through Google. At "
            "the start, the last month only. The editions of other countries.",
        },
        pace=Pace(delay=60.0, concurrency=1),
        pages=1,
        overlap=timedelta(days=1),
        finest=timedelta(days=1),
        every=timedelta(hours=1),
        default_on=False,
        off_because={
            "es": "Google no ofrece esta búsqueda a programas, y su robots.txt la cierra (visto en "
            "2026): mientras siga así, listener no la lee. Crea mejor una alerta en "
            "https://www.google.com/alerts, con entrega en «Feed RSS», y añade su dirección como "
            "canal (feeds); o usa gdelt",
            "en": "Google does not offer this search to programs, and its robots.txt closes it "
            "(seen in 2026): as long as it does, listener does not read it. Better create an alert "
            "at https://www.google.com/alerts, delivered to an RSS feed, and add its address as a "
            "feed (feeds); or use gdelt",
        },
    )

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The headlines since the day before the bookmark; of the last month at the start."""
        # Both words are undocumented, as all of this search is. `after:` knows days only.
        span = "when:30d"
        if since and since.newest_at:
            span = f"after:{(since.newest_at - self.about.overlap).date().isoformat()}"
        return self._ask(watch, span)

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """The headlines of whole days, with one before and one after.

        Nobody tells in which zone a day begins, nor whether the first and the last belong to it.
        """
        day = timedelta(days=1)
        after, before = (from_at - day).date(), (to_at + day).date()
        return self._ask(watch, f"after:{after.isoformat()} before:{before.isoformat()}")

    def _ask(self, watch: Watch, span: str) -> Request:
        term = '"{}"'.format(" ".join(watch.terms[0].replace('"', " ").split()))
        language, country, edition = _EDITIONS.get(watch.language, _EDITIONS["es"])
        asked = {"q": f"{term} {span}", "hl": language, "gl": country, "ceid": edition}
        url = f"{base_url('googlenews', self.host)}/rss/search?{urlencode(asked)}"
        return Request(url=url, headers={"Accept": "application/rss+xml, application/xml;q=0.9"})

    def read(self, request: Request, payload: Payload) -> Page:
        """Every headline once; a full page tells that there may be more."""
        entries = xml_entries(payload.body, payload.content_type)
        if entries is None:
            raise UnexpectedAnswer(say("googlenews.no_feed"))
        if not any(end in payload.body for end in _ENDS):
            # Cut off, and the next walk asks for what is newer only.
            raise UnexpectedAnswer(say("sources.changed", source=self.about.title, what="</rss>"))
        told = (entry for entry in entries if entry.title or entry.link)
        mentions = tuple(_mention(entry, self.host) for entry in with_ids(told))
        if len(entries) < MOST:
            return Page(mentions=mentions, in_order=False)
        newest = max((each.published_at for each in mentions if each.published_at), default=None)
        # What was left out is not older than what is shown: the order is by relevance.
        hole = Gap(from_at=None, to_at=newest, reason="source_cap")
        return Page(mentions=mentions, in_order=False, stopped_because="source_cap", hole=hole)


def _mention(entry: Entry, base: str) -> Mention:
    outlet = absolute("", entry.publisher_url)
    named = Author(name=entry.publisher, url=outlet or None) if entry.publisher else entry.author
    return Mention(
        id=entry.id,
        id_kind="native" if entry.is_native else "derived",
        kind="article",
        url=absolute(base, entry.link),
        title=_headline(entry),
        text=_more(entry),
        author=named,
        published_at=entry.published_at,
        precision=entry.precision,
        language=entry.language.strip().replace("_", "-").lower() or None,
        subject=_site(outlet) or None,
    )


def _headline(entry: Entry) -> str:
    """The headline, without the outlet that Google writes behind it."""
    return entry.title.removesuffix(f" - {entry.publisher}") if entry.publisher else entry.title


def _more(entry: Entry) -> str:
    """What the description says beyond headline and outlet: mostly nothing."""
    left = fold(" ".join(entry.text.split()))
    for said in (_headline(entry), entry.publisher):
        left = left.replace(fold(said), "", 1) if said else left
    return entry.text if any(map(str.isalnum, left)) else ""


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


SOURCE = GoogleNews()
