"""A real store, a real walk, a clock moved by hand, and a site whose reviews a test can change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listener.collecting import Progress, WatchRun
from listener.config import Brand, Crawl
from listener.enriching import Enricher
from listener.errors import SourceUnavailable
from listener.model import Payload, Request, Sentiment, Watch
from listener.records import Totals
from listener.reviewed import counted
from listener.reviewing import Figures, StarChange
from listener.sentiment import Sentiments
from listener.source import Source, load_source
from tests.blank import new_store
from tests.life.reviews import Review, Site

T0 = datetime(2026, 11, 10, 12, tzinfo=UTC)
EVER = datetime(2020, 1, 1, tzinfo=UTC)
USUAL_STEP = timedelta(hours=6)
SHORT_STEP = timedelta(hours=2)
"""For what a source with a window shows, which is over in days."""


class Life:
    """One listing of one site, walked as often as the test likes."""

    def __init__(self, site: Site, path: Path) -> None:
        source = load_source(site.source)
        assert isinstance(source, Source)
        self.site, self.source, self.now = site, source, T0
        about = source.about
        self.step = about.rereads or USUAL_STEP
        if about.window:
            self.step = SHORT_STEP
        self.watch = Watch(
            brand="acme",
            source=site.source,
            listing=source.normal_listing(site.listing),
            country="es" if about.by_country else "",
            language="es" if about.by_language else "",
            options=site.options,
            match=False,
        )
        self.store = new_store(path)
        self.store.register([self.watch])
        self.told: list[Progress] = []

    def shows(self, what: str) -> bool:
        """Whether that can be seen on this site at all."""
        return what in self.site.shows

    def walk(
        self,
        reviews: Sequence[Review],
        later: Sequence[Review] | None = None,
        *,
        after: timedelta | None = None,
        breaks_at: int | None = None,
    ) -> Progress:
        """Some time passes; then one walk over the site while these reviews stand on it.

        With `later`, those are what every page after the first is made of. `after` is another
        time than the step of this life, `breaks_at` the answer that never comes.
        """
        self.now += self.step if after is None else after
        run = WatchRun(
            self.watch,
            self.source,
            brand=Brand(name="Acme", id="acme"),
            store=self.store,
            enrich=Enricher(Sentiments([Wordless()])),
            settings=Crawl(),
            holder="test",
            now=lambda: self.now,
            secrets={},
            tell=self.told.append,
        )
        assert run.begin()
        request: Request | None = run.first()
        rest = reviews if later is None else later
        for number, shown in enumerate(_first_then_rest(reviews, rest)):
            if number == breaks_at:
                run.fail(SourceUnavailable())
                break
            request = run.take(request, self._answer(request, shown))
            if request is None:
                break
        return self.told[-1]

    def _answer(self, request: Request, shown: Sequence[Review]) -> Payload:
        return self.site.answer(request, shown, self.now)

    # What is known afterwards.

    def sql(self, query: str, *values: object) -> list[tuple]:
        return [tuple(row) for row in self.store._connection.execute(query, values)]

    def ids(self, *, gone: bool | None = None) -> set[str]:
        """What is stored; with `gone`, only what is or is not gone."""
        which = {None: "1", True: "gone_at IS NOT NULL", False: "gone_at IS NULL"}[gone]
        return {row[0] for row in self.sql(f"SELECT native_id FROM mentions WHERE {which}")}

    def fact(self, review: Review, column: str) -> object:
        """One column of the stored review."""
        found = self.sql(
            f"SELECT {column} FROM mentions WHERE native_id = ?", self.site.id_of(review)
        )
        assert len(found) == 1, f"{len(found)} rows of review {review.id}"
        return found[0][0]

    def body(self, review: Review) -> str:
        return f"{self.fact(review, 'title')}\n{self.fact(review, 'text')}"

    def versions(self, review: Review) -> list[tuple[float, str]]:
        """What it said before: stars, title and text, oldest first."""
        return self.sql(
            "SELECT v.stars, v.title || char(10) || v.text FROM versions v JOIN mentions m"
            " ON m.id = v.mention_id WHERE m.native_id = ? ORDER BY v.id",
            self.site.id_of(review),
        )

    def answers(self, review: Review) -> list[tuple[str, int | None]]:
        """All that the owner has answered so far, in order."""
        return self.sql(
            "SELECT r.text, r.at FROM replies r JOIN mentions m ON m.id = r.mention_id"
            " WHERE m.native_id = ? ORDER BY r.id",
            self.site.id_of(review),
        )

    def star_changes(self) -> list[StarChange]:
        return self.store.star_changes("acme", EVER, self.now + timedelta(days=1))

    def figures(self) -> Figures:
        """As `listener reviews` counts them."""
        lives = self.store.reviews("acme", EVER, self.now + timedelta(days=1))
        return counted(lives, self.star_changes(), now=self.now)

    def totals(self) -> Totals:
        """As a digest over all times counts them."""
        until = self.now + timedelta(days=1)
        return self.store.report("acme", "Acme", "UTC", EVER, until).totals

    def sums_are_right(self) -> bool:
        """The counts per quarter of an hour equal the rows; the digest's equal them both."""
        kept = self.sql(
            "SELECT bin, items, negatives, positives, rated, round(stars_sum, 6) FROM rollups"
            " WHERE items != 0 ORDER BY bin"
        )
        rows = self.sql(
            "SELECT published_at - published_at % 900, count(*), sum(label = 'negative'),"
            " sum(label = 'positive'), sum(stars IS NOT NULL),"
            " round(coalesce(sum(stars), 0), 6) FROM mentions WHERE published_at IS NOT NULL"
            " GROUP BY 1 ORDER BY 1"
        )
        return kept == rows and self.totals().items == len(self.ids())


class Wordless:
    """Scores every text alike: stars are what counts here."""

    model = "none-1"
    languages = frozenset({"en", "es"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        return [Sentiment(label="neutral", model=self.model) for _ in texts]


def _first_then_rest(first: Sequence[Review], rest: Sequence[Review]):
    """What stands on the site page by page; a walk of a hundred pages goes in circles."""
    yield first
    for _ in range(100):
        yield rest
    raise AssertionError("the walk does not end")
