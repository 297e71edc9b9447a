"""The words of listener as types; `docs/glossary.md` says what each means.

All are frozen. Every `datetime` is aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import Literal

from msgspec import Struct, field

Precision = Literal["second", "minute", "day", "month", "none", "implausible"]
Label = Literal["negative", "neutral", "positive", "unknown"]
MentionKind = Literal["post", "comment", "article", "review"]
StopReason = Literal[
    "exhausted", "reached_bookmark", "source_cap", "page_budget", "throttled", "error"
]
ReplyState = Literal["published", "pending", "rejected"]
Health = Literal["new", "ok", "unavailable", "throttled", "denied", "broken"]


STREAM = "stream"
"""The listing of the watch under which a brand is heard in a stream; no source has one like it."""


ASPECTS = (
    *("price", "service", "wait", "delivery", "quality", "crash", "login", "payment", "refund"),
    *("cleanliness", "staff", "food", "ambience", "location", "performance", "usability"),
    *("support", "billing", "coverage", "booking", "availability", "safety", "product"),
)
"""The aspects that listener knows; the catalogue has their names for people."""


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who wrote a mention, as the source says."""

    name: str | None = None
    id: str | None = None
    url: str | None = None


class Rating(Struct, frozen=True, omit_defaults=True):
    """Stars as given, on the scale of their source."""

    raw: float
    worst: float = 1.0
    best: float = 5.0

    @property
    def value(self) -> float:
        """The rating from 0 (worst) to 1 (best), clipped."""
        return min(1.0, max(0.0, (self.raw - self.worst) / (self.best - self.worst)))

    @property
    def stars(self) -> float:
        """The rating on the scale of one to five stars."""
        return 1.0 + 4.0 * self.value

    @property
    def label(self) -> Label:
        """Negative for one and two stars of five, positive for four and five."""
        stars = self.stars
        return "negative" if stars < 2.5 else "positive" if stars > 3.5 else "neutral"


class Engagement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts beside a mention; None where the source does not tell."""

    likes: int | None = None
    replies: int | None = None
    shares: int | None = None
    views: int | None = None


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An owner's answer to a review, with the time that the source gives for it.

    `state` is how far it has come where a source looks answers over before it shows them.
    """

    text: str
    id: str = "owner"
    author: str | None = None
    at: datetime | None = None
    time_kind: Literal["created", "modified", "none"] = "none"
    state: ReplyState = "published"


class Mention(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing somebody said. With a rating it is a review.

    `id` is unique within its source; `id_kind` says whether the source gave it or we
    derived it. `text` and `title` are plain text, never HTML. `language` is what the
    source declares. `subject` is the listing it stands in: an app, a feed, a subreddit; `item`
    what it is about within that, by its name: a product, a place.
    """

    id: str
    kind: MentionKind = "post"
    url: str = ""
    title: str = ""
    text: str = ""
    author: Author | None = None
    published_at: datetime | None = None
    edited_at: datetime | None = None
    precision: Precision = "second"
    language: str | None = None
    country: str | None = None
    subject: str | None = None
    item: str | None = None
    version: str | None = None
    rating: Rating | None = None
    engagement: Engagement | None = None
    replies: tuple[Reply, ...] = ()
    parent_id: str | None = None
    thread_id: str | None = None
    id_kind: Literal["native", "derived"] = "native"
    deleted: bool = False

    @property
    def body(self) -> str:
        """Title and text as one: what is matched and scored."""
        if self.title and self.text:
            return f"{self.title}\n{self.text}"
        return self.title or self.text

    @property
    def content_hash(self) -> bytes:
        """Eight bytes that change when title, text, stars, answers or deletion change."""
        said = f"{self.title}\x1e{self.text}\x1e{self.rating.raw if self.rating else ''}"
        if self.replies or self.deleted:
            answers = "\x1e".join(map(_hashed, self.replies))
            said = f"{said}\x1e{answers}\x1e{self.deleted}"
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _hashed(reply: Reply) -> str:
    state = "" if reply.state == "published" else f"\x1f{reply.state}"
    return f"{reply.id}\x1f{reply.text}{state}"


class Query(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What makes a text a mention of a brand: phrases (any of, all of, none of), an expression.

    `inflect`: Spanish words also in their other number and gender. `without` are the names of
    ready exclusion snippets.
    """

    name: str = "main"
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str = ""
    inflect: bool = False
    without: tuple[str, ...] = ()


class Watch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One brand x one source x one query or listing: the unit of schedule, bookmark and health.

    A query watch has `terms` (what the source is asked for); a listing watch has `listing`, and
    the `country` or `language` it is read in where a source shows each its own. `options` are
    those of `About.options` that the listing sets.
    With `match` only the texts that the brand's queries match are kept; `asked` changes with
    those queries. `ask` is the whole question in the source's own syntax, where it has one.
    """

    brand: str
    source: str
    query: str = ""
    terms: tuple[str, ...] = ()
    listing: str = ""
    country: str = ""
    language: str = ""
    options: dict[str, str] = field(default_factory=dict)
    match: bool = True
    title: str = ""
    asked: str = ""
    ask: str = ""

    @property
    def is_stream(self) -> bool:
        """Whether it is heard as it happens: no crawl walks it."""
        return self.listing == STREAM

    @property
    def key(self) -> str:
        """Its name in the store, the same for as long as the configuration says the same."""
        # In quotes: a phrase and a community of one name are two things to listen to.
        target = self.listing or self.ask or "|".join(f'"{term}"' for term in self.terms)
        parts = [self.brand, self.source, target, self.country, self.language]
        return "/".join(part for part in parts if part)


class Bookmark(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Up to where a watch is known to be complete; kept by the runner, moved when a walk ends.

    `newest_at` is the newest time seen, `finished_at` the start of the walk that made it:
    whatever the source showed by then has been collected.
    """

    newest_at: datetime | None = None
    finished_at: datetime


class Cost(Struct, frozen=True, omit_defaults=True):
    """What asking uses of one of its source's budgets, by that budget's name.

    Of a budget that counts different things (hashtags, say), `thing` is which one: the same one
    again costs nothing within its period.
    """

    budget: str
    amount: float = 1.0
    thing: str = ""


class Request(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to ask next. `cursor` is the source's own memory within a walk.

    `once`: a second attempt could do a thing twice, so none is made. `for_people`: a page, not an
    API, so that robots.txt decides whether it may be asked for. `after`: seconds for which the site
    has asked to be left alone first, by every watch. `costs` is the most that it may use of the
    source's budgets: it is asked only if so much is left of each; else `cheaper` is asked in its
    place, if there is one.
    """

    url: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cursor: dict[str, str] = field(default_factory=dict)
    conditional: bool = False
    once: bool = False
    for_people: bool = False
    after: float = 0.0
    costs: tuple[Cost, ...] = ()
    cheaper: Request | None = None


class Payload(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer as it came: bytes, the content type with its charset, the final address.

    The names of `headers` are in lower case.
    """

    body: bytes
    content_type: str = ""
    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Gap(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of published time that a watch may have missed, and why."""

    from_at: datetime | None
    to_at: datetime | None
    reason: StopReason


class ListingTotals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many reviews a source itself counts of a listing; None where it does not tell.

    `stars` is their mean on one to five, `histogram` how many gave one star, two, up to five.
    """

    count: int | None = None
    stars: float | None = None
    histogram: tuple[int, int, int, int, int] | None = None


class Unread(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of a file that could not be read: its line, what is wrong, and what it says."""

    line: int
    error: str
    row: str = ""


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one answer says. `next` is None on the last page.

    `stopped_because` is given when the source itself ends the walk (its cap, the bookmark);
    without it and without `next` the walk is exhausted. `moved_to` is a permanent new address.
    `totals` are those of the watch's listing. Where a source tells no order (`in_order` is false),
    old mentions do not mean that only older ones follow. `hole` is what may stand between this page
    and the one before, on neither of them. Of a file, `unread` are rows that it holds beside the
    mentions, and `notes` what a person has to know about how it was read. `spent` is what the
    answer has used of a budget after all, in place of what its request was taken to cost.
    """

    mentions: tuple[Mention, ...] = ()
    next: Request | None = None
    stopped_because: StopReason | None = None
    moved_to: str | None = None
    totals: ListingTotals | None = None
    in_order: bool = True
    hole: Gap | None = None
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    spent: tuple[Cost, ...] = ()


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one message of a stream says: mentions, edits and deletions, and where to go on.

    `gone` is what the ids begin with of mentions that have all gone, as with an account.
    `cursor` is where the stream is to be taken up again after this message, `at` the time of the
    message by the clock of the site.
    """

    mentions: tuple[Mention, ...] = ()
    gone: tuple[str, ...] = ()
    cursor: str = ""
    at: datetime | None = None


class Sentiment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a text feels: label, polarity from -1 to 1, and who says so.

    `model` is name and version of the scorer. `unknown` is an answer: the scorer does not
    read this language, or there is no text. `negative` and `positive` are the probabilities of
    those labels, where the scorer tells any; what is left is that of `neutral`. `vader` is the
    compound value of vaderSentiment, of an English text.
    """

    label: Label
    polarity: float = 0.0
    language: str = "und"
    model: str = ""
    confidence: float = 0.0
    negative: float | None = None
    positive: float | None = None
    vader: float | None = None


class Aspect(Struct, frozen=True):
    """What a mention says of one side of the thing: its price, the wait, the staff."""

    name: str
    label: Label
    polarity: float = 0.0
