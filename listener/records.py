"""What was found, as it is counted, told and sent: the words of digests, alerts and status.

All are frozen. Every `datetime` is aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from listener.causes import Drivers
from listener.model import Aspect, Gap, Health, Label, ListingTotals, Mention, Sentiment
from listener.periods import Stretch
from listener.reviewing import Figures, contradicts
from listener.spikes import EventKind, Incident, Measured, Share

if TYPE_CHECKING:
    from listener.facts import Facts

AnswerState = Literal["sending", "pending", "published", "rejected", "failed", "replaced"]
ChannelKind = Literal["email", "apprise", "webhook"]
DeliveryState = Literal["waiting", "sent", "refused", "replaced", "paused"]
MessageKind = EventKind | Literal["blind", "sighted", "digest", "test"]


class StoredMention(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mention as the store knows it, for one brand.

    `label` is the one in force towards the brand: that of the stars where there are stars, else
    the text's own, unless it or a person tells another.
    `sentiment` is the text's own. `first_seen_at` and `last_seen_at` are ours; `gone_at` is set
    when it was deleted, `erased_at` when its text was taken away here. `versions` counts the
    earlier texts that are kept. `answerable` marks a review that can be answered from here, and
    is not. `copies` is how many others of the brand say the same, `copy_of` the key of the first
    that did; None: this is it. `aspects` is what it speaks of, `stage` where on the customer's way
    it was said.
    """

    key: int
    brand: str
    source: str
    mention: Mention
    label: Label
    sentiment: Sentiment
    first_seen_at: datetime
    last_seen_at: datetime
    gone_at: datetime | None = None
    erased_at: datetime | None = None
    versions: int = 0
    answerable: bool = False
    copies: int = 0
    copy_of: int | None = None
    aspects: tuple[Aspect, ...] = ()
    stage: str | None = None

    @property
    def differs(self) -> bool:
        """Whether another thing is felt towards the brand than in the text as a whole."""
        return self.mention.rating is None and self.label != self.sentiment.label

    @property
    def contradicted(self) -> bool:
        """Whether it is a review whose words belie its stars."""
        rating = self.mention.rating
        return rating is not None and contradicts(rating.label, self.sentiment)


class Totals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sums over a period. `undated` items are in `items` by the time they were first seen.

    `copies` of the items only repeat an earlier mention.
    """

    items: int = 0
    negatives: int = 0
    positives: int = 0
    polarity_sum: float = 0.0
    rated: int = 0
    stars_sum: float = 0.0
    undated: int = 0
    copies: int = 0

    @property
    def stars(self) -> float | None:
        """Mean of the stars, one to five, or None without ratings."""
        return self.stars_sum / self.rated if self.rated else None


class DayCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day on which a watch brought something: how much, the first and the last of it.

    The times stand in the zone whose day it is.
    """

    count: int
    first: datetime
    last: datetime


class Silence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That a watch brings nothing any more, though its site answers: too long to be chance.

    `a_day` is what it usually brought, `probability` that of so long a silence by chance.
    """

    since: datetime
    a_day: float
    probability: float


class WatchStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a watch: enough to tell silence from no news.

    `totals` are what the source counts, and has counted since `totals_at`; `held` is how many
    reviews of that listing are stored and not gone. `quarantined` are answers that could not be
    read, `misdated` mentions with a time that cannot be. `loses_at` is when what is not collected
    by then begins to be lost, where the source shows its last days only. `a_day` is how many items
    came a day in the last 7 and the last 28 days. A watch with a `silence` counts as broken.
    `slices_left` of its past are still to be read.
    """

    key: str
    brand: str
    source: str
    title: str = ""
    health: Health = "new"
    last_started_at: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str = ""
    failures: int = 0
    rests_until: datetime | None = None
    newest_at: datetime | None = None
    items: int = 0
    gaps: tuple[Gap, ...] = ()
    quarantined: int = 0
    misdated: int = 0
    lease_until: datetime | None = None
    totals: ListingTotals | None = None
    totals_at: datetime | None = None
    totals_before: ListingTotals | None = None
    held: int | None = None
    loses_at: datetime | None = None
    first_success_at: datetime | None = None
    a_day: tuple[float, float] | None = None
    silence: Silence | None = None
    slices_left: int = 0


class LastSeen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When a source was last seen for a brand: any of its watches was read.

    `failing`: none of them could be read when it was last tried; `error` is what was said then.
    """

    brand: str
    source: str
    at: datetime
    failing: bool = False
    error: str = ""


class Outage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A time in which a source could not be seen for a brand: told once, and when it is over.

    `told` is whether it was told: one that follows soon upon another is not.
    """

    id: int = 0
    brand: str
    source: str
    since: datetime
    noticed_at: datetime
    told: bool = True
    ended_at: datetime | None = None
    error: str = ""


class Spending(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is used of a budget, and what it lets anyone use, in its current period.

    `account` is the brand whose own keys ask; empty for the shared ones. `renews_at` is when the
    period begins anew, or when a rolling one lets go of something, or, of a budget that has too
    little left, of as much as is `wanted`; None when it never does.
    """

    source: str
    account: str = ""
    budget: str
    used: float
    limit: float
    unit: str
    wanted: float = 0.0
    renews_at: datetime | None = None

    @property
    def left(self) -> float:
        """What may still be used; never below nothing, also where a limit was lowered."""
        return max(0.0, self.limit - self.used)


class StreamStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a stream: up to when all was heard (`at`), and who listens until when.

    `heard_at` is when that was written down. Without a lease nobody listens now.
    """

    source: str
    at: datetime | None = None
    heard_at: datetime | None = None
    started_at: datetime | None = None
    lease_until: datetime | None = None
    last_error: str = ""


class AspectCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many mentions of a period speak of an aspect, and how they feel about it.

    `title` is what people call it; `items_before` and `negatives_before` are of the period before.
    """

    aspect: str
    items: int
    negatives: int = 0
    positives: int = 0
    items_before: int = 0
    negatives_before: int = 0
    title: str = ""


class WeekOfYear(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The negatives of a brand's last whole week, against the same week of the years before.

    `low` to `high` are usual: chance alone leads above, or below, once a year. `unusual`: there are
    more, and enough to be told; or, `expected_because` somebody marked days of it, they were to be
    expected. `without` these sources: two years of them are not known up to now.
    """

    since: datetime
    until: datetime
    observed: int
    expected: float
    low: int
    high: int
    probability: float
    years: int
    unusual: bool = False
    expected_because: str = ""
    without: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a digest of one brand says; `previous` is the period of equal length before.

    Of a group, it is the sum of its `brands`, told apart by name in `by_brand`, and `brand` is
    `group:` and its name; of a `location`, what stands on that listing only. Of the periods that it
    `missed` nobody was sent a digest. `facts` are what is known
    beyond the sums. `worst` are the negative mentions to open first, `incidents` those open in
    the period. `reviewed` is what became of the period's reviews, where there are any. `hidden`
    mentions of the period count nowhere, since their author or site is blocked. `measured` is
    how right the machine is about *negative*, by language, where there are enough labels to
    tell. `drivers` says what the incidents come down to, by their numbers. `week_of_year` is
    the last whole week against its season, in the report of a week or more, where two years are
    known.
    """

    brand: str
    name: str
    time_zone: str
    since: datetime
    until: datetime
    totals: Totals
    previous: Totals
    by_source: dict[str, Totals] = field(default_factory=dict)
    by_brand: dict[str, Totals] = field(default_factory=dict)
    worst: tuple[StoredMention, ...] = ()
    incidents: tuple[Incident, ...] = ()
    coverage: tuple[WatchStatus, ...] = ()
    reviewed: Figures | None = None
    reviewed_before: Figures | None = None
    aspects: tuple[AspectCount, ...] = ()
    hidden: int = 0
    measured: tuple[Measured, ...] = ()
    drivers: dict[int, Drivers] = field(default_factory=dict)
    week_of_year: WeekOfYear | None = None
    brands: tuple[str, ...] = ()
    missed: tuple[Stretch, ...] = ()
    location: str = ""
    facts: Facts | None = None


class Block(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An author or site that a brand does not want to hear; lifted, it stays as a row.

    `value` is what is compared, `shown` what people read; without `source` it holds everywhere.
    `hides` is how many stored mentions it keeps from counting.
    """

    id: int = 0
    brand: str
    kind: Literal["author", "site"]
    value: str
    shown: str = ""
    source: str = ""
    created_at: datetime
    written_by: str = ""
    lifted_at: datetime | None = None
    hides: int = 0


class Delivery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message in the outbox, for one recipient over one channel.

    `recipient` is an address, or the name of a channel in the settings; `payload` the whole message
    as it will be sent, `title` what it is about in a line. `incidents` are the numbers of all that
    it tells of, `events` what of each, `incident_id` the first of them; `thread` is what its
    conversation has in common.
    It is held until `not_before`. `provider_id` is what the one who took it calls it. `replaced`:
    a later one said it all before this one was sent; `paused`: its recipient takes none for now.
    """

    id: int = 0
    incident_id: int | None = None
    incidents: tuple[int, ...] = ()
    events: tuple[MessageKind, ...] = ()
    event: MessageKind = "opened"
    brand: str
    channel: ChannelKind = "email"
    recipient: str
    title: str = ""
    thread: str = ""
    payload: bytes
    state: DeliveryState = "waiting"
    created_at: datetime
    not_before: datetime | None = None
    attempts: int = 0
    next_try_at: datetime | None = None
    sent_at: datetime | None = None
    last_error: str = ""
    provider_id: str = ""


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody was told of an incident, or is about to be: `waits` while it was not sent.

    `at` is when it went, or was written; `delivery` its number.
    """

    delivery: int
    channel: ChannelKind
    recipient: str
    thread: str
    incident: int
    event: MessageKind
    at: datetime
    waits: bool = False


class AlarmPrecision(Struct, frozen=True, kw_only=True):
    """How many of the alarms that were told were worth it, as people have judged them.

    `share` is that of the `useful` among those that were judged; None where none was.
    """

    told: int
    useful: int
    noise: int
    share: Share | None = None

    @property
    def unjudged(self) -> int:
        """Of how many nobody has said it."""
        return self.told - self.useful - self.noise


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person has answered to a review from here: a row for each attempt.

    `sending` is what left us, or was about to, without our hearing what became of it.
    """

    id: int = 0
    mention_key: int
    brand: str
    source: str
    text: str
    template: str | None = None
    language: str | None = None
    written_by: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    state: AnswerState = "sending"
    detail: str = ""
    checked_at: datetime | None = None
