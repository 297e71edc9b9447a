"""The messages on the public page of a Telegram channel; its shape was seen 2026-11-22.

Nobody offers it as an interface. What is looked for are class names, and each element of the page
is looked at once, whatever lies in what.
"""

from __future__ import annotations

import re
from typing import Any

from listener.model import Author, Engagement, Mention

from ._answers import text_of, thinned
from ._token import moment

NAME = r"[A-Za-z][A-Za-z0-9_]{2,31}"
_POST = re.compile(rf"({NAME})/([1-9][0-9]{{0,17}})")
_LINK = re.compile(rf"(?:https?://(?:t|telegram)\.me)?/(?:s/)?({NAME})/([1-9][0-9]{{0,17}})\b")
_VIEWS = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?) ?([KMB]?)", re.IGNORECASE)
_TIMES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
# Written as characters or as numbers, they break the cleaner of lxml.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127)|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]));"
)

Parts = dict[str, list[Any]]


def tree_of(html: str) -> Any:
    """The page as a tree; None where there is none."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    safe = _CONTROL.sub(" ", thinned(html)).encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(safe, lxml_html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        return None


def is_history(tree: Any) -> bool:
    """Whether the page lists a channel's messages, be it none."""
    return bool(tree.xpath("boolean(//*[contains(@class, 'tgme_channel_history')])"))


def is_invitation(tree: Any) -> bool:
    """Whether the page only invites to open the app: there is no preview."""
    return bool(tree.xpath("boolean(//*[contains(@class, 'tgme_page_wrap')])"))


def messages_in(tree: Any) -> list[tuple[int, Parts]]:
    """The messages in the order of the page, each with its number and its elements by class."""
    posts = tree.xpath("//*[@data-post][not(ancestor::*[@data-post])]")
    named = [(_POST.fullmatch(post.get("data-post")), post) for post in posts]
    return [(int(name[2]), _parts(post)) for name, post in named if name]


def mention_of(parts: Parts, listing: str) -> Mention | None:
    """What a message says; None for what the channel does, and for what has no time."""
    message = parts["data-post"][0]
    written = [each for date in _all(parts, "date") for each in date.iter("time")]
    at = moment(written[0].get("datetime")) if written else None
    if at is None or "service_message" in _classes(message):
        return None
    channel, number = message.get("data-post").split("/")
    origin, answered = _linked(parts, "forwarded_from_name"), _linked(parts, "reply")
    return Mention(
        id=f"{channel.lower()}/{number}",
        url=f"https://t.me/{channel}/{number}",
        title=_words(parts, "link_preview_title"),
        text=_said(parts),
        author=_author(parts, channel),
        published_at=at,
        subject=listing,
        engagement=Engagement(views=views_of(_words(parts, "views"))),
        parent_id="/".join(answered) if answered else None,
        thread_id="/".join(origin) if origin else None,
    )


def views_of(written: str) -> int | None:
    """How often it was seen: `987`, `1.2K`, `3.4M`."""
    found = _VIEWS.fullmatch(written.strip())
    return round(float(found[1]) * _TIMES[found[2].upper()]) if found else None


def _parts(message: Any) -> Parts:
    """The elements of a message by class, without the common beginning of Telegram's classes."""
    found: Parts = {"data-post": [message]}
    for each in message.iter("*"):
        classes = _classes(each)
        # What is answered is shown above the answer, and may have the same class.
        if "js-message_reply_text" not in classes:
            for name in classes:
                found.setdefault(name.removeprefix("tgme_widget_message_"), []).append(each)
    return found


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _all(parts: Parts, name: str) -> list[Any]:
    return parts.get(name, [])


def _words(parts: Parts, name: str) -> str:
    """The words of the first element of that class."""
    for each in _all(parts, name):
        return _text(each)
    return ""


def _text(element: Any) -> str:
    from lxml import html as lxml_html

    return text_of(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def _said(parts: Parts) -> str:
    """The text, or a poll's question, with what can be chosen."""
    options = [f"- {_text(each)}" for each in _all(parts, "poll_option_text")[:20]]
    lines = [_words(parts, "text"), _words(parts, "poll_question"), *options]
    return "\n".join(line for line in lines if line)


def _linked(parts: Parts, name: str) -> tuple[str, str] | None:
    """The channel and number of the message that an element links to."""
    for each in _all(parts, name):
        if found := _LINK.match(each.get("href") or ""):
            return found[1].lower(), found[2]
    return None


def _author(parts: Parts, channel: str) -> Author:
    """Who wrote it: whose words were forwarded, who signed, or the channel."""
    page = f"https://t.me/{channel}"
    if name := _words(parts, "forwarded_from_name"):
        origin = _linked(parts, "forwarded_from_name")
        where = f"https://t.me/{origin[0]}" if origin else None
        return Author(name=name, id=origin[0] if origin else None, url=where)
    if name := _words(parts, "from_author"):
        return Author(name=name, url=page)
    return Author(name=_words(parts, "owner_name") or channel, id=channel.lower(), url=page)
