"""Reviews that Google announces: a made-up subscription, a real walk, a real store."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from listener.spiders.googlebusiness import SOURCE
from msgspec.structs import replace

from listener.errors import AccessDenied
from listener.model import Payload, Request, Watch
from tests.life.life import T0, Life
from tests.life.reviews import Review, Shows
from tests.life.sites.googlebusiness import SITE, _object

HOUR = timedelta(hours=1)
SUBSCRIPTION = "projects/cafe-luna/subscriptions/resenas"
WATCH = Watch(brand="luna", source="googlebusiness", listing=SUBSCRIPTION)
LUIS = Review(id=2, stars=5, text="Va bien.", author="Luis", created=T0 - HOUR)
MARTA = Review(id=1, stars=1, text="Se cierra.", author="Marta", created=T0 - 20 * HOUR)


@pytest.fixture(autouse=True)
def _in_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "es")


class Subscription:
    """Pub/Sub and the reviews behind it. What was handed out comes again when it is not confirmed
    until the next walk, a quarter of an hour later.
    """

    source = "googlebusiness"
    listing = SUBSCRIPTION
    shows: frozenset[Shows] = frozenset()
    options: dict[str, str] = {}  # noqa: RUF012 - as the protocol has it

    def __init__(self) -> None:
        self.waiting: dict[str, dict[str, Any]] = {}
        self.out: set[str] = set()
        self.asked: list[str] = []
        self.closed: set[str] = set()
        self.broken: set[str] = set()
        self.stored_when_confirmed: list[set[str]] = []
        self.life: Life | None = None

    def announce(self, review: Review, kind: str = "NEW_REVIEW") -> None:
        self.put({"notificationType": kind, "reviewName": SITE.id_of(review)})

    def put(self, data: object) -> None:
        said = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.waiting[f"ack-{len(self.asked)}-{len(self.waiting)}"] = {
            "data": base64.b64encode(said).decode(),
            "messageId": str(len(self.waiting)),
        }

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        path = unquote(urlsplit(request.url).path)
        self.asked.append(path.rpartition("/")[2])
        if path.startswith("/v4/"):
            return self._review(path.removeprefix("/v4/"), reviews)
        body = json.loads(request.body)
        if path.endswith(":pull"):
            ready = [ack for ack in self.waiting if ack not in self.out][: body["maxMessages"]]
            self.out |= set(ready)
            shown = [{"ackId": ack, "message": self.waiting[ack]} for ack in ready]
            return _json({"receivedMessages": shown} if shown else {})
        if path.endswith(":acknowledge"):
            assert body["ackIds"]
            assert self.life
            self.stored_when_confirmed.append(self.life.ids())
            for ack in body["ackIds"]:
                self.waiting.pop(ack, None)
            return _json({})
        assert path.endswith(":modifyAckDeadline")
        assert body["ackDeadlineSeconds"] == 600
        return _json({})

    def id_of(self, review: Review) -> str:
        """The same as that of the location's own list."""
        return SITE.id_of(review)

    def _review(self, name: str, reviews: Sequence[Review]) -> Payload:
        if name in self.closed:
            return _json({"error": {"code": 403, "message": "no"}}, 403)
        if name in self.broken:
            return Payload(body=b"<html>Un momento</html>")
        found = [review for review in reviews if SITE.id_of(review) == name]
        return _json(_object(found[0])) if found else _json({"error": {"code": 404}}, 404)


def _json(said: object, status: int = 200) -> Payload:
    return Payload(body=json.dumps(said).encode(), status=status)


@pytest.fixture
def site() -> Subscription:
    return Subscription()


@pytest.fixture
def life(site: Subscription, tmp_path: Path) -> Iterator[Life]:
    made = Life(site, tmp_path / "push.db")
    made.step = HOUR / 4
    site.life = made
    yield made
    made.store.close()


def walk(life: Life, site: Subscription, *reviews: Review) -> Any:
    """One walk, after all that was handed out and not confirmed has come back."""
    site.out.clear()
    site.asked.clear()
    return life.walk(list(reviews))


def test_an_announced_review_is_stored_before_it_is_confirmed(
    life: Life, site: Subscription
) -> None:
    """If we fall between the two, it comes again: nothing is lost."""
    site.announce(LUIS)
    site.announce(MARTA)
    ended = walk(life, site, LUIS, MARTA)
    assert (ended.event, ended.stopped_because) == ("ended", "reached_bookmark")
    assert life.ids() == {SITE.id_of(LUIS), SITE.id_of(MARTA)}
    assert site.stored_when_confirmed == [life.ids()]
    assert not site.waiting


def test_a_review_has_the_same_id_and_place_as_in_the_list(life: Life, site: Subscription) -> None:
    """So that both ways may be on at once."""
    site.announce(MARTA)
    walk(life, site, MARTA)
    assert life.fact(MARTA, "subject") == SITE.listing


def test_a_review_that_is_announced_twice_is_read_once(life: Life, site: Subscription) -> None:
    """And both messages are confirmed."""
    site.announce(MARTA)
    site.announce(MARTA, "UPDATED_REVIEW")
    walk(life, site, MARTA)
    assert site.asked.count("AbSintetica1") == 1
    assert not site.waiting


def test_an_edit_is_announced_and_told_as_a_change_of_stars(life: Life, site: Subscription) -> None:
    """One star, then four."""
    site.announce(MARTA)
    walk(life, site, MARTA)
    second = replace(MARTA, stars=4, edited=life.now)
    site.announce(second, "UPDATED_REVIEW")
    walk(life, site, second)
    [change] = life.star_changes()
    assert (change.before, change.after) == (1, 4)


def test_an_empty_subscription_deletes_nothing(life: Life, site: Subscription) -> None:
    """It says what is new, never what is gone."""
    site.announce(MARTA)
    walk(life, site, MARTA)
    for _ in range(3):
        ended = walk(life, site)
        assert ended.stopped_because == "reached_bookmark"
        assert site.asked == ["resenas:pull"]
    assert not life.ids(gone=True)


def test_more_announcements_than_fit_into_one_answer_are_all_read(
    life: Life, site: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pull after pull, each confirmed before the next."""
    monkeypatch.setattr("listener.spiders._businesspush.AT_ONCE", 10)
    many = [replace(LUIS, id=n, created=T0 - n * HOUR) for n in range(1, 20)]
    for each in many:
        site.announce(each)
    walk(life, site, *many)
    assert len(life.ids()) == 19
    assert not site.waiting
    assert [len(stored) for stored in site.stored_when_confirmed] == [10, 19]
    assert site.asked.count("resenas:pull") == 3


def test_a_review_that_is_gone_by_now_is_done_with(life: Life, site: Subscription) -> None:
    """Its author was faster; the others are stored."""
    site.announce(LUIS)
    site.announce(MARTA)
    ended = walk(life, site, MARTA)
    assert ended.event == "ended"
    assert life.ids() == {SITE.id_of(MARTA)}
    assert not site.waiting


def test_news_of_another_kind_is_confirmed_in_silence(life: Life, site: Subscription) -> None:
    """The same subscription may announce photos and changes of a place."""
    site.put({"notificationType": "GOOGLE_UPDATE", "locationName": SITE.listing})
    ended = walk(life, site)
    assert ended.event == "ended"
    assert not site.waiting


@pytest.mark.parametrize(
    "odd",
    [
        b"\xff\xfe no es JSON",
        {"notificationType": "NEW_REVIEW"},
        {"notificationType": "NEW_REVIEW", "reviewName": "accounts/1/locations/2/reviews/../../x"},
        {},
        ["lista"],
    ],
)
def test_a_message_that_is_not_understood_stops_no_other_and_is_told(
    life: Life, site: Subscription, odd: object
) -> None:
    """The rest is stored and confirmed; then the walk says what it could not read, once."""
    site.put(odd)
    site.announce(MARTA)
    ended = walk(life, site, MARTA)
    assert ended.event == "failed"
    assert "aviso de Google que no se entiende" in ended.error
    assert life.ids() == {SITE.id_of(MARTA)}
    assert not site.waiting
    assert walk(life, site, MARTA).event == "ended"


def test_a_review_that_we_may_not_read_stops_no_other_and_waits(
    life: Life, site: Subscription
) -> None:
    """Its place is told; when the right is given, it is stored."""
    site.closed = {SITE.id_of(LUIS)}
    site.announce(LUIS)
    site.announce(MARTA)
    ended = walk(life, site, LUIS, MARTA)
    assert ended.event == "failed"
    assert SITE.listing in ended.error
    assert life.ids() == {SITE.id_of(MARTA)}
    assert len(site.waiting) == 1
    site.closed = set()
    walk(life, site, LUIS, MARTA)
    assert len(life.ids()) == 2
    assert not site.waiting


def test_a_review_that_nobody_can_read_stops_no_other_and_waits(
    life: Life, site: Subscription
) -> None:
    """It would come again for a week, and hold up all that come with it."""
    site.broken = {SITE.id_of(LUIS)}
    site.announce(LUIS)
    site.announce(MARTA)
    ended = walk(life, site, LUIS, MARTA)
    assert ended.event == "failed"
    assert SITE.id_of(LUIS) in ended.error
    assert life.ids() == {SITE.id_of(MARTA)}
    site.broken = set()
    assert walk(life, site, LUIS, MARTA).event == "ended"
    assert len(life.ids()) == 2
    assert not site.waiting


def test_announcements_without_end_end_a_walk_and_leave_no_gap(
    life: Life, site: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a holiday there are many; the next walk takes what is left."""
    monkeypatch.setattr("listener.spiders._businesspush.AT_ONCE", 10)
    walk(life, site)
    many = [replace(LUIS, id=n, created=T0 - n * HOUR) for n in range(1, 42)]
    for each in many:
        site.announce(each)
    ended = walk(life, site, *many)
    assert (ended.event, ended.stopped_because) == ("ended", "reached_bookmark")
    assert len(life.ids()) == 30
    assert len(site.waiting) == 11
    assert life.sql("SELECT * FROM gaps") == []
    walk(life, site, *many)
    assert len(life.ids()) == 41
    assert not site.waiting


def test_an_old_announcement_that_comes_again_blocks_no_new_one(
    life: Life, site: Subscription
) -> None:
    """A walk ends at a page of old reviews alone; together with a new one it is confirmed."""
    old = replace(MARTA, created=T0 - timedelta(days=9))
    site.announce(LUIS)
    walk(life, site, LUIS)
    site.announce(old, "UPDATED_REVIEW")
    assert walk(life, site, LUIS, old).event == "ended"
    assert SITE.id_of(old) in life.ids()
    newer = replace(LUIS, id=3, created=life.now)
    site.announce(newer)
    walk(life, site, LUIS, old, newer)
    assert SITE.id_of(newer) in life.ids()
    assert not site.waiting


def test_a_review_announced_first_belongs_to_its_place_once_that_is_read(
    life: Life, site: Subscription
) -> None:
    """Both ways on: what Google counts is what we hold, and a deletion shows."""
    place = replace(life.watch, listing=SITE.listing)
    life.store.register([life.watch, place])
    oldest = replace(LUIS, id=3, created=T0 - 90 * HOUR)
    site.announce(MARTA)
    walk(life, site, LUIS, MARTA, oldest)
    life.watch, life.site = place, SITE
    life.walk([LUIS, MARTA, oldest])
    (status,) = [each for each in life.store.statuses() if each.key == place.key]
    assert (status.held, status.totals and status.totals.count) == (3, 3)
    for _ in range(2):
        life.walk([LUIS, oldest], after=timedelta(days=2))
    assert life.ids(gone=True) == {SITE.id_of(MARTA)}


def test_the_names_of_the_older_form_are_read_too() -> None:
    """With underscores, as attributes, without data."""
    message = {
        "ackId": "a",
        "message": {
            "attributes": {"type": "NEW_REVIEW", "review_name": SITE.id_of(MARTA)},
        },
    }
    page = SOURCE.read(SOURCE.first(WATCH, None), _json({"receivedMessages": [message]}))
    assert page.next is not None
    assert json.loads(page.next.body)["ackIds"] == ["a"]
    asked = SOURCE.read(page.next, _json({})).next
    assert asked is not None
    assert asked.url == f"https://mybusiness.googleapis.com/v4/{SITE.id_of(MARTA)}"


def test_nobody_is_kept_waiting_for_an_announcement() -> None:
    """A hundred at most, and an empty subscription answers at once."""
    request = SOURCE.first(WATCH, None)
    assert request.url == f"https://pubsub.googleapis.com/v1/{SUBSCRIPTION}:pull"
    assert json.loads(request.body) == {"maxMessages": 100, "returnImmediately": True}


@pytest.mark.parametrize(
    ("status", "reason", "told"),
    [
        (404, "", "no conoce esa suscripción"),
        (403, "", "Suscriptor de Pub/Sub"),
        (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "vuelve a autorizar"),
        (403, "SERVICE_DISABLED", "Habilitar"),
    ],
)
def test_a_subscription_that_cannot_be_read_says_what_to_do(
    status: int, reason: str, told: str
) -> None:
    """A wrong name, a missing role, a permission that is too narrow."""
    said = {"error": {"code": status, "message": "no", "details": [{"reason": reason}]}}
    with pytest.raises(AccessDenied, match=told):
        SOURCE.read(SOURCE.first(WATCH, None), _json(said, status))


def test_both_addresses_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Announcements come from another host than reviews."""
    monkeypatch.setenv("LISTENER_GOOGLEBUSINESS_PUBSUB_URL", "http://127.0.0.1:9")
    assert SOURCE.first(WATCH, None).url.startswith("http://127.0.0.1:9/v1/projects/")
