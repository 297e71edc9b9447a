"""Listings found by name: every source that can look them up is asked, through the one engine.

question ─► look_up of each source ─► crawl ─► found ─► each listing once, the likely ones first
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from listener.config import Crawl
from listener.errors import SourceError
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import (
    About,
    ClientSource,
    FindsListings,
    Found,
    Source,
    load_source,
    source_names,
)
from listener.text import fold

PATIENCE = 20.0
"""Seconds for one answer: a person is waiting."""
MOST_ANSWERS = 3
"""Of one look-up, however many the source would like."""
OFFICIAL = {"googleplay": "playconsole", "appstore": "appstoreconnect"}
"""Where the owner of a listing reads the same reviews."""


class Question(Struct, frozen=True, kw_only=True):
    """What is looked for: a name, the brand's own site (a whole address), in which countries."""

    name: str = ""
    site: str = ""
    countries: tuple[str, ...] = ()


class Findings(Struct, frozen=True, kw_only=True):
    """What the sources have found; `failed` maps those that could not be asked to their errors."""

    found: tuple[Found, ...] = ()
    failed: dict[str, str] = {}


def find(question: Question, settings: Crawl, *, now: Callable[[], datetime]) -> Findings:
    """Ask every source that looks listings up; one that fails is told, the others go on."""
    from listener.crawl.run import crawl

    runs = look_ups(question, _user_agent(settings))
    patient = min(settings.page_timeout_seconds, PATIENCE)
    crawl(runs, replace(settings, retries=0, page_timeout_seconds=patient), now=now)
    return findings(runs, question)


def look_ups(question: Question, secrets: dict[str, str]) -> list[LookUp]:
    """A look-up for each source and country; where the country changes nothing, only one."""
    runs: dict[tuple[str, str], LookUp] = {}
    for name in source_names():
        source = load_source(name)
        if not isinstance(source, FindsListings):
            continue
        for country in question.countries or ("",):
            request = source.look_up(question.name, question.site, country)
            if request is not None:
                run = LookUp(name, source, source.about, request, question.site, secrets)
                runs.setdefault((name, request.url), run)
    return list(runs.values())


def findings(runs: Sequence[LookUp], question: Question) -> Findings:
    """What the look-ups have brought, each listing once, the likely ones first."""
    found: dict[tuple[str, str], Found] = {}
    for each in (each for run in runs for each in run.found):
        listing = normal(each.source, each.listing)
        if not listing:
            continue
        before = found.get((each.source, listing), each)
        countries = tuple(dict.fromkeys((*before.countries, *each.countries)))
        found[each.source, listing] = replace(before, listing=listing, countries=countries)
    return Findings(
        found=tuple(sorted(found.values(), key=lambda each: not is_likely(each, question))),
        failed={run.watch.source: run.error for run in runs if run.error},
    )


def is_likely(found: Found, question: Question) -> bool:
    """Whether it is the brand's: on its own site, or with all words of its name in the title."""
    if question.site and _host(found.listing) == _host(question.site):
        return True
    said = set(_words(found.title))
    return bool(question.name.strip()) and said.issuperset(_words(question.name))


def normal(source: str, listing: str) -> str:
    """The listing in its one right form; nothing where its source cannot read it."""
    if source not in source_names():
        return ""
    try:
        return load_source(source).normal_listing(listing)
    except ValueError:
        return ""


def is_there(found: Found, listings: Sequence[tuple[str, str]]) -> bool:
    """Whether a brand listens there already, be it as the owner."""
    wanted = normal(found.source, found.listing)
    twins = {found.source, OFFICIAL.get(found.source, found.source)}
    return any(
        source in twins and normal(source, listing) == wanted for source, listing in listings
    )


class LookUp:
    """One source being asked for listings, as the engine wants to see it: nothing is stored."""

    def __init__(
        self,
        name: str,
        finder: FindsListings,
        about: About,
        request: Request,
        site: str,
        secrets: dict[str, str],
    ) -> None:
        self.watch = Watch(brand="", source=name, terms=(request.url,))
        self.source: Source | ClientSource = _as_stranger(
            about, is_page=bool(site) and _host(site) == _host(request.url)
        )
        self.since: Bookmark | None = None
        self.validators: dict[str, str] = {}
        self.secrets = dict(secrets)
        self.found: list[Found] = []
        self.error = ""
        self._finder, self._request, self._answers = finder, request, 0

    def begin(self) -> bool:
        """There is no lease to take."""
        return True

    def first(self) -> Request:
        """What the source asks."""
        return self._request

    def payable(self, request: Request) -> Request:
        """No other one in its place."""
        return request

    def afford(self, request: Request) -> None:
        """Who signs in nowhere uses nobody's budget."""

    def unanswered(self, *, reached: bool) -> None:
        """Nothing was booked."""

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str] | None = None,  # noqa: ARG002 - nothing is asked twice
        moved_to: str | None = None,  # noqa: ARG002
    ) -> Request | None:
        """Keep what an answer lists; the next request, within measure."""
        found, following = self._finder.found(request, payload)
        self.found += found
        self._answers += 1
        return following if self._answers < MOST_ANSWERS else None

    def take_page(self, page: Page) -> bool:
        """No library is asked."""
        raise NotImplementedError

    def end(self) -> None:
        """Nothing is left to do."""

    def unchanged(self) -> None:
        """Nothing was known before."""

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:  # noqa: ARG002
        """Keep why, for the person who asked."""
        self.error = str(error)


class _Stranger(Source):
    """A source as far as the engine must know it in order to ask; it signs in nowhere."""

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The look-up knows."""
        raise NotImplementedError

    def read(self, request: Request, payload: Payload) -> Page:
        """The look-up reads."""
        raise NotImplementedError


def _as_stranger(about: About, *, is_page: bool) -> Source:
    """What stands on a site of the brand's is asked for as a page: robots.txt is obeyed."""
    about = replace(about, access="public-page") if is_page else about
    kind: type[Source] = type("_Stranger", (_Stranger,), {"about": about})
    return kind()


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def _user_agent(settings: Crawl) -> dict[str, str]:
    from listener.crawl.identity import identity

    return {"user_agent": identity(settings.contact)}
