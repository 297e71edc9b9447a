"""What is to be told of a brand, in the outbox: to each who is concerned, one message a thread.

what happened in a run ─► for each target: what it knows, what waits for it ─► messages

* Who was told of an opening is told of its end, in the thread of that opening; who was not, and is
  concerned by now, is told of an opening, however worse it has become meanwhile.
* What waits unsent is taken back, and the new message says it as well: nobody reads old news.
* All that opened in a run goes in one message; so does all that ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from listener.causes import Drivers
from listener.config import Brand, Config
from listener.detection import Change
from listener.errors import DeliveryError
from listener.i18n import Translator, say
from listener.outgoing import Story, Target
from listener.records import Delivery, MessageKind, Notice
from listener.routing import Concern, Way, Whom, concerned, opens, targets, ways, whom
from listener.severity import severity
from listener.spikes import ALARMS, ENDS, EventKind, Incident
from listener.store import Store
from listener.stories import children, concern_of, gathered, in_language
from listener.telling import clicks, leaving, sender_of, thread_of

FRESH = timedelta(hours=24)
"""What began and ended since anybody looked, and is over for longer, is in the digest only."""

_TELLS: tuple[EventKind, ...] = (*ALARMS, "reminder", *ENDS, "marked")


Event = tuple[Incident, EventKind]
"""What happened to which incident."""


class Desk(Struct, frozen=True, kw_only=True):
    """Where the messages of one brand are written: what there is to know of it, read once."""

    config: Config
    store: Store
    brand: Brand
    ways: tuple[Way, ...]
    now: datetime
    stories: dict[tuple[int, EventKind, str, str], Story] = field(default_factory=dict)
    gathered: dict[tuple[int, EventKind], Story] = field(default_factory=dict)
    concerns: dict[int, Concern] = field(default_factory=dict)
    driven: dict[int, Drivers] = field(default_factory=dict)

    def story(self, incident: Incident, event: EventKind, target: Target) -> Story:
        """All that is told of an incident, in the language and zone of who reads it."""
        key = (incident.id, event, target.language, target.time_zone)
        if key not in self.stories:
            from listener.charting import picture_of

            told = self.gathered.get(key[:2]) or gathered(
                *(self.store, self.brand, incident, event, self._drivers(incident), self.now)
            )
            self.gathered[key[:2]] = told
            t, zone = Translator(target.language), ZoneInfo(target.time_zone)
            chart, alt = picture_of(self.store, self.brand, incident, self.now, t, zone)
            told = in_language(self.config, told, t, zone)
            self.stories[key] = replace(told, chart=chart, chart_alt=alt)
        return self.stories[key]

    def ways_of(self, who: Whom, incident: Incident) -> list[Way]:
        """The ways by which somebody is told of such an incident."""
        mine = [way for way in self.ways if way.whom == who]
        free = [way for way in mine if way.route is None]
        if free or not mine:
            return free
        if incident.id not in self.concerns:
            routes = [way.route for way in self.ways if way.route]
            asked = any(each.topics or each.languages for each in routes)
            driven = self._drivers(incident) if asked else None
            self.concerns[incident.id] = concern_of(
                *(self.config, self.store, self.brand, incident, driven, self.now)
            )
        return list(concerned(mine, self.concerns[incident.id]))

    def _drivers(self, incident: Incident) -> Drivers:
        """What drives it, found once: that reads all that its window holds."""
        if incident.id not in self.driven:
            from listener.driving import drivers

            self.driven[incident.id] = drivers(self.store, self.brand, incident, self.now)
        return self.driven[incident.id]

    def held_until(self, who: Whom, told: Sequence[Event]) -> datetime | None:
        """When somebody's hours begin, for the first that may be told; None: at once."""
        held = [self._held(who, incident, event) or self.now for incident, event in told]
        return min(held) if min(held) > self.now else None

    def _held(self, who: Whom, incident: Incident, event: EventKind) -> datetime | None:
        until = opens(self.ways_of(who, incident) or self.ways, who, severity(incident), self.now)
        snoozed = incident.snoozed_until if event in ENDS else None
        return max(filter(None, (until, snoozed)), default=None)

    def written(self, blank: Delivery, target: Target, told: Sequence[Event]) -> Delivery:
        """A message as its channel takes it, dated from when on it may go."""
        from listener.alerts.compose import compose
        from listener.alerts.pack import pack
        from listener.driving import topic_names

        at, t = blank.not_before or blank.created_at, Translator(target.language)
        alert = compose(
            [self.story(incident, event, target) for incident, event in told],
            self.brand.name,
            t,
            ZoneInfo(target.time_zone),
            now=at,
            authors=self.config.settings.alerts.authors,
            links=clicks(self.config, [incident for incident, _ in told], target, at),
            topic=topic_names(self.config, t),
        )
        payload = pack(
            *(alert, target),
            sender=sender_of(self.config),
            thread=blank.thread,
            first=self.store.begins_thread(blank),
            now=at,
            unsubscribe=leaving(self.config, self.brand.id, target),
            mark=blank.created_at.isoformat(),
        )
        return replace(blank, title=alert.title, payload=payload)


def post(
    config: Config, store: Store, brand: Brand, news: Iterable[Change], now: datetime
) -> list[Delivery]:
    """Put into the outbox what is to be told of these changes; within the caller's transaction."""
    found, net = ways(config.settings, brand), _net(news)
    if not found or not net:
        return []
    below = _below(store, net, now)
    told = store.told([*net, *below], now)
    desk = Desk(config=config, store=store, brand=brand, ways=found, now=now)
    written: list[Delivery] = []
    for who, target in targets(found).items():
        known = [each for each in told if whom(each.channel, each.recipient) == who]
        written += _Round(desk, target, known, net, below).messages()
    return written


def written_anew(config: Config, store: Store, delivery: Delivery) -> bytes:
    """A message whose words were taken away, since some of them were erased at their source.

    Raises a permanent DeliveryError for one that is not about an incident, or whose brand or target
    has gone.
    """
    told = store.told_of(delivery)
    brand = next((each for each in config.brands if each.id == delivery.brand), None)
    found = ways(config.settings, brand) if brand else ()
    target = targets(found).get(whom(delivery.channel, delivery.recipient))
    if not told or brand is None or target is None:
        raise DeliveryError(say("alerts.erased"), permanent=True)
    desk = Desk(config=config, store=store, brand=brand, ways=found, now=delivery.created_at)
    return desk.written(delivery, target, told).payload


def held_anew(config: Config, store: Store, delivery: Delivery, at: datetime) -> datetime | None:
    """Until when a message waits that is tried again at that time; None: not for anybody's hours.

    What is not about an incident waits for no hours.
    """
    told = store.told_of(delivery)
    brand = next((each for each in config.brands if each.id == delivery.brand), None)
    if not told or brand is None:
        return None
    desk = Desk(config=config, store=store, brand=brand, ways=ways(config.settings, brand), now=at)
    return desk.held_until(whom(delivery.channel, delivery.recipient), told)


def _net(news: Iterable[Change]) -> dict[int, Change]:
    """What is to be told of each incident in the end, however often it changed within the run."""
    net: dict[int, Change] = {}
    for change in news:
        event = change.event
        if event not in _TELLS or (change.incident.expected_because and event != "marked"):
            continue
        before = net.get(change.incident.id)
        if before and before.event == "opened" and event == "worse":
            event = "opened"
        net[change.incident.id] = Change(incident=change.incident, event=event)
    return net


def _below(store: Store, net: dict[int, Change], now: datetime) -> set[int]:
    """The incidents of sources that are told with the whole brand's: nobody need read of each."""
    alarms = (change.incident for change in net.values() if change.event in ALARMS)
    return {child.id for each in alarms for child in children(store, each, now)}


class _Round:
    """What one target is told of one run."""

    def __init__(
        self,
        desk: Desk,
        target: Target,
        known: Sequence[Notice],
        net: dict[int, Change],
        below: set[int],
    ) -> None:
        self._desk, self._target, self._net, self._known = desk, target, net, known
        self._below = below
        self._who = whom(target.channel, target.recipient)
        self._sent: dict[int, list[Notice]] = {}
        self._waits: dict[int, Notice] = {}
        for each in known:
            if each.waits:
                self._waits[each.incident] = each
            else:
                self._sent.setdefault(each.incident, []).append(each)

    def messages(self) -> list[Delivery]:
        """Those to be put into the outbox; what they replace is taken back."""
        tells = [
            (change.incident, event)
            for number, change in self._net.items()
            if (event := self._event(number, change)) is not None
        ]
        said = {*self._net, *(self._below if any(event in ALARMS for _, event in tells) else ())}
        old = {each.delivery for number, each in self._waits.items() if number in said}
        tells += self._beside(old, said)
        self._desk.store.replace_deliveries(sorted(old))
        return [self._message(thread, group) for thread, group in self._threads(tells)]

    def _beside(self, old: set[int], said: set[int]) -> Iterator[Event]:
        """What else was told in messages that are taken back, as far as it still holds."""
        for each in self._waits.values():
            if each.delivery not in old or each.incident in said:
                continue
            incident, event = self._desk.store.incident(each.incident), each.event
            if incident is not None and (incident.pressing or event in ENDS):
                yield incident, cast("EventKind", event)

    def _event(self, number: int, change: Change) -> EventKind | None:
        """What this target is told of an incident, which it may not have been told of yet."""
        event, waits = change.event, self._waits.get(number)
        if event is None or event == "marked":
            return None
        if event in ENDS:
            knows = number in self._sent or waits is not None
            return event if knows or self._is_new(change.incident) else None
        if number not in self._sent:
            return "opened" if waits or self._is_concerned(change.incident) else None
        if waits is not None:
            return _both(waits.event, event)
        return None if event == "reminder" and self._is_reminded(change.incident) else event

    def _is_new(self, incident: Incident) -> bool:
        """Whether it began and ended since anybody looked, not long ago."""
        ended, now = incident.recovered_at or incident.updated_at, self._desk.now
        caught_up = incident.opened_at == now and now - ended <= FRESH
        return caught_up and self._is_concerned(incident)

    def _is_concerned(self, incident: Incident) -> bool:
        return bool(self._desk.ways_of(self._who, incident))

    def _is_reminded(self, incident: Incident) -> bool:
        """Whether it was told so lately that nobody needs to be reminded: it was held, say."""
        last, now = self._sent[incident.id][-1].at, self._desk.now
        if incident.snoozed_until is not None and last < incident.snoozed_until <= now:
            return False
        return now - last < reminds_after(self._desk.config, self._desk.brand)

    def _threads(self, tells: Sequence[Event]) -> list[tuple[str, list[Event]]]:
        """What goes in one message: of one thread, or new, and either bad news or good."""
        ranked = sorted(tells, key=lambda told: (-severity(told[0]), told[0].id))
        groups: dict[tuple[str, bool], list[Event]] = {}
        for incident, event in ranked:
            key = (self._thread(incident), event in ENDS)
            groups.setdefault(key, []).append((incident, event))
        return [(key[0] or thread_of(group[0][0]), group) for key, group in groups.items()]

    def _thread(self, incident: Incident) -> str:
        """In which it was told first; empty where it never was."""
        told = [*self._sent.get(incident.id, ()), *filter(None, [self._waits.get(incident.id)])]
        return told[0].thread if told else ""

    def _message(self, thread: str, told: Sequence[Event]) -> Delivery:
        desk, target = self._desk, self._target
        event: MessageKind = told[0][1]
        blank = Delivery(
            incident_id=told[0][0].id,
            incidents=tuple(incident.id for incident, _ in told),
            events=tuple(event for _, event in told),
            event=event,
            brand=desk.brand.id,
            channel=target.channel,
            recipient=target.recipient,
            thread=thread,
            payload=b"",
            created_at=desk.now,
            not_before=desk.held_until(self._who, told),
        )
        letter = desk.written(blank, target, told)
        # At once: the next one of its thread answers to it.
        desk.store.put(letter)
        return letter


def reminds_after(config: Config, brand: Brand) -> timedelta:
    """After how long an incident is brought to mind again; zero: never."""
    own = brand.alerts.reminder_hours
    return timedelta(hours=config.settings.alerts.reminder_hours if own is None else own)


def _both(waits: MessageKind, event: EventKind) -> EventKind | None:
    """What is told where a message waits that somebody has not read, and there is more to say.

    That it is over, and then that it is not: nothing has changed for who reads neither.
    """
    if waits in ENDS:
        return None
    return "opened" if "opened" in (waits, event) else "worse" if waits == "worse" else event
