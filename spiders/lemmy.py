"""Lemmy, through the open API of any of its instances: posts first, then comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Gap, Mention, Page, Payload, Request, Watch
from listener.source import About, Option, Pace, Source, base_url
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of
from ._choice import is_yes
from ._lemmyview import is_view, mention_of, published
from ._token import moment

PER_PAGE = 50
POST_PAGES = 80
"""Pages of posts in one walk: the others of its budget are for the comments."""

_COMMUNITY = re.compile(r"!?(\w{1,255})@([^/?#@\s]+)")
# Where Lemmy has what was written there; its kin have other addresses. A name in the public net
# only: strangers write these addresses.
_HOME = re.compile(r"(https://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+)/(post|comment)/([0-9]{1,18})")
_PLACE = re.compile(r"/c/(\w{1,255})(?:@([^/?#@\s]+))?/?|/?")


class Lemmy(Source, LooksAgain):
    """All posts and comments of a community, or all that an instance knows, newest first.

    Each is looked at again where it was written.
    """

    look_again_after = timedelta(days=3)
    many_hosts = True
    until_age = timedelta(days=90)
    about = About(
        name="lemmy",
        title="Lemmy",
        homepage="https://join-lemmy.org",
        docs="https://join-lemmy.org/docs/contributors/04-api.html",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="!cafe@lemmy.example.com",
        sees={
            "es": "Las publicaciones y los comentarios de una comunidad de Lemmy o, si pones una "
            "instancia, de todas las comunidades que conoce, también las de otras; con sus votos "
            "y respuestas.",
            "en": "The posts and comments of a community of Lemmy or, if you name an instance, of "
            "all communities that it knows, those of others as well; with their votes and replies.",
        },
        misses={
            "es": "Lo que la instancia no conoce o tiene bloqueado, lo marcado como contenido "
            "adulto, las comunidades privadas y, en una instancia grande, lo que llega de otra con "
            "más de tres horas de retraso. Una edición se nota durante tres horas y después una "
            "vez al día, entre los últimos miles; lo borrado, casi siempre, solo con «listener "
            "recheck».",
            "en": "What the instance does not know or has blocked, what is marked as adult, "
            "private communities and, in a large instance, what comes from another more than three "
            "hours late. An edit is noticed for three hours and then once a day, among the latest "
            "thousands; what is deleted, mostly by `listener recheck` only.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=200,
        # Items of other instances come in late, under the time at which they were written.
        overlap=timedelta(hours=3),
        rereads=timedelta(days=1),
        options=(
            Option(
                "local",
                {
                    "es": "sí, para leer de una instancia solo sus propias comunidades. Sin esto "
                    "se lee todo lo que conoce, también de otras.",
                    "en": "yes, to read of an instance only its own communities. Without it all "
                    "that it knows is read, of others as well.",
                },
            ),
        ),
        reads=(200, 400, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The address of the community, or of the instance, as it stands in a browser."""
        text = listing.strip()
        if named := _COMMUNITY.fullmatch(text):
            text = f"https://{named[2]}/c/{named[1]}"
        try:
            parts = urlsplit(text if "://" in text else f"https://{text}")
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(say("lemmy.bad_community")) from error
        place, netloc = _PLACE.fullmatch(parts.path), parts.netloc.lower()
        address = web_address(f"{parts.scheme.lower()}://{netloc}")
        if place is None or not address or "." not in (host or ""):
            raise ValueError(say("lemmy.bad_community"))
        if not place[1]:
            return address
        home = (place[2] or netloc).lower()
        elsewhere = "" if home == netloc else f"@{home}"
        return f"{address}/c/{place[1].lower()}{elsewhere}"

    def check_option(self, listing: str, name: str, value: str) -> None:
        """The only one, `local`, is yes or no."""
        is_yes(value)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest posts."""
        instance, _, community = self.normal_listing(watch.listing).partition("/c/")
        bound = since and since.newest_at and since.newest_at - self.about.overlap
        local = is_yes(watch.options.get("local", ""))
        cursor = {
            "instance": instance,
            "community": community,
            "scope": "Local" if local and not community else "All",
            "bound": bound.isoformat() if bound else "",
            "api": "v3",
        }
        return _begin(cursor, "post")

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts or comments of one answer, and the question for what follows."""
        cursor = request.cursor
        if payload.status != 200:
            return _refused(cursor, payload)
        kind, answer = cursor["list"], json_of(payload, self.about.title)
        name = "items" if cursor["api"] == "v4" else f"{kind}s"
        views = answer.get(name) if isinstance(answer, dict) else None
        if not isinstance(views, list):
            raise _changed(name)
        known = [view for view in views if is_view(view, kind)]
        if views and not known:
            raise _changed("ap_id")
        mentions = first_of_each(mention_of(view, kind, cursor["instance"]) for view in known)
        times = [at for at in (published(view, kind) for view in known) if at]
        ids = [mention.id for mention in mentions]
        if _stands_still(cursor, times, ids):
            return _elsewhere(cursor)
        seen = cursor | {"newest": max(times).isoformat() if times else "", "top": (*ids, "")[0]}
        page = Page(mentions=mentions, next=_following(seen, answer, len(views)))
        return page if kind == "comment" else _of_posts(cursor, page, times)

    def kind_of(self, asked: Asked) -> str | None:
        """The instance where it was written, if that is one of Lemmy's kind."""
        found = _HOME.fullmatch(asked.id)
        return found and found[1].lower()

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The one post or comment, at home."""
        found = _HOME.fullmatch(asked[0].id)
        assert found is not None
        home, kind, number = found.groups()
        return Request(
            url=f"{base_url('lemmy', home)}/api/v3/{kind}?id={number}",
            headers={"Accept": "application/json"},
            cursor={"instance": home, "list": kind},
        )

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """The post or comment as it is; deleted, if its instance knows none of that number."""
        (one,), kind = asked, request.cursor["list"]
        if payload.status != 200:
            said = _error_in(payload)
            if said == "rate_limit_error":
                raise Throttled(
                    say("lemmy.slow", instance=one_line(request.cursor["instance"], 80))
                )
            gone = said in ("not_found", f"couldnt_find_{kind}")
            return Page(mentions=(Mention(id=one.id, kind=one.kind, deleted=True),) if gone else ())
        answer = json_of(payload, self.about.title)
        view = answer.get(f"{kind}_view") if isinstance(answer, dict) else None
        if not isinstance(view, dict) or not is_view(view, kind):
            raise _changed(f"{kind}_view")
        return Page(mentions=(mention_of(view, kind, request.cursor["instance"]),))


def _of_posts(cursor: dict[str, str], page: Page, times: list[datetime]) -> Page:
    """A page of posts. Comments come after the last one, so that old posts end no walk."""
    goes_on = page.next is not None and not _behind(cursor, times)
    cut = goes_on and int(cursor["page"]) >= POST_PAGES
    if goes_on and not cut:
        return replace(page, in_order=False)
    hole = _hole(cursor, times) if cut else None
    return replace(page, next=_begin(cursor, "comment"), in_order=False, hole=hole)


def _begin(cursor: dict[str, str], kind: str) -> Request:
    return _ask(cursor | {"list": kind, "page": "1", "pass": "", "newest": "", "top": ""})


def _ask(cursor: dict[str, str]) -> Request:
    asked = {"type_": cursor["scope"], "sort": "New"}
    if cursor["api"] == "v4":
        asked = {name: value.lower() for name, value in asked.items()}
    asked["limit"] = str(PER_PAGE)
    if cursor["community"]:
        asked["community_name"] = cursor["community"]
    if cursor["pass"]:
        asked["page_cursor"] = cursor["pass"]
    elif cursor["page"] != "1":
        asked["page"] = cursor["page"]
    # A pass is the instance's own words, and may hold what no address can.
    query = urlencode(asked, errors="replace")
    url = f"{cursor['instance']}/api/{cursor['api']}/{cursor['list']}/list?{query}"
    return Request(url=url, headers={"Accept": "application/json"}, cursor=cursor)


def _following(cursor: dict[str, str], answer: dict[str, Any], count: int) -> Request | None:
    """The next page: by the pass that was given for it or, where none is, by its number."""
    given = answer.get("next_page")
    given = given if isinstance(given, str) and count else ""
    if not given and (cursor["api"] == "v4" or count < PER_PAGE):
        return None
    return _ask(cursor | {"pass": given, "page": str(int(cursor["page"]) + 1)})


def _stands_still(cursor: dict[str, str], times: list[datetime], ids: list[str]) -> bool:
    """Whether a further page is the one before it again, or a newer one.

    As new is not enough: a bot writes more in one second than a page holds.
    """
    before, newest = moment(cursor["newest"]), max(times, default=None)
    if before is None or newest is None:
        return False
    return newest > before or (newest == before and cursor["top"] in ids)


def _elsewhere(cursor: dict[str, str]) -> Page:
    """Where a list goes on that does not advance.

    Lemmy 1.0 answers under v3 as well, but gives the first page of comments for every other:
    crates/api/routes_v3/src/handlers.rs in https://github.com/LemmyNet/lemmy, seen 2026-11-22.
    """
    if cursor["api"] == "v3" and not cursor["pass"]:
        return Page(next=_begin(cursor | {"api": "v4"}, cursor["list"]), in_order=False)
    if cursor["list"] == "comment":
        return Page(stopped_because="source_cap")
    following = _begin(cursor, "comment")
    return Page(next=following, in_order=False, hole=_hole(cursor, []))


def _behind(cursor: dict[str, str], times: list[datetime]) -> bool:
    bound = moment(cursor["bound"])
    return bound is not None and bool(times) and max(times) < bound


def _hole(cursor: dict[str, str], times: list[datetime]) -> Gap:
    """The posts that a walk left out, down to where they were known."""
    to_at = min(times, default=moment(cursor["newest"]))
    return Gap(from_at=moment(cursor["bound"]), to_at=to_at, reason="source_cap")


def _refused(cursor: dict[str, str], payload: Payload) -> Page:
    """What to ask instead; raises an error that says what to do.

    Until 1.0 even "slow down" was a 400: https://github.com/LemmyNet/lemmy/issues/5332
    """
    said, instance = _error_in(payload), one_line(urlsplit(cursor["instance"]).netloc, 80)
    if said == "rate_limit_error":
        raise Throttled(say("lemmy.slow", instance=instance))
    if said == "instance_is_private":
        raise AccessDenied(say("lemmy.private", instance=instance))
    if cursor["community"] and said in ("couldnt_find_community", "not_found"):
        community = one_line(cursor["community"], 80)
        raise AccessDenied(say("lemmy.no_community", instance=instance, community=community))
    if payload.status == 404 and cursor["api"] == "v3":
        return Page(next=_begin(cursor | {"api": "v4"}, cursor["list"]), in_order=False)
    raise UnexpectedAnswer(say("lemmy.no_instance", instance=instance))


def _error_in(payload: Payload) -> str:
    try:
        answer = json_of(payload, Lemmy.about.title)
    except UnexpectedAnswer:
        return ""
    said = answer.get("error") if isinstance(answer, dict) else ""
    return said if isinstance(said, str) else ""


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Lemmy.about.title, what=what))


SOURCE = Lemmy()
