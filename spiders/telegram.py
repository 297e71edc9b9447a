"""Posts of public Telegram channels, from the page that Telegram shows of them on the web."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import About, Pace, Source, base_url

from ._answers import first_of_each
from ._schemaorg import html_of
from ._telegrampost import NAME, is_history, is_invitation, mention_of, messages_in, tree_of

_CHANNEL = re.compile(rf"@?({NAME})")
# `t.me/c/…`, `t.me/joinchat/…` and the like lead to private channels or to no channel.
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?"
    rf"(?!(?:joinchat|addstickers|proxy|share|addlist)\b)({NAME})(?=$|[/?#])",
    re.IGNORECASE,
)


class Telegram(Source):
    """The posts of one channel, newest first."""

    host = "https://t.me"
    about = About(
        name="telegram",
        title="Telegram",
        homepage="https://telegram.org",
        docs="https://telegram.org/faq_channels",
        access="public-page",
        gives="mentions",
        watches="listing",
        example="https://t.me/cafeluna",
        sees={
            "es": "Lo que publican los canales públicos de Telegram que añadas, con cuántas veces "
            "se vio, a qué mensaje responde y de quién se reenvía. Guarda lo que menciona tu "
            "marca.",
            "en": "What the public channels on Telegram that you add publish, with how often it "
            "was seen, what it answers and from whom it is forwarded. It keeps what mentions your "
            "brand.",
        },
        misses={
            "es": "Los grupos, los canales privados o con la vista web apagada, los comentarios y "
            "lo que se oye o se lee dentro de fotos, vídeos y audios. Lo editado pasados dos días "
            "y lo borrado. La primera vez llega hasta unas 500 publicaciones atrás. No busca en "
            "todo Telegram: solo en los canales que añadas.",
            "en": "Groups, private channels or those without the web view, comments, and what is "
            "heard or read within photos, videos and audios. What is edited after two days and "
            "what is deleted. The first time it goes some 500 posts back. It does not search all "
            "of Telegram: only the channels that you add.",
        },
        pace=Pace(delay=3.0, concurrency=1),
        pages=25,
        overlap=timedelta(days=2),
        every=timedelta(minutes=30),
        default_on=False,
        off_because={
            "es": "Es la página que Telegram enseña de cada canal a cualquiera, no una API. Solo "
            "se leen los canales que tú añades y si robots.txt lo permite; antes, mira en las "
            "condiciones de Telegram si te deja guardar lo que publican.",
            "en": "It is the page that Telegram shows of a channel to anybody, no API. Only the "
            "channels that you add are read, and only where robots.txt allows it; before, look "
            "into Telegram's terms whether what they publish may be kept.",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The name of the channel, in lower case: Telegram makes no difference."""
        text = listing.strip()
        found = _LINK.match(text) or _CHANNEL.fullmatch(text)
        if not found:
            raise ValueError(say("telegram.bad_channel"))
        return found[1].lower()

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The page with the newest posts."""
        return self._ask(self.normal_listing(watch.listing))

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts of a page, which shows the newest last."""
        channel, before = request.cursor["channel"], int(request.cursor.get("before", "0"))
        found = messages_in(_history(request, payload, channel))
        older = [each for each in found if not before or each[0] < before]
        said = (mention_of(parts, channel) for _number, parts in reversed(older))
        mentions = first_of_each(mention for mention in said if mention)
        if older and not any("date" in parts for _number, parts in older):
            raise _changed("tgme_widget_message_date")
        lowest = min((number for number, _parts in older), default=1)
        return Page(mentions=mentions, next=self._ask(channel, lowest) if lowest > 1 else None)

    def _ask(self, channel: str, before: int = 0) -> Request:
        # Not by the page's own link to older posts: were it called something else one day, all
        # of them would be missed without a word.
        address = f"{base_url('telegram', self.host)}/s/{channel}"
        if not before:
            return Request(url=address, cursor={"channel": channel})
        cursor = {"channel": channel, "before": str(before)}
        return Request(url=f"{address}?before={before}", cursor=cursor)


def _history(request: Request, payload: Payload, channel: str) -> Any:
    """The page that lists messages; a channel without one leads to an invitation to the app."""
    elsewhere = "/s/" not in urlsplit(payload.url or request.url).path
    html = html_of(payload)
    if "<html" in html.lower() and "</html" not in html.lower():
        # Cut off: the posts that are missing would lie behind the bookmark from now on.
        raise _changed("</html>")
    tree = tree_of(html)
    if elsewhere or (tree is not None and not is_history(tree) and is_invitation(tree)):
        raise AccessDenied(say("telegram.no_preview", channel=channel))
    if tree is None or not is_history(tree):
        raise _changed("tgme_channel_history")
    return tree


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Telegram.about.title, what=what))


SOURCE = Telegram()
