"""Synthetic demo content as three feeds: a forum in RSS, news in Atom, notes in JSON Feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from hashlib import blake2b
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from listener.demo.content import LABEL, DemoItem
from listener.testing import Answer

PATHS = {
    "/feeds/foro.xml": "foro",
    "/feeds/noticias.atom": "noticias",
    "/feeds/notes.json": "notes",
}
TITLES = {"foro": "Foro Cafetero", "noticias": "La Gaceta del Café", "notes": "Coffee Notes"}
SITE = "https://demo.example"


def feed(path: str, said: Sequence[DemoItem], headers: Mapping[str, str]) -> Answer:
    """The feed at that path, or 304 when the reader has it already."""
    place = PATHS.get(path)
    if place is None:
        return Answer(status=404, body=b"no such feed", content_type="text/plain")
    shown = [item for item in said if item.place == place]
    body, content_type = _FORMS[place](shown)
    kept = {"ETag": f'"{blake2b(body, digest_size=8).hexdigest()}"'}
    if shown:
        kept["Last-Modified"] = format_datetime(shown[0].at, usegmt=True)
    if _is_known(headers, kept):
        return Answer(status=304, headers=kept)
    return Answer(body=body, content_type=content_type, headers=kept)


def _is_known(headers: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    """As RFC 9110 has it: the entity tag decides where the reader sends one."""
    if "if-none-match" in headers:
        return headers["if-none-match"] == kept["ETag"]
    return headers.get("if-modified-since", "-") == kept.get("Last-Modified")


def _rss(shown: Sequence[DemoItem]) -> tuple[bytes, str]:
    entries = "".join(
        f"<item><title>{escape(item.title)}</title><link>{_link(item)}</link>"
        f'<guid isPermaLink="false">{_id(item)}</guid>'
        f"<pubDate>{format_datetime(item.at)}</pubDate>"
        f"<dc:creator>{escape(item.author)}</dc:creator><category>{LABEL}</category>"
        f"<description>{escape(f'<p>{escape(item.text)}</p>')}</description></item>"
        for item in shown
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{TITLES['foro']}</title><link>{SITE}/foro</link><language>es</language>"
        f"<description>{LABEL}</description>{entries}</channel></rss>"
    )
    return text.encode(), "application/rss+xml; charset=utf-8"


def _atom(shown: Sequence[DemoItem]) -> tuple[bytes, str]:
    entries = "".join(
        f"<entry><id>{_id(item)}</id><title>{escape(item.title)}</title>"
        f'<link href="{_link(item)}"/>'
        f"<published>{item.at:%Y-%m-%dT%H:%M:%SZ}</published>"
        f"<updated>{item.at:%Y-%m-%dT%H:%M:%SZ}</updated>"
        f"<author><name>{escape(item.author)}</name></author>"
        f'<category term="{LABEL}"/><summary>{escape(item.text)}</summary></entry>'
        for item in shown
    )
    updated = f"{shown[0].at:%Y-%m-%dT%H:%M:%SZ}" if shown else "1970-01-01T00:00:00Z"
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">'
        f"<id>{SITE}/noticias</id><title>{TITLES['noticias']}</title><subtitle>{LABEL}</subtitle>"
        f"<updated>{updated}</updated>{entries}</feed>"
    )
    return text.encode(), "application/atom+xml; charset=utf-8"


def _json(shown: Sequence[DemoItem]) -> tuple[bytes, str]:
    answer: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLES["notes"],
        "home_page_url": f"{SITE}/notes",
        "description": LABEL,
        "language": "en",
        "items": [_json_item(item) for item in shown],
    }
    return msgspec.json.encode(answer), "application/feed+json; charset=utf-8"


def _json_item(item: DemoItem) -> dict[str, Any]:
    return {
        "id": _id(item),
        "url": _link(item),
        "title": item.title,
        "content_text": item.text,
        "date_published": f"{item.at:%Y-%m-%dT%H:%M:%SZ}",
        "authors": [{"name": item.author}],
        "tags": [LABEL],
    }


def _id(item: DemoItem) -> str:
    return f"tag:demo.example,2026:{item.number}"


def _link(item: DemoItem) -> str:
    return f"{SITE}/{item.place}/{item.number}"


_FORMS = {"foro": _rss, "noticias": _atom, "notes": _json}
