"""What can go wrong goes wrong at every source: each answers as the error tree says, loses nothing.

Sources with a library of their own: tests/test_trouble_clients.py, tests/mailbox/test_trouble.py.
Cursors that expire: tests/test_trouble_cursor.py.

No network: answers are judged as the engine judges them and walked by a real run into a real store.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.collecting import Progress, WatchRun
from listener.config import Brand, Crawl
from listener.crawl.answers import judge
from listener.enriching import Enricher
from listener.errors import UnexpectedAnswer
from listener.model import Payload, Request
from listener.sentiment import Sentiments
from listener.source import Source, load_source, source_names
from tests.blank import new_store
from tests.life.life import Wordless
from tests.test_sources import RECORDINGS, TYPES, watch_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = [name for name in source_names() if isinstance(load_source(name), Source)]
LATER = timedelta(days=8)
"""From one walk to the next: every source that rereads its list does so again."""

# fmt: off
TWO = ("first_page.json", "last_page.json")
WALKS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("appstore", "appstoreconnect", "discourse", "googlebusiness"), TWO),
    **dict.fromkeys(("bluesky", "hackernews", "playconsole"), TWO),
    "chromewebstore": ("rating_summary.json", *TWO),
    "facebook": ("page.json", "tagged.json", "feed.json", "comments.json", "last_page.json"),
    "feeds": ("rss.xml",), "gdelt": ("articles.json",), "googlenews": ("headlines.xml",),
    "googleplay": ("app_page.txt", "first_page.txt", "last_page.txt"),
    "instagram": ("me.json", "tags.json", "media.json", "comments.json", "replies.json"),
    "lemmy": ("posts.json", "last_posts.json", "comments.json"),
    "mastodon": ("first_page.json",), "woocommerce": ("first_page.json",),
    "mercadolibre": ("more_to_come.json", "first_page.json"),
    "places": ("place.json",), "tripadvisor": ("details.json",), "yelp": ("business.json",),
    "reviewpages": ("json_ld.txt", "microdata.txt"),
    "stackexchange": ("questions.json", "answers.json", "comments.json", "nothing_new.json"),
    "steam": ("first_page.json", "same_cursor.json"),
    "telegram": ("channel.txt", "oldest.txt"),
    "threads": ("whose_token.json", "mentions.json"),
    "youtube": ("channel.json", "uploads.json", "videos.json", "threads.json", "replies.json"),
    "trustpilot": ("unit.json", "first_page.json", "after_the_last.json"),
    "x": ("who.json", "counts.json", "first_page.json", "mentions.json"),
}
ASKED = {
    "x": {"token=": "mentions.json", "/mentions": "first_page.json", "/counts/": "counts.json"},
}
# fmt: on
"""The answers of one good walk, in order; the last one is given for whatever is asked after it."""
"""Where the order of the questions is not that of every walk: which answer is whose."""


def good(name: str, at: int, url: str = "") -> Payload:
    """The answer to that request of a good walk."""
    walk = WALKS[name]
    case = next((case for part, case in ASKED.get(name, {}).items() if part in url), None)
    path = RECORDINGS / name / (case or walk[min(at, len(walk) - 1)])
    return Payload(body=path.read_bytes(), content_type=TYPES[path.suffix])


class Life:
    """One watch over one source, walked through the engine's judge into a store."""

    def __init__(self, name: str, folder: Path) -> None:
        source = load_source(name)
        assert isinstance(source, Source)
        self.name, self.source, self.now = name, source, NOW
        self.watch = replace(watch_of(name), match=False)
        self.store = new_store(folder / "test.db")
        self.store.register([self.watch])

    def walk(self, trouble_at: int = 1000, reply: Payload | None = None) -> Progress:
        """One walk over a site that answers well until that request, then as given for ever.

        An error that is none of our tree comes out and fails the test.
        """
        self.now += LATER
        told: list[Progress] = []
        # fmt: off
        run = WatchRun(
            self.watch, self.source, brand=Brand(name="Luna", id="luna"), store=self.store,
            enrich=Enricher(Sentiments([Wordless()])), settings=Crawl(), holder="test",
            now=lambda: self.now, secrets={}, tell=told.append,
        )
        # fmt: on
        assert run.begin()
        request: Request | None = run.first()
        self.asked = 0
        while request is not None:
            answer = (
                reply
                if reply and self.asked >= trouble_at
                else good(self.name, self.asked, request.url)
            )
            request = self._take(run, request, replace(answer, url=request.url))
            self.asked += 1
            assert self.asked <= 2 * self.source.about.pages, "the walk does not end"
        return told[-1]

    def _take(self, run: WatchRun, request: Request, payload: Payload) -> Request | None:
        reads = self.source.about.reads
        error = judge(payload, payload.headers, reads=reads, now=self.now).error
        if error is None:
            return run.take(request, payload)
        run.fail(error, payload if isinstance(error, UnexpectedAnswer) else None)
        return None

    def sql(self, query: str) -> list[tuple]:
        return [tuple(row) for row in self.store._connection.execute(query)]

    def fact(self, column: str) -> object:
        return self.sql(f"SELECT {column} FROM watches")[0][0]

    def bookmark(self) -> tuple:
        return self.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches")[0]

    def ids(self) -> list[str]:
        return sorted(row[0] for row in self.sql("SELECT native_id FROM mentions"))

    def gone(self) -> list[tuple]:
        return self.sql("SELECT native_id FROM mentions WHERE gone_at IS NOT NULL")


@pytest.fixture(params=NAMES)
def life(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Life]:
    made = Life(request.param, tmp_path)
    yield made
    made.store.close()


def test_a_good_walk_ends(life: Life) -> None:
    """The walk that the others break is itself whole."""
    ended = life.walk()
    assert ended.event == "ended", ended.error
    assert life.asked >= len(WALKS[life.name])
    assert life.ids() or life.source.about.gives == "totals"


LOGIN = b"<!doctype html><title>Log in</title><form action='/login'><input type='password'></form>"
SLOW_DOWN = {("appstore", 403)}
"""Apple answers 403, and nothing else, to those who ask in a hurry."""

FORGIVING = {
    "feeds": "broken feeds are common and read as far as they go; each walk reads all of it again",
    "reviewpages": "pages of any make; a part is no deletion below the page's own count",
}
LAST_PAGE = {("reviewpages", LOGIN)}
"""Past their last page shops show any page: without reviews it ends the walk."""

BODIES = {
    "json": Payload(body=b'{"error": "try again later"}', content_type="application/json"),
    "html": Payload(body=b"<html><body><h1>Try later</h1></body></html>", content_type="text/html"),
}
WAITS = {"": timedelta(minutes=15), "3600": timedelta(hours=1)}


def test_a_source_that_is_asked_to_slow_down_rests(life: Life) -> None:
    """A 429 is Throttled, in JSON and in HTML: it rests as long as the site asked."""
    for at, form, wait in product(range(len(WALKS[life.name])), BODIES, WAITS):
        headers = {"retry-after": wait} if wait else {}
        told = life.walk(at, replace(BODIES[form], status=429, headers=headers))
        assert (told.event, told.stopped_because) == ("failed", "throttled"), (at, form, told)
        assert life.fact("health") == "throttled", (at, form)
        assert life.fact("rests_until") == int((life.now + WAITS[wait]).timestamp()), (at, form)
        assert life.bookmark() == (None, None), (at, form)
        assert not life.sql("SELECT 1 FROM quarantine"), (at, form)


def test_a_site_that_breaks_down_in_mid_walk_costs_nothing(life: Life, tmp_path: Path) -> None:
    """What was read is kept, the bookmark stays, and the next good walk brings the rest, once."""
    for at, form, status in product(range(len(WALKS[life.name])), BODIES, (500, 503)):
        before = life.ids()
        told = life.walk(at, replace(BODIES[form], status=status))
        assert (told.event, told.stopped_because) == ("failed", "error"), (at, form, status, told)
        assert (life.fact("health"), bool(told.error)) == ("unavailable", True), (at, form, status)
        assert life.bookmark() == (None, None), (at, form, status)
        assert len(life.ids()) == len(before) + told.new, (at, form, status)
    recovers(life, tmp_path)


def recovers(life: Life, tmp_path: Path) -> None:
    """After a good walk all is as if there had never been any trouble."""
    (tmp_path / "calm").mkdir()
    calm = Life(life.name, tmp_path / "calm")
    calm.now = life.now
    assert (life.walk().event, calm.walk().event) == ("ended", "ended")
    assert life.ids() == calm.ids()
    assert life.bookmark() == calm.bookmark()
    assert (life.fact("health"), life.gone()) == ("ok", [])
    for what in (
        "SELECT (SELECT count(*) FROM versions), (SELECT count(*) FROM replies)",
        "SELECT source, bin, items, rated, stars_sum FROM rollups WHERE items ORDER BY 1, 2",
        "SELECT from_at, to_at FROM gaps WHERE closed_at IS NULL",
    ):
        assert life.sql(what) == calm.sql(what), what
    calm.store.close()


def test_a_refusal_asks_a_person(life: Life) -> None:
    """An expired token is AccessDenied, in words, wherever in the walk it expires."""
    for at, form, status in product(range(len(WALKS[life.name])), BODIES, (401, 403)):
        told = life.walk(at, replace(BODIES[form], status=status))
        health = "throttled" if (life.name, status) in SLOW_DOWN else "denied"
        assert (told.event, life.fact("health")) == ("failed", health), (at, form, status, told)
        assert told.error, (at, form, status)
        assert life.bookmark() == (None, None), (at, form, status)


def test_half_an_answer_is_not_taken_for_the_whole(life: Life, tmp_path: Path) -> None:
    """A truncated answer is quarantined; nothing is lost by it, nothing taken for deleted."""
    for first in (True, False):
        for at, part in product(range(len(WALKS[life.name])), (0.25, 0.5, 0.9)):
            bookmark, whole = life.bookmark(), good(life.name, at)
            half = replace(whole, body=whole.body[: int(len(whole.body) * part)])
            told = life.walk(at, half)
            if life.name not in FORGIVING:
                assert (told.event, life.fact("health")) == ("failed", "broken"), (at, part, told)
                assert life.bookmark() == bookmark, (at, part)
                quarantined = life.sql("SELECT max(at) FROM quarantine")
                assert quarantined == [(life.now.timestamp(),)], (at, part)
            assert life.gone() == [], (at, part)
        if first:
            recovers(life, tmp_path)


def test_what_is_no_answer_is_no_empty_list(life: Life, tmp_path: Path) -> None:
    """A login page or nothing at all, answered as 200, is an error and proves no deletion."""
    for first in (True, False):
        for at, body in product(range(len(WALKS[life.name])), (LOGIN, b"", b" \n")):
            bookmark = life.bookmark()
            told = life.walk(at, Payload(body=body, content_type="text/html"))
            assert life.gone() == [], (at, body)
            if at and (life.name, body) in LAST_PAGE:
                continue
            assert told.event == "failed", (at, body, told)
            assert life.fact("health") in ("broken", "denied"), (at, body, told)
            assert life.bookmark() == bookmark, (at, body)
        if first:
            recovers(life, tmp_path)


def test_a_cursor_that_never_ends_ends(life: Life) -> None:
    """The same page for ever, whichever it is, ends the walk within its budget of pages."""
    for at in range(len(WALKS[life.name])):
        life.walk(at, good(life.name, at))
        assert life.asked <= life.source.about.pages
