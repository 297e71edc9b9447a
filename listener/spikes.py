"""Counts, what they say, and what came of it: the words of detection.

All are frozen. Every `datetime` is aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

Coverage = Literal["ok", "partial", "down", "backfilled", "truncated"]
IncidentState = Literal["open", "recovered", "closed"]
EventKind = Literal[
    "opened", "worse", "reminder", "recovered", "closed", "past", "marked", "adopted"
]
IncidentKind = Literal["share", "talk", "both", "unclear"]
Method = Literal["share", "stars", "count"]

BIN = timedelta(minutes=15)

ALARMS: tuple[EventKind, ...] = ("opened", "worse")
"""What is bad news of an incident."""

ENDS: tuple[EventKind, ...] = ("recovered", "closed", "adopted")
"""What tells that it is over: as usual again, closed by a person, or usual by now."""

WHOLE_BRAND = "*"
"""The source of a series that is the sum of all sources of a brand."""


class Bin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts of one quarter of an hour of published time.

    `late` of its negatives came from a file, though the quarter was listened to. `copies` of its
    items only repeat an earlier mention. `low_rated` of the `rated` have one or two stars.
    """

    start: datetime
    items: int = 0
    negatives: int = 0
    positives: int = 0
    polarity_sum: float = 0.0
    rated: int = 0
    low_rated: int = 0
    stars_sum: float = 0.0
    coverage: Coverage | None = None
    late: int = 0
    copies: int = 0
    negative_copies: int = 0

    def negatives_by(self, method: Method) -> int:
        """How many of its items a method counts as negative: texts, low stars, or all."""
        if method == "stars":
            return self.low_rated
        return max(0, self.negatives - self.low_rated) if method == "share" else self.negatives


class Share(Struct, frozen=True, kw_only=True):
    """A share that was measured, 0 to 1, and the bounds that hold it 95 times in 100."""

    value: float
    low: float
    high: float


class Measured(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How right the machine is about *negative*, measured on labels by people.

    `precision`: of what it calls negative, the share that is; `recall`: of what is negative, the
    share that it calls so; None where nothing was met to tell. `wanted` labels more would bound
    both to ten points either side. `models` are those that said what the machine says; `stars`
    where stars did.
    """

    labels: int
    since: datetime
    models: tuple[str, ...] = ()
    precision: Share | None = None
    recall: Share | None = None
    wanted: int = 0
    language: str = ""


class TrueCount(Struct, frozen=True, kw_only=True):
    """How many of an incident's negatives are, by what was measured on so many labels."""

    count: float
    low: float
    high: float
    labels: int


class Series(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts per bin of one brand and one source, oldest first, empty bins left out.

    `collected_since` is when listening began: earlier bins came by backfill and never alarm.
    `measured` is how right its negatives are, where people's labels tell.
    """

    brand: str
    source: str
    bins: tuple[Bin, ...]
    collected_since: datetime | None = None
    measured: Measured | None = None


class Weeks(Struct, frozen=True, kw_only=True):
    """How many negatives a source had in each of some weeks, oldest first.

    `begins` is the place of the week of its first mention: what is before is no calm. `listened`:
    it is asked, and has answered; else it is known by files only.
    """

    source: str
    negatives: tuple[int, ...]
    begins: int
    listened: bool


class Evaluation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One look at a series: the window that stands out most, and what is usual in it.

    `until` is where the data end, `onset_at` where the window begins. Of its `items`, `observed`
    are negative (one or two stars where `method` is "stars"). `low` to `high` hold what is usual
    nine times in ten; shares are 0 to 1. `chance` is 1 / e-value for shares, a p-value for counts.
    `monthly` is how many false alarms a month a threshold just here would raise, `budget` how many
    this method may raise here: alarming is `monthly <= budget`, with enough evidence. `basis_days`
    of history taught what is usual, since `basis_since`. `past`: found only in what came late.
    """

    brand: str
    source: str
    engine: str
    method: Method
    onset_at: datetime
    until: datetime
    observed: int
    items: int
    copies: int = 0
    expected: float
    low: float
    high: float
    items_expected: float
    items_low: float
    items_high: float
    usual_share: float
    share_low: float
    share_high: float
    chance: float
    monthly: float
    budget: float
    kind: IncidentKind
    basis_days: float
    basis_since: datetime | None = None
    authors: int | None = None
    alarming: bool = False
    usual: bool = False
    complete: bool = True
    past: bool = False
    adopted: bool = False


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Days that people called expected: a campaign, a release, a holiday. They do not teach.

    `source` is empty for all; `until` is exclusive; `withdrawn_at` is set when it was taken back.
    """

    id: int = 0
    brand: str
    source: str = ""
    since: datetime
    until: datetime
    why: str
    marked_at: datetime
    withdrawn_at: datetime | None = None


class DetectorState(Struct, frozen=True, kw_only=True):
    """What the detector has learned of a series up to `at`, where the next quarter begins.

    `values` are its numbers as they lie in memory.
    """

    brand: str
    source: str
    engine: str
    at: datetime
    values: bytes


class Arrivals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How late what a source publishes gets here: counts by delay, each bound twice the last.

    `counts[0]` came within a quarter of an hour of being published, `counts[i]` within 2^i.
    """

    source: str
    counts: tuple[float, ...] = ()


class Incident(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A negative spike, from the run that opened it to the run that saw it end.

    `observed` negatives in the window against `expected`, which `low` to `high` bound nine
    times in ten; `probability` is that of so many by chance; `onset_at` is where the window
    begins; `copies` of the observed only repeat others.
    `truly` is how many of the observed are negative, by what people's labels have measured.
    `rescored`: it is over because its negatives, scored anew, are none any more.
    `look` is the evaluation that tells how it stands, `first` the one that opened it, `peak` the
    rarest. `cooling_since`: as usual again, not yet for long enough. `tail`: how many alarms a
    month as rare as what is left of it, where that would alarm still. `past`: it was over before it
    was found, and nobody was woken. `parent` is the incident of the whole brand that tells of it.
    `notified_at` is when people were last told how bad it is (`notified_grade`, `notified_kind`),
    None while nobody was told that it is open; `reminded_at` when it was last brought to mind.
    `reopened`: so often it was over, and was not; `reopened_at` the last time. A person closes it
    for a `cause`, and says whether its alarm was `useful` or noise; None: nobody has said.
    """

    id: int = 0
    brand: str
    source: str
    state: IncidentState = "open"
    opened_at: datetime
    onset_at: datetime
    updated_at: datetime
    recovered_at: datetime | None = None
    window_minutes: int
    observed: int
    items: int
    expected: float
    low: float
    high: float
    probability: float
    peak_observed: int
    peak_probability: float
    history_days: float
    engine: str
    copies: int = 0
    truly: TrueCount | None = None
    rescored: bool = False
    kind: IncidentKind = "unclear"
    look: Evaluation | None = None
    first: Evaluation | None = None
    peak: Evaluation | None = None
    notified_at: datetime | None = None
    notified_grade: float | None = None
    notified_kind: IncidentKind | None = None
    cooling_since: datetime | None = None
    tail: float | None = None
    past: bool = False
    parent: int | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    snoozed_until: datetime | None = None
    expected_because: str = ""
    new_normal: bool = False
    reminded_at: datetime | None = None
    reopened: int = 0
    reopened_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    cause: str = ""
    useful: bool | None = None
    judged_at: datetime | None = None
    judged_by: str = ""

    @property
    def pressing(self) -> bool:
        """Open, not expected, and not told of by that of the whole brand."""
        return self.state == "open" and not self.expected_because and self.parent is None

    @property
    def is_told(self) -> bool:
        """Whether people were told that it is open; of one of counts-1 they were."""
        return self.notified_at is not None or self.first is None

    @property
    def is_acknowledged(self) -> bool:
        """Somebody is at it; who was before it was over and opened again may have left it."""
        at, again = self.acknowledged_at, self.reopened_at
        return at is not None and (again is None or at >= again)

    @property
    def attended(self) -> bool:
        """Somebody is at it, has put it off or closed it: what it was, is not what is usual."""
        return any((self.acknowledged_at, self.snoozed_until, self.closed_at))

    @property
    def is_right(self) -> bool:
        """Whether people say that its alarm was right: by their judgement, or what they did."""
        if self.useful is not None:
            return self.useful
        return bool(self.acknowledged_at or self.expected_because or self.closed_at)

    @property
    def began_at(self) -> datetime:
        """Where the window begins by which it was found."""
        return self.first.onset_at if self.first else self.onset_at

    @property
    def told(self) -> Evaluation | None:
        """The evaluation to tell of: how it stands, or its worst once it is calmer.

        None for an incident of counts-1, which kept none.
        """
        if self.state == "open" and self.cooling_since is None:
            return self.look
        return self.peak or self.look
