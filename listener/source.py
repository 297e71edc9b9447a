"""The contract of a source: it knows a site, and touches no network, clock, disk or database."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Literal

from msgspec import Struct, field

from listener.columns import ColumnMap, Proposal
from listener.errors import AccessDenied, ConfigError
from listener.i18n import say
from listener.model import (
    Bookmark,
    Heard,
    Mention,
    Page,
    Payload,
    Reply,
    Request,
    Watch,
)

Access = Literal["official-api", "public-feed", "public-page", "own-file"]


class Secret(Struct, frozen=True):
    """A secret of a source: the environment variable, why (in es and en), where to get it.

    Without an `optional` one the source is read all the same, and does less.
    """

    name: str
    why: Mapping[str, str]
    where: str
    optional: bool = False


class Option(Struct, frozen=True):
    """A setting of a listing that only this source has: its name, what it does (in es and en)."""

    name: str
    what: Mapping[str, str]


WINDOWS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
"""How long the period of a budget is, about or, where it is rolling, exactly."""


class Budget(Struct, frozen=True, kw_only=True):
    """How much of something a source may use of its site: calls, units, dollars, different tags.

    The period begins anew at midnight of `zone` (a `day`) or on the first of its month (a `month`);
    a `rolling` one looks back from now by a day, seven days or thirty. `things`: different things
    are counted, not amounts. `what` says in es and en what is counted. `limit` is the one that
    applies unless `[budgets]` in listener.toml says otherwise; one budget is shared by all watches
    that ask with one account. `with_key` is the limit for those who have a key, where it is
    another. `refusals`: an answer that is an error is counted as well. `per_walk` is about how
    much one walk over a query uses: such watches are walked so seldom that it lasts, whenever
    there are too many of them.
    """

    name: str
    limit: float
    per: Literal["day", "week", "month"]
    unit: Literal["calls", "units", "dollars", "things"]
    what: Mapping[str, str]
    zone: str = "UTC"
    rolling: bool = False
    things: bool = False
    refusals: bool = True
    per_walk: float = 0.0
    with_key: float | None = None


class Dialect(Struct, frozen=True, kw_only=True):
    """What the search of a source understands, so that a query can be lowered to its syntax.

    What it lacks is asked for more widely and filtered here. `either` stands between alternatives
    and `no` before what must not be there (`None`: it knows no such thing); `longest` is how many
    characters a question may have, `most` how many phrases. `language` is how one of `languages`
    is asked for, with `{}` for its two letters, and what has no known language with it. `folds`:
    capitals and accents do not matter to it. `signs`: `#tag` and `@name` without quotes are the
    tag and the account, and no everyday word. `links`: it looks in links as well, so that what
    must not be there takes away what has it in a link alone.
    """

    either: str | None = None
    no: str | None = None
    groups: bool = False
    wildcard: bool = False
    longest: int = 500
    most: int = 50
    language: str | None = None
    languages: frozenset[str] = frozenset()
    folds: bool = True
    signs: bool = False
    links: bool = False


class Credential(Struct, frozen=True, kw_only=True):
    """What proves to a site who asks: added to every request until it expires.

    `query` is for sites that take a key in the address only. With `host` no other one, port
    included, is ever shown it, nor anybody on the way to it: only https is. For keys of one shop
    beside the shops of others. `renewal` is what `Source.renew` needs to have it renewed without
    signing in; one that has it is kept for later crawls, beside the database and for its owner's
    eyes alone, since sites count how often one signs in.
    """

    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    until: datetime | None = None
    host: str = ""
    renewal: dict[str, str] = field(default_factory=dict)


class Pace(Struct, frozen=True):
    """How fast a host may be asked: seconds between two requests, and requests at once."""

    delay: float = 1.0
    concurrency: int = 1


class About(Struct, frozen=True, kw_only=True):
    """The facts of a source; they feed the command line, the docs and the engine's pace.

    It `gives` mentions, reviews, or of reviews the totals alone.
    `watches` says what it is asked for: the brand's queries, a listing, or both.
    `example` is a listing as a person would write it. `pages` is the page budget of a walk,
    `overlap` how far behind the bookmark a walk looks for late items. `rereads` is how often
    a walk goes on to the end in order to find what was edited or deleted. `reads` are the HTTP
    statuses whose body the source reads itself; the engine turns all others into errors.
    `times` is what its time of a mention is: when it was written, or when it was last edited.
    `answers`: it tells what the owner answered; of one that does not, no rate can be given.
    `by_country` and `by_language`: each country or language of a listing is a watch of its own.
    `countries` are those that the source knows, if it has a list of them.
    `window` is how far back the source shows anything: what is not read within it is lost.
    `finest` is the shortest slice of time that `between` can tell from its neighbours.
    `budgets` are what its site lets anyone use in a day or month, or what it costs; `dialect` is
    what its search understands beside a phrase. `sees` and `misses` are in Spanish and English.
    """

    name: str
    title: str
    homepage: str
    docs: str
    access: Access
    gives: Literal["mentions", "reviews", "totals"]
    watches: Literal["query", "listing", "both"]
    example: str
    sees: dict[str, str]
    misses: dict[str, str]
    secrets: tuple[Secret, ...] = ()
    pace: Pace = Pace()
    pages: int = 50
    overlap: timedelta = timedelta(days=1)
    rereads: timedelta | None = None
    every: timedelta = timedelta(minutes=15)
    match: bool = True
    answers: bool = False
    by_country: bool = False
    by_language: bool = False
    countries: tuple[str, ...] = ()
    window: timedelta | None = None
    finest: timedelta = timedelta(minutes=1)
    options: tuple[Option, ...] = ()
    times: Literal["created", "edited"] = "created"
    reads: tuple[int, ...] = (200,)
    default_on: bool = True
    off_because: dict[str, str] = {}
    budgets: tuple[Budget, ...] = ()
    dialect: Dialect | None = None


class BaseSource(ABC):
    """What the two ways of asking share."""

    about: ClassVar[About]

    def normal_listing(self, listing: str) -> str:
        """The listing in its one right form; raises ValueError, saying what is wrong."""
        return listing

    def check_option(self, listing: str, name: str, value: str) -> None:
        """Raises ValueError, saying what is wrong, for a value that this option cannot have."""
        return


class Source(BaseSource):
    """A site that answers plain HTTP; the engine asks, the source says what and reads."""

    @abstractmethod
    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """Where a walk begins."""

    @abstractmethod
    def read(self, request: Request, payload: Payload) -> Page:
        """The page in an answer; raises UnexpectedAnswer, AccessDenied or Throttled."""

    def sign_in(
        self,
        secrets: Mapping[str, str],
        now: datetime,
    ) -> Credential | Request | None:
        """What proves who asks; or the request that brings it; None where nobody is asked.

        Raises AccessDenied, naming what is missing. The engine asks before a walk, when the
        credential has expired, and once more when the site refuses it.
        """
        return None

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The credential in the answer to `sign_in`; raises AccessDenied or UnexpectedAnswer."""
        raise NotImplementedError

    def renew(self, held: Credential, secrets: Mapping[str, str], now: datetime) -> Request | None:
        """The request that renews an expired credential by its `renewal`, without signing in.

        `signed_in` reads its answer. None where that cannot be.
        """
        return None

    def refuses(self, payload: Payload) -> bool:
        """Whether an answer says that the credential is good no more, so that another may be."""
        return payload.status == 401

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request | None:
        """Where a walk over one slice of published time begins, for a backfill.

        All seconds from `from_at` on belong to it, and those before `to_at`: where a site does not
        say whether an end is included, one second more is asked. None where the source cannot ask
        for a slice: it is then walked to its end.
        """
        return None


class ClientSource(BaseSource):
    """A site that is asked through a library or a socket of its own."""

    @abstractmethod
    def connect(self, secrets: dict[str, str]) -> Any:
        """The library's client; raises AccessDenied when a secret is missing or refused."""

    @abstractmethod
    def pages(self, client: Any, watch: Watch, since: Bookmark | None) -> Iterator[Page]:
        """The pages of a walk; the library's exceptions come out as SourceErrors."""


class Streams(ABC):
    """A source that tells of everything as it happens, over a websocket; we pick what is ours."""

    replays: ClassVar[timedelta]
    """How far back the stream can be taken up again; what is older has to be backfilled."""

    @abstractmethod
    def stream(self, cursor: str | None) -> str:
        """The address of the stream, from that cursor on, or from now."""

    @abstractmethod
    def hear(self, message: bytes) -> Heard:
        """What one message says; raises UnexpectedAnswer for what is none."""


class TakesReplies(ABC):
    """A source through which the owner may answer a review."""

    longest_reply: ClassVar[int]
    """In characters, as the site counts them."""

    def length(self, text: str) -> int:
        """How long a text is, as the site counts it."""
        return len(text)

    @abstractmethod
    def reply(self, review: Mention, text: str) -> Request:
        """The request that puts the answer under the review."""

    @abstractmethod
    def replied(self, request: Request, payload: Payload) -> Reply:
        """The answer as the site took it, with its state; raises AccessDenied, UnexpectedAnswer."""


class ReadsFiles(ABC):
    """A source whose exported or saved files can be imported."""

    @abstractmethod
    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """The pages of a file, each with the listing it belongs to.

        `Payload.url` is the file's name. Raises UnexpectedAnswer for a file that is not one.
        """


class ReadsTables(ReadsFiles):
    """A source of files alone, whose columns mean what a person's column map says."""

    @abstractmethod
    def with_map(self, columns: ColumnMap, brand: str) -> ReadsFiles:
        """The reader of the files of that brand that have these columns."""

    @abstractmethod
    def propose(self, file: Payload) -> Proposal:
        """What a file has, and what its columns may mean; raises UnexpectedAnswer."""


class Found(Struct, frozen=True, kw_only=True):
    """A listing that a look-up by name has found, as it would be written into a brand's file."""

    source: str
    listing: str
    title: str
    url: str = ""
    detail: str = ""
    countries: tuple[str, ...] = ()


class FindsListings(ABC):
    """A source that looks listings up by name, or on a site of the brand's."""

    @abstractmethod
    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The request that finds them; None where this name or site gives nothing to ask.

        `site` is a whole address or empty; `country` has two lower-case letters.
        """

    @abstractmethod
    def found(self, request: Request, payload: Payload) -> tuple[tuple[Found, ...], Request | None]:
        """What an answer lists, and the next request if one is needed."""


def required(secrets: Mapping[str, str], *names: str) -> list[str]:
    """The values of these secrets; raises AccessDenied that names the missing ones."""
    missing = [name for name in names if not secrets.get(name)]
    if missing:
        raise AccessDenied(say("sources.missing_keys", names=", ".join(missing)))
    return [secrets[name] for name in names]


def base_url(name: str, default: str) -> str:
    """Where a service is asked: its own address, or LISTENER_<NAME>_URL.

    For tests, the demo and proxies.
    """
    return os.environ.get(f"LISTENER_{name.upper()}_URL", default).rstrip("/")


def source_names() -> tuple[str, ...]:
    """Names of all sources, sorted, without importing one."""
    import listener.clients
    import listener.spiders

    return _names_in((*listener.clients.__path__, *listener.spiders.__path__))


@cache
def _names_in(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Read once: whoever asks for each of thousands of watches must not read folders each time."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(paths) if not m.name.startswith("_")))


def title_of(name: str) -> str:
    """How people call that source; its name, if it is none that we know."""
    return load_source(name).about.title if name in source_names() else name


def load_source(name: str) -> Source | ClientSource:
    """The source of that name; imports its module only.

    Raises ConfigError, with the nearest right name, for a name that is not one.
    """
    for package in ("listener.spiders", "listener.clients"):
        if (loaded := sys.modules.get(f"{package}.{name}")) is not None:
            known: Source | ClientSource = loaded.SOURCE
            return known
    for package in ("listener.spiders", "listener.clients"):
        try:
            module = importlib.import_module(f"{package}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{package}.{name}":
                raise
            continue
        found: Source | ClientSource = module.SOURCE
        return found
    from listener.errors import nearest

    text = say("watching.no_such_source", name=name)
    raise ConfigError(text, key="source", hint=nearest(name, source_names()))
