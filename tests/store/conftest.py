"""A store, a clock, and a site whose pages a test can write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listener.collecting import Progress, WatchRun
from listener.config import Brand, BrandQuery, Config, Crawl, Settings
from listener.enriching import Enricher
from listener.errors import SourceError, SourceUnavailable
from listener.model import Bookmark, Mention, Page, Payload, Request, Sentiment, Watch
from listener.records import Report
from listener.reporting import reports
from listener.sentiment import Sentiments
from listener.source import About, Pace, Source
from listener.store import Store
from tests.blank import new_store

T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Feeling:
    """Scores a text by the one word that it holds."""

    model = "word-1"
    languages = frozenset({"en", "es"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Sentiment:
        label = "negative" if "bad" in text else "positive" if "good" in text else "neutral"
        return Sentiment(
            label=label,
            polarity={"negative": -0.5, "positive": 0.5}.get(label, 0.0),
            model="word-1",
        )


class Site(Source):
    """A newest-first site, ten items a page, that can be edited between walks."""

    about = About(
        name="site",
        title="Site",
        homepage="https://site.example",
        docs="https://site.example/api",
        access="official-api",
        gives="mentions",
        watches="both",
        example="anything",
        sees={"es": "todo", "en": "everything"},
        misses={"es": "nada", "en": "nothing"},
        pace=Pace(delay=0),
        overlap=timedelta(hours=1),
    )

    def __init__(self, size: int = 10) -> None:
        self.items: list[Mention] = []
        self.size = size
        self.fails_at: int | None = None
        self.asked: list[int] = []

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        return Request(url="https://site.example/0", cursor={"at": "0"})

    def read(self, request: Request, payload: Payload) -> Page:
        at = int(request.cursor["at"])
        self.asked.append(at // self.size)
        if self.fails_at == at // self.size:
            raise SourceUnavailable
        more = at + self.size < len(self.items)
        following = Request(url="https://site.example/n", cursor={"at": str(at + self.size)})
        return Page(
            mentions=tuple(self.items[at : at + self.size]), next=following if more else None
        )


class Bench:
    """A store with one watch over one site, and a way to walk it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = new_store(path)
        self.site = Site()
        self.now = T0
        self.brand = Brand(name="Acme", id="acme", queries=(BrandQuery(any=("acme",)),))
        self.watch = Watch(brand="acme", source="site", listing="all", match=False)
        self.told: list[Progress] = []
        self.store.register([self.watch])

    def run(self, holder: str = "me", store: Store | None = None) -> WatchRun:
        return WatchRun(
            self.watch,
            self.site,
            brand=self.brand,
            store=store or self.store,
            enrich=Enricher(Sentiments([Feeling()])),
            settings=Crawl(),
            holder=holder,
            now=lambda: self.now,
            secrets={},
            tell=self.told.append,
        )

    def walk(self, pages: int | None = None) -> WatchRun:
        """Walk to the end, or die silently after some pages, as a killed process does."""
        run = self.run()
        assert run.begin()
        request: Request | None = run.first()
        taken = 0
        while request is not None and (pages is None or taken < pages):
            try:
                request = run.take(request, Payload(body=b""))
            except SourceError as error:  # pragma: no cover - the run handles its own
                run.fail(error)
                break
            taken += 1
        return run

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def ids(self) -> set[str]:
        return {stored.mention.id for stored in self.store.mentions()}

    def sql(self, query: str, *values: object) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.store._connection.execute(query, values)]

    def rollups_equal_rows(self) -> bool:
        kept = self.sql(
            "SELECT brand, source, bin, items, negatives, positives, round(polarity_sum, 6), rated,"
            " low_rated, round(stars_sum, 6), copies, negative_copies FROM rollups"
            " WHERE items != 0 ORDER BY 1, 2, 3"
        )
        counted = self.sql(
            "SELECT b.brand, m.source, m.published_at - m.published_at % 900, count(*),"
            " sum(coalesce(b.towards, m.label) = 'negative'),"
            " sum(coalesce(b.towards, m.label) = 'positive'), round(sum(m.polarity), 6),"
            " sum(m.stars IS NOT NULL), sum(m.stars IS NOT NULL AND m.label = 'negative'),"
            " round(coalesce(sum(m.stars), 0), 6),"
            " count(b.copy_of),"
            " sum(b.copy_of IS NOT NULL AND coalesce(b.towards, m.label) = 'negative')"
            " FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
            " WHERE m.published_at IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        return kept == counted and self.days_equal_quarters() and self.lists_equal_rows()

    def days_equal_quarters(self) -> bool:
        """The sums of days are those of their quarters."""
        sums = "items, negatives, positives, rated, low_rated, stars_sum, copies, negative_copies"
        kept = self.sql(
            f"SELECT brand, source, day, {sums} FROM rollup_days WHERE items ORDER BY 1, 2, 3"
        )
        totals = ", ".join(f"sum({name})" for name in sums.split(", "))
        counted = self.sql(
            f"SELECT brand, source, bin - bin % 86400, {totals} FROM rollups"
            " GROUP BY 1, 2, 3 HAVING sum(items) ORDER BY 1, 2, 3"
        )
        return kept == counted

    def lists_equal_rows(self) -> bool:
        """What triggers keep of watches and of reviews without an answer is what the rows say."""
        sums = (
            "count(*), sum(coalesce(b.towards, m.label) = 'negative'), count(m.stars),"
            " count(b.copy_of)"
        )
        kept = [
            *self.sql(
                "SELECT brand, source, bin, items, negatives, rated, copies FROM rollup_undated"
                " WHERE items ORDER BY 1, 2, 3"
            ),
            *self.sql("SELECT id, held FROM watches WHERE held ORDER BY 1"),
            *self.sql("SELECT watch_id, hour, items FROM watch_hours WHERE items ORDER BY 1, 2"),
            *self.sql("SELECT brand, stars, at, mention_id, source FROM unanswered ORDER BY 1, 4"),
        ]
        counted = [
            *self.sql(
                f"SELECT b.brand, m.source, b.at - b.at % 900, {sums} FROM brand_links b"
                " JOIN mentions m ON m.id = b.mention_id WHERE m.published_at IS NULL"
                " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            ),
            *self.sql(
                "SELECT b.watch_id, count(*) FROM (SELECT mention_id, watch_id FROM brand_links"
                " UNION ALL SELECT mention_id, watch_id FROM hidden_links) b"
                " JOIN mentions m ON m.id = b.mention_id JOIN watches w ON w.id = b.watch_id"
                " WHERE m.kind = 'review' AND m.gone_at IS NULL"
                " AND instr(w.key, coalesce(m.subject, '')) GROUP BY 1 ORDER BY 1"
            ),
            *self.sql(
                "SELECT watch_id, at - at % 3600, count(*) FROM brand_links"
                " GROUP BY 1, 2 ORDER BY 1, 2"
            ),
            *self.sql(
                "SELECT b.brand, m.stars, b.at, m.id, m.source FROM brand_links b"
                " JOIN mentions m ON m.id = b.mention_id WHERE m.stars < 2.5 AND m.gone_at IS NULL"
                " AND m.erased_at IS NULL AND m.id NOT IN (SELECT mention_id FROM replies"
                " WHERE gone_at IS NULL AND state != 'rejected') ORDER BY 1, 4"
            ),
        ]
        return kept == counted

    def report(self, since: datetime, until: datetime) -> Report:
        """What a digest says of the brand."""
        config = Config(
            settings=Settings(), brands=(self.brand,), folder=self.path.parent, found_by="--config"
        )
        (found,) = reports(config, self.store, since, until)
        return found


def post(number: int, at: datetime | None, text: str = "", **more: object) -> Mention:
    return Mention(id=f"p{number}", published_at=at, text=text or f"post {number}", **more)  # type: ignore[arg-type]


def posts(count: int, newest: datetime = T0, step: timedelta = timedelta(hours=1)) -> list[Mention]:
    return [post(count - n, newest - n * step) for n in range(count)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "test.db")
    yield made
    made.store.close()


@pytest.fixture
def make_posts() -> Callable[..., list[Mention]]:
    return posts
