"""Synthetic demo content as the App Store's customer-reviews feed gives it, JSON and XML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, timezone
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from listener.demo.content import LABEL, DemoItem
from listener.testing import Answer

APP = "9999999999"
PER_PAGE, PAGES = 50, 10
FIRST_ID = 90_000_000_000
_CUPERTINO = timezone(timedelta(hours=-7))


def reviews(said: Sequence[DemoItem], country: str, app: str, page: int, form: str) -> Answer:
    """One page of the reviews of a country, newest first; an unknown app has none."""
    if page > PAGES:
        told = f"CustomerReviews RSS page depth is limited to {PAGES}"
        return Answer(body=told.encode(), content_type="text/plain")
    found = [item for item in said if item.place == country] if app == APP else []
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    last = max(1, min(PAGES, -(-len(found) // PER_PAGE)))
    links = _links(country, app, page, last)
    made = _time(found[0]) if found else ""
    if form == "xml":
        return Answer(body=_xml(shown, links), content_type="text/xml; charset=utf-8")
    return Answer(
        body=_json(shown, links, country, made), content_type="text/javascript; charset=utf-8"
    )


def _links(country: str, app: str, page: int, last: int) -> dict[str, str]:
    base = f"https://itunes.apple.com/{country}/rss/customerreviews"
    pages = {"self": page, "first": 1, "last": last, "previous": max(1, page - 1)}
    pages["next"] = min(last, page + 1)
    return {rel: f"{base}/page={n}/id={app}/sortby=mostrecent/xml" for rel, n in pages.items()}


def _json(shown: Sequence[DemoItem], links: dict[str, str], country: str, made: str) -> bytes:
    feed: dict[str, Any] = {
        "author": {"name": {"label": "iTunes Store"}, "uri": {"label": LABEL}},
        "updated": {"label": made},
        "rights": {"label": LABEL},
        "title": {"label": "iTunes Store: Customer Reviews"},
        "link": [{"attributes": {"rel": rel, "href": href}} for rel, href in links.items()],
        "id": {"label": links["self"]},
    }
    entries = [_entry(item, country) for item in shown]
    if entries:
        # Apple writes a single review without its list.
        feed["entry"] = entries if len(entries) > 1 else entries[0]
    return msgspec.json.encode({"feed": feed})


def _entry(item: DemoItem, country: str) -> dict[str, Any]:
    return {
        "author": {
            "uri": {"label": f"https://reviews.example/{country}/{LABEL.replace(' ', '-')}"},
            "name": {"label": item.author},
            "label": "",
        },
        "updated": {"label": _time(item)},
        "im:rating": {"label": str(item.stars)},
        "im:version": {"label": _version(item)},
        "id": {"label": str(FIRST_ID + item.number)},
        "title": {"label": item.title},
        "content": {"label": item.text, "attributes": {"type": "text"}},
        "link": {"attributes": {"rel": "related", "href": f"https://reviews.example/{country}"}},
        "im:voteSum": {"label": "0"},
        "im:contentType": {"attributes": {"term": "Application", "label": "Application"}},
        "im:voteCount": {"label": "0"},
    }


def _xml(shown: Sequence[DemoItem], links: dict[str, str]) -> bytes:
    hrefs = "".join(f"<link rel={quoteattr(r)} href={quoteattr(h)}/>" for r, h in links.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape(links['self'])}</id><title>iTunes Store: Customer Reviews</title>"
        f"<rights>{LABEL}</rights>{hrefs}{''.join(map(_xml_entry, shown))}</feed>"
    ).encode()


def _xml_entry(item: DemoItem) -> str:
    return (
        f"<entry><updated>{_time(item)}</updated><id>{FIRST_ID + item.number}</id>"
        f"<title>{escape(item.title)}</title>"
        f'<content type="text">{escape(item.text)}</content>'
        f"<im:voteSum>0</im:voteSum><im:voteCount>0</im:voteCount>"
        f"<im:rating>{item.stars}</im:rating><im:version>{_version(item)}</im:version>"
        f"<author><name>{escape(item.author)}</name><uri>{LABEL}</uri></author></entry>"
    )


def _time(item: DemoItem) -> str:
    return item.at.astimezone(_CUPERTINO).isoformat(timespec="seconds")


def _version(item: DemoItem) -> str:
    return "4.2.0" if item.incident else f"4.1.{item.number // 400}"
