"""How a walk over a list of Mastodon goes from page to page.

It begins with the newest posts. If they do not reach down to the bookmark, it goes on forwards from
there, by `min_id`, until it meets them: what comes in meanwhile moves no page. It starts as far
below the bookmark as late posts are looked for, since a post is filed under the moment it was
written, however late it reaches the instance (lib/mastodon/snowflake.rb); the daily walk to the end
finds those that come later still.

Backwards, by `max_id`, go first walks and those to the end, and all where ids hold no time or where
`min_id` is not what it is at Mastodon: some give the newest posts for it
(https://github.com/fedify-dev/hollo/pull/482, 2026-05-14).

A walk that fails has not moved the bookmark, and one that has used up its pages tells what lies
between them: nothing is lost unseen.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from listener.model import Gap, StopReason

from ._snowflake import are_snowflakes, before, rank, time_in
from ._token import moment

PER_PAGE = 40

# Numbers at Mastodon, letters too at its kin.
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next\b')
_LEADS = re.compile(r'\brel="?(?:next|prev)\b')

Cursor = dict[str, str]
"""`until`: how far down to go. `max_id`: below which post to go on, or which to meet, forwards from
`min_id`. `pages`: which page of its walk this is, once that has gone forwards.
"""


class Step(Struct, frozen=True, kw_only=True):
    """What to ask next; or, without it, why the list ends, if not for having been read."""

    cursor: Cursor | None = None
    stopped_because: StopReason | None = None
    in_order: bool = True
    hole: Gap | None = None


def next_older(cursor: Cursor, link: str, listed: list[Any], budget: int) -> Step:
    """Backwards below the last post; or, after the newest ones, forwards to them."""
    last, above = _last_id(link, listed), cursor.get("max_id")
    if last is None:
        return Step()
    # An instance that does not understand `max_id` would give its first page for ever.
    if above is not None and rank(last) >= rank(above):
        stuck = Step(stopped_because="source_cap")
        return _left(moment(cursor["until"]), above) if "pages" in cursor else stuck
    if above is None and (start := _start(cursor, listed, last)):
        # That of an account has asked for its number first.
        pages = "3" if "account" in cursor else "2"
        return Step(cursor={**cursor, "max_id": last, "min_id": start, "pages": pages})
    if _is_cut(cursor, budget):
        return _left(moment(cursor["until"]), last)
    return Step(cursor=_counted({**cursor, "max_id": last}))


def next_newer(cursor: Cursor, listed: list[Any], budget: int) -> Step:
    """Forwards from the newest post of a page, until the newest of all are met.

    `prev` of the header would lead there too, or beyond it where it is wrong. The first page has to
    lie below the newest posts: one that meets them is as well read backwards, and may be from an
    instance that gives the newest for every `min_id`.
    """
    start, top = cursor["min_id"], cursor["max_id"]
    ids = [each for each in map(_id_of, listed) if each]
    newest = max(ids, key=rank, default=start)
    goes_up = bool(ids) and all(rank(each) > rank(start) for each in ids)
    meets = rank(newest) >= rank(top)
    if not goes_up or (meets and start == _from(cursor)):
        return turned(cursor, budget)
    if meets:
        return Step(stopped_because="reached_bookmark", in_order=False)
    if _is_cut(cursor, budget):
        return _left(time_in(newest), top)
    return Step(cursor=_counted({**cursor, "min_id": newest}), in_order=False)


def turned(cursor: Cursor, budget: int) -> Step:
    """From forwards to backwards, below the newest posts."""
    if _is_cut(cursor, budget):
        return _left(moment(cursor["until"]), cursor["max_id"])
    kept = {name: value for name, value in cursor.items() if name != "min_id"}
    return Step(cursor=_counted(kept), in_order=False)


def next_found(cursor: Cursor, listed: list[Any]) -> Step:
    """A page of a search may be short, as some of what was found is held back; the end is empty.

    It proves no absence: without its search engine an instance finds nothing, and says so as
    if there were nothing (app/services/statuses_search_service.rb).
    """
    if not listed:
        return Step(stopped_because="reached_bookmark")
    newest = _id_of(listed[0])
    if newest and newest == cursor.get("newest"):
        return Step(stopped_because="source_cap")
    offset = str(int(cursor.get("offset", "0")) + PER_PAGE)
    return Step(cursor={**cursor, "offset": offset, "newest": newest})


def _from(cursor: Cursor) -> str:
    """The number above which a walk goes forwards; none where it has no bookmark."""
    until = moment(cursor.get("until"))
    return before(until) if until else ""


def _start(cursor: Cursor, listed: list[Any], last: str) -> str:
    """Where to begin forwards; none where the newest posts reach it, or ids hold no time."""
    start = _from(cursor)
    if not start or time_in(last) is None or rank(last) <= rank(start):
        return ""
    return start if are_snowflakes([each for each in listed if isinstance(each, dict)]) else ""


def _is_cut(cursor: Cursor, budget: int) -> bool:
    """Whether a walk that went forwards has used its pages: only here it is known what is left."""
    return int(cursor.get("pages", "0")) >= budget


def _counted(cursor: Cursor) -> Cursor:
    """The next page of a walk that went forwards, if this is one."""
    if "pages" not in cursor:
        return cursor
    return {**cursor, "pages": str(int(cursor["pages"]) + 1)}


def _left(from_at: datetime | None, top: str) -> Step:
    """The end of a walk that went forwards, and what lies between that and the newest posts."""
    hole = Gap(from_at=from_at, to_at=time_in(top), reason="page_budget")
    return Step(stopped_because="reached_bookmark", in_order=False, hole=hole)


def _id_of(listed: object) -> str:
    """The id of what stands in a list; empty if it is none."""
    found = str(listed.get("id") or "") if isinstance(listed, dict) else ""
    return found if ID.fullmatch(found) else ""


def _last_id(link: str, listed: list[Any]) -> str | None:
    """Below which number the list goes on; only that is taken of the address the site gives.

    Where a proxy has lost the header, or put one of its own there, a full page goes on below its
    last post.
    """
    if not _LEADS.search(link):
        return _id_of(listed[-1]) or None if len(listed) >= PER_PAGE else None
    following = _NEXT.search(link)
    found = parse_qs(urlsplit(following[1]).query).get("max_id", [""])[0] if following else ""
    return found if ID.fullmatch(found) else None
