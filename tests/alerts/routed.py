"""A brand whose incidents are told: what is looked at, who is told of it, and when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from listener.alerts.outbox import after_success
from listener.config import Alerts, Brand, BrandQuery, Config, Detection, Settings
from listener.detection import Case, Change, Look
from listener.detection.cases import Basis
from listener.detection.evaluating import Frame
from listener.model import Aspect, Author, Bookmark, Mention, Sentiment, Watch
from listener.pursuing import Watched, pursue
from listener.records import Delivery
from listener.reminding import remind
from listener.routes import Telling
from listener.spikes import BIN, DetectorState, Evaluation, Incident, Series
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from tests.blank import lived
from tests.detection.looks import START, alarm, brandwide, calm

HOUR = timedelta(hours=1)
TEAM, BOSS = "team@example.com", "boss@example.com"
DAY = 96
MORNING, EVENING = 9 * 4, 21 * 4
NIGHT = DAY + 2 * 4
"""Quarters of an hour: a day, and hours of the first and of the night after it."""

GRAVE: dict[str, Any] = {"monthly": 1e-9, "observed": 90}
MILD: dict[str, Any] = {"expected": 6.0, "observed": 9, "monthly": 0.8}
WATCHES = {
    "feeds": Watch(brand="acme", source="feeds", listing="https://example.com/rss"),
    "reddit": Watch(brand="acme", source="reddit", listing="acme"),
}
QUERY = BrandQuery(any=("acme",))


def town(path: Path) -> Store:
    """A store in which somebody else complains every half hour, for a week, on two sources."""
    return lived(path / "town.db", _complaints)


def _complaints(store: Store) -> None:
    store.register(list(WATCHES.values()))
    for source in WATCHES:
        _walk(store, source, START, 0)
        _walk(store, source, START + 7 * 24 * HOUR, 7 * 48)
    # As if each had been heard when it was said: what comes late wakes nobody.
    store._connection.execute("UPDATE coverage SET state = 'ok'")


def _walk(store: Store, source: str, at: datetime, complaints: int) -> None:
    lease = store.lease(WATCHES[source], "me", at, 300)
    assert lease is not None
    fresh = [
        Scored(
            mention=Mention(
                id=str(number),
                text=f"no llega el reembolso {number}",
                author=Author(name=f"p{number}"),
                published_at=START + number * HOUR / 2 + HOUR / 100,
                language="es",
            ),
            sentiment=Sentiment(label="negative", polarity=-0.5),
            aspects=(Aspect("price", "negative", -0.5),),
        )
        for number in range(complaints)
    ]
    end = WalkEnd(
        stopped_because="exhausted",
        bookmark=Bookmark(newest_at=at, finished_at=at),
        oldest_at=START if complaints else None,
    )
    store.save(Batch(walk=lease, now=at, fresh=fresh, end=end))


class Message(NamedTuple):
    """What somebody got: what of which incidents, when, and in which conversation."""

    to: str
    events: tuple[str, ...]
    incidents: tuple[int, ...]
    at: datetime
    thread: str
    subject: str


class Town:
    """The brand Acme, its runs, and all that was sent of them."""

    def __init__(self, store: Store, alerts: Alerts, telling: Telling, **more: object) -> None:
        brand = Brand(name="Acme", id="acme", queries=(QUERY,), alerts=alerts)
        self.store, self.brand = store, brand
        settings = Settings(alerts=telling, **more)  # type: ignore[arg-type]
        self.config = Config(
            settings=settings, brands=(brand,), folder=Path("config"), found_by="--config"
        )
        self.got: list[Message] = []

    def sees(self, *evaluations: Evaluation, sends: bool = True) -> list[str]:
        """One run that looks at these; what happened by it, and what is sent of it."""
        now = max(each.until for each in evaluations)
        sources = sorted({each.source for each in evaluations})
        looked = self.store.looked_until("acme")
        watched = Watched(
            brand=self.brand,
            least=3,
            cases=tuple(_case(source, looked.get(source)) for source in self._known(sources)),
            marks=tuple(self.store.marks("acme", START - 99 * HOUR, START + 999 * HOUR)),
            changed=self.store.series_changes("acme"),
            before=self._states(),
        )
        looks = [
            Look(
                states=(_state(case.series.source, now),),
                evaluations=tuple(e for e in evaluations if e.source == case.series.source),
                basis=_basis(case),
            )
            for case in watched.cases
        ]
        changes = pursue(self.config, self.store, watched, looks, now)
        changes += self.reminds(now)
        if sends:
            self.sends(now)
        return [each.event for each in changes if each.event]

    def _known(self, sources: Iterable[str]) -> list[str]:
        """What is looked at, and what was before: else nobody would listen to it any more."""
        return sorted({*sources, *self._states()})

    def _states(self) -> dict[str, tuple[DetectorState, ...]]:
        before: dict[str, tuple[DetectorState, ...]] = {}
        for kept in self.store.detector_states("acme"):
            before[kept.source] = (*before.get(kept.source, ()), kept)
        return before

    def reminds(self, now: datetime) -> list[Change]:
        """What a run does beside looking."""
        return remind(self.config, self.store, now, self.config.brands)

    def sends(self, now: datetime) -> None:
        """All that may go by now, taken by every server."""
        while claimed := self.store.claim(now, 300, limit=1):
            (delivery,) = claimed
            told = self.store.told_of(delivery)
            self.got.append(
                Message(
                    delivery.recipient,
                    tuple(event for _, event in told),
                    tuple(incident.id for incident, _ in told),
                    now,
                    delivery.thread,
                    delivery.title,
                )
            )
            self.store.settle(after_success(delivery, now))

    def told(self, to: str = TEAM) -> list[str]:
        """The first event of each message that somebody got, in order."""
        return [message.events[0] for message in self.got if message.to == to]

    def incident(self, number: int = 1) -> Incident:
        """An incident as it stands."""
        found = self.store.incident(number)
        assert found is not None
        return found


def waiting_mails(store: Store) -> list[EmailMessage]:
    """The mails of the outbox, read."""
    return [mail(each) for each in store.waiting()]


def mail(delivery: Delivery) -> EmailMessage:
    read = message_from_bytes(delivery.payload, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def of(source: str, *evaluations: Evaluation) -> list[Evaluation]:
    """The same looks at another source."""
    return [replace(each, source=source) for each in evaluations]


def _case(source: str, looked: datetime | None) -> Case:
    series = Series(brand="acme", source=source, bins=())
    return Case(series=series, zone=UTC, settings=Detection(), budget=1.0, looked_until=looked)


def _basis(case: Case) -> bytes:
    """Of no evaluation that there is."""
    none = Basis(frame=Frame.of(case), values=None, quarter=0, counts=[], slots=[])
    return msgspec.msgpack.encode(none)


def _state(source: str, at: datetime) -> DetectorState:
    return DetectorState(brand="acme", source=source, engine="test-1", at=at, values=b"\1")


Living = Callable[..., Town]


def when(place: float) -> datetime:
    """The quarter of that number."""
    return START + BIN * place


def quiet(first: int, source: str = "feeds") -> list[Evaluation]:
    """As usual for seven hours."""
    return of(source, *calm(first, first + 28))


def both(place: int, **said: Any) -> list[Evaluation]:
    """Two sources and the whole brand alarm."""
    sources = [alarm(place, **said), *of("reddit", alarm(place, **said))]
    return [*sources, brandwide(alarm(place, **GRAVE))]
