"""What a source counts of a listing, beside what is stored of it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.errors import LeaseLost
from listener.model import ListingTotals, Mention, Page, Payload, Rating, Request
from tests.store.conftest import T0, Bench, Site

STARS = (5, 4, 3, 2, 1)


class Shop(Site):
    """A site of reviews that says on each page how many there are."""

    about = replace(Site.about, gives="reviews")

    def __init__(self) -> None:
        super().__init__()
        self.says: list[ListingTotals | None] = []

    def read(self, request: Request, payload: Payload) -> Page:
        said = self.says[int(request.cursor["at"]) // self.size :]
        return replace(super().read(request, payload), totals=said[0] if said else None)


@pytest.fixture
def shop(bench: Bench) -> Shop:
    made = Shop()
    bench.site = made
    return made


def reviews(count: int, subject: str = "all") -> list[Mention]:
    """Made-up reviews of an hour each, newest first."""
    return [
        Mention(
            id=f"{subject}-{n}",
            kind="review",
            text=f"review {n}",
            subject=subject,
            published_at=T0 - timedelta(hours=n),
            rating=Rating(4.0),
        )
        for n in range(count)
    ]


def rows(bench: Bench) -> list[tuple[object, ...]]:
    return bench.sql(
        "SELECT at, count, stars, one, two, three, four, five FROM listing_totals ORDER BY id"
    )


def test_what_a_store_counts_stands_beside_what_we_hold(bench: Bench, shop: Shop) -> None:
    """The last totals, since when they are so, and the number of reviews that are stored."""
    told = ListingTotals(count=15, stars=3.5, histogram=STARS)
    shop.items, shop.says = reviews(12), [told]
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert (status.totals, status.totals_at, status.held) == (told, T0, 12)
    assert bench.store.statuses() == [status]


def test_a_source_that_counts_nothing_has_no_totals(bench: Bench) -> None:
    """Nothing is made up where a source does not tell."""
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert (status.totals, status.totals_at, status.held) == (None, None, None)


def test_totals_make_a_row_when_they_change(bench: Bench, shop: Shop) -> None:
    """A quiet year is one row; each change is one more, with the time of its walk."""
    shop.items = reviews(1)
    for count in (1, 1, 2, 2, 1):
        shop.says = [ListingTotals(count=count)]
        bench.walk()
        bench.later(hours=1)
    seconds = int(T0.timestamp())
    assert [row[:2] for row in rows(bench)] == [
        (seconds, 1),
        (seconds + 2 * 3600, 2),
        (seconds + 4 * 3600, 1),
    ]


def test_a_walk_makes_one_row(bench: Bench, shop: Shop) -> None:
    """Of pages that differ the last one read is right: somebody wrote in between."""
    shop.items = reviews(25)
    shop.says = [ListingTotals(count=25), ListingTotals(count=26)]
    bench.walk()
    assert [row[1] for row in rows(bench)] == [26]


def test_a_walk_that_is_not_told_leaves_what_was_known(bench: Bench, shop: Shop) -> None:
    """An answer without totals, or with empty ones, is no news that there are none."""
    shop.items = reviews(1)
    for said in (ListingTotals(count=7), None, ListingTotals()):
        shop.says = [said]
        bench.walk()
        bench.later(hours=1)
    (status,) = bench.store.statuses("acme")
    assert status.totals == ListingTotals(count=7)


def test_a_clock_that_ran_ahead_does_not_freeze_the_totals(bench: Bench, shop: Shop) -> None:
    """What was written last counts, whatever year it says."""
    shop.items, shop.says = reviews(1), [ListingTotals(count=1)]
    bench.later(days=400)
    bench.walk()
    bench.later(days=-399)
    shop.says = [ListingTotals(count=2)]
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.totals == ListingTotals(count=2)


def test_what_has_gone_or_is_about_another_thing_is_not_held(bench: Bench, shop: Shop) -> None:
    """A store counts neither deleted reviews nor those of what else stands on the page."""
    shop.items = reviews(3) + reviews(2, subject="all#tea")
    shop.says = [ListingTotals(count=2)]
    bench.walk()
    bench.later(hours=1)
    shop.items = [replace(shop.items[0], deleted=True), *shop.items[1:]]
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert (status.items, status.held) == (5, 2)


@pytest.mark.parametrize(
    "said",
    [
        ListingTotals(count=-1, stars=5.1),
        ListingTotals(count=1 << 63, stars=float("nan")),
        ListingTotals(histogram=(1, 2, 3, 4, -5)),
    ],
)
def test_impossible_totals_are_none(bench: Bench, shop: Shop, said: ListingTotals) -> None:
    """A site that talks nonsense stops no walk and makes no row."""
    shop.items, shop.says = reviews(1), [said]
    bench.walk()
    assert rows(bench) == []
    assert len(bench.ids()) == 1


def test_totals_are_stored_with_their_page_or_not_at_all(bench: Bench, shop: Shop) -> None:
    """A crawl that lost its lease writes no totals either."""
    shop.items, shop.says = reviews(1), [ListingTotals(count=1)]
    slow = bench.run("slow")
    slow.begin()
    bench.later(minutes=6)
    bench.run("quick").begin()
    with pytest.raises(LeaseLost):
        slow.take(slow.first(), Payload(body=b""))
    assert rows(bench) == []


def test_what_a_store_counted_when_the_period_began_is_known(bench: Bench, shop: Shop) -> None:
    """So that a digest can say how many have come, also where the texts stay hidden."""
    shop.items, shop.says = reviews(2), [ListingTotals(count=2)]
    bench.walk()
    shop.says = [ListingTotals(count=7)]
    bench.later(hours=30)
    bench.walk()
    report = bench.store.report("acme", "Acme", "UTC", bench.now - timedelta(hours=24), bench.now)
    (status,) = report.coverage
    assert status.totals_before == ListingTotals(count=2)
    assert status.totals == ListingTotals(count=7)


def test_a_list_that_had_reviews_and_shows_none_is_no_silence(bench: Bench, shop: Shop) -> None:
    """A site that has changed looks like that: it is told, nothing is taken for gone."""
    shop.items, shop.says = reviews(2), []
    bench.walk()
    shop.items = []
    for _ in range(3):
        bench.later(hours=200)
        bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.health == "unavailable"
    assert "had reviews and now shows none" in status.last_error
    assert bench.sql("SELECT count(*) FROM mentions WHERE gone_at IS NULL") == [(2,)]


def test_a_store_that_says_that_it_counts_none_is_believed(bench: Bench, shop: Shop) -> None:
    """An author may take back the only review."""
    shop.items, shop.says = reviews(1), [ListingTotals(count=1)]
    bench.walk()
    shop.items, shop.says = [], [ListingTotals(count=0)]
    bench.later(hours=200)
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.health == "ok"


def test_a_list_whose_only_review_is_taken_back_is_no_fault(bench: Bench, shop: Shop) -> None:
    """Of a store that counts nothing, too: else it would be said to be broken for ever."""
    shop.items = reviews(1)
    bench.walk()
    shop.items = []
    for _ in range(2):
        bench.later(hours=200)
        bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.health == "ok"


def test_what_a_busy_listing_counted_each_day_costs_the_next_digest_nothing(
    bench: Bench, shop: Shop
) -> None:
    """A row a day and listing: of them all, only the last ones of the brand are read."""
    shop.items = reviews(1)

    def work() -> int:
        steps = [0]

        def count() -> None:
            steps[0] += 1

        bench.store._connection.set_progress_handler(count, 10)
        bench.store.report("acme", "Acme", "UTC", bench.now - timedelta(hours=24), bench.now)
        bench.store._connection.set_progress_handler(None, 0)
        return steps[0]

    shop.says = [ListingTotals(count=1)]
    bench.walk()
    once = work()
    for days in range(1, 100):
        shop.says = [ListingTotals(count=1 + days)]
        bench.later(days=1)
        bench.walk()
    assert len(rows(bench)) == 100
    assert work() < 2 * once
