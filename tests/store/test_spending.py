"""Budgets: never overspent, counted in the right period, corrected by what was really used."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listener.budgeting import Purse
from listener.errors import Throttled
from listener.model import Cost, Page, Payload, Request
from listener.records import Spending
from listener.source import About, Budget
from listener.store import Account, Booked, Store
from listener.store.spending import period
from tests.store.conftest import T0, Bench, posts

WHAT = {"es": "búsquedas al día", "en": "searches a day"}


def budget(name: str = "searches", limit: float = 3, **more: object) -> Budget:
    given = {"per": "day", "unit": "calls", "what": WHAT, **more}
    return Budget(name=name, limit=limit, **given)  # type: ignore[arg-type]


def account(*budgets: Budget, brand: str = "") -> Account:
    return Account(source="site", brand=brand, budgets={each.name: each for each in budgets})


def used(store: Store, whose: Account, now: datetime = T0) -> list[float]:
    return [each.used for each in store.spending(whose, now)]


def test_a_request_that_would_exceed_a_budget_is_refused_and_books_nothing(bench: Bench) -> None:
    """Not even in the budgets that have enough left."""
    whose = account(budget(limit=1), budget("units", 10))
    costs = (Cost("units", 4), Cost("searches"))
    assert isinstance(bench.store.reserve(whose, costs, T0), Booked)
    refused = bench.store.reserve(whose, costs, T0)
    assert isinstance(refused, Spending)
    assert (refused.budget, refused.used, refused.limit, refused.wanted) == ("searches", 1, 1, 1)
    assert refused.renews_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert used(bench.store, whose) == [1, 4]


def test_a_budget_may_be_used_to_the_last_cent(bench: Bench) -> None:
    """Ten times ten cents are a dollar, whatever binary fractions say."""
    whose = account(budget("money", 1.0, unit="dollars", per="month"))
    found = [bench.store.reserve(whose, [Cost("money", 0.1)], T0) for _ in range(11)]
    assert [isinstance(each, Booked) for each in found] == [True] * 10 + [False]
    assert used(bench.store, whose) == [1.0]


def test_accounts_do_not_pay_for_each_other(bench: Bench) -> None:
    """A brand with keys of its own has what its own keys may use."""
    shared, own = account(budget(limit=1)), account(budget(limit=1), brand="acme")
    assert isinstance(bench.store.reserve(shared, [Cost("searches")], T0), Booked)
    assert isinstance(bench.store.reserve(own, [Cost("searches")], T0), Booked)


def test_processes_that_ask_at_once_do_not_overspend(tmp_path: Path) -> None:
    """Of four that want forty each, a hundred get it in all."""
    path = tmp_path / "shared.db"
    with Store(path), multiprocessing.get_context("spawn").Pool(4) as pool:
        paid = pool.map(_spend, [path] * 4)
    with Store(path) as store:
        assert sum(paid) == 100 == used(store, account(budget(limit=100)))[0]


def _spend(path: Path) -> int:
    whose = account(budget(limit=100))
    with Store(path) as store:
        found = [store.reserve(whose, [Cost("searches")], T0) for _ in range(40)]
    return sum(isinstance(each, Booked) for each in found)


@pytest.mark.parametrize(
    ("more", "now", "start", "end"),
    [
        ({"zone": "America/Los_Angeles"}, "2026-03-08T07:59", "2026-03-07T08", "2026-03-08T08"),
        ({"zone": "America/Los_Angeles"}, "2026-03-08T12:00", "2026-03-08T08", "2026-03-09T07"),
        ({"zone": "America/Los_Angeles"}, "2026-11-01T07:00", "2026-11-01T07", "2026-11-02T08"),
        ({"zone": "Asia/Kathmandu"}, "2026-06-01T18:15", "2026-06-01T18:15", "2026-06-02T18:15"),
        ({"per": "week"}, "2026-03-01T12:00", "2026-02-23T00", "2026-03-02T00"),
        ({"per": "month"}, "2026-01-31T23:59", "2026-01-01T00", "2026-02-01T00"),
        ({"per": "month"}, "2026-12-31T23:59", "2026-12-01T00", "2027-01-01T00"),
    ],
)
def test_a_period_begins_at_midnight_of_its_zone(
    more: dict[str, str], now: str, start: str, end: str
) -> None:
    """Also on the days when the clocks change, which have 23 hours or 25."""
    given = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, start, end)]
    assert period(budget(**more), given[0]) == (given[1], given[2])


def test_what_was_used_before_midnight_does_not_count_after_it(bench: Bench) -> None:
    """Midnight in California is eight in the morning in London."""
    whose = account(budget(limit=1, zone="America/Los_Angeles"))
    midnight = datetime(2026, 3, 1, 8, tzinfo=UTC)
    before = midnight - timedelta(seconds=1)
    assert isinstance(bench.store.reserve(whose, [Cost("searches")], before), Booked)
    refused = bench.store.reserve(whose, [Cost("searches")], before)
    assert isinstance(refused, Spending)
    assert refused.renews_at == midnight
    assert isinstance(bench.store.reserve(whose, [Cost("searches")], midnight), Booked)


def test_a_rolling_budget_comes_back_piece_by_piece(bench: Bench) -> None:
    """It is told when so much is free as the next request needs; within a quarter of an hour."""
    whose = account(budget(limit=3, rolling=True))
    for hour, amount in ((0, 1), (1, 2)):
        at = T0 + timedelta(hours=hour)
        assert isinstance(bench.store.reserve(whose, [Cost("searches", amount)], at), Booked)
    later = T0 + timedelta(hours=2)
    one, two, four = (bench.store.reserve(whose, [Cost("searches", n)], later) for n in (1, 2, 4))
    assert isinstance(one, Spending)
    assert isinstance(two, Spending)
    assert isinstance(four, Spending)
    assert one.renews_at == T0 + timedelta(days=1, minutes=15)
    assert two.renews_at == T0 + timedelta(days=1, hours=1, minutes=15)
    assert four.renews_at is None
    just_before = one.renews_at - timedelta(seconds=1)
    assert isinstance(bench.store.reserve(whose, [Cost("searches")], just_before), Spending)
    assert isinstance(bench.store.reserve(whose, [Cost("searches")], one.renews_at), Booked)


def test_the_same_thing_again_is_free_and_its_week_does_not_begin_anew(bench: Bench) -> None:
    """Two different tags a week: the first one, asked for daily, frees its place after a week."""
    whose = account(budget("hashtags", 2, per="week", unit="things", rolling=True, things=True))

    def ask(tag: str, at: datetime) -> bool:
        found = bench.store.reserve(whose, [Cost("hashtags", thing=tag)], at)
        return isinstance(found, Booked)

    assert ask("acme", T0)
    assert ask("bolt", T0 + timedelta(days=1))
    assert all(ask("acme", T0 + timedelta(days=day)) for day in range(1, 7))
    assert used(bench.store, whose, T0 + timedelta(days=6)) == [2]
    assert not ask("cord", T0 + timedelta(days=6))
    assert ask("cord", T0 + timedelta(days=7, minutes=16))
    assert not ask("acme", T0 + timedelta(days=7, minutes=17))


def test_what_was_really_used_replaces_what_was_booked(bench: Bench) -> None:
    """Booked is the most that it may be; a budget that the answer does not name stays booked."""
    whose = account(budget("money", 10, unit="dollars"), budget())
    booked = bench.store.reserve(whose, [Cost("money", 0.5), Cost("searches")], T0)
    assert isinstance(booked, Booked)
    bench.store.correct(whose, booked, [Cost("money", 0.035)], T0)
    assert used(bench.store, whose) == [0.035, 1]
    bench.store.correct(whose, booked, [Cost("searches", 0)], T0)
    assert used(bench.store, whose)[1] == 0


@pytest.mark.parametrize(("reached", "kept"), [(False, [0, 0]), (True, [1, 0])])
def test_a_request_that_brought_nothing_costs_what_its_site_counts(
    bench: Bench, reached: bool, kept: list[float]
) -> None:
    """Some count every call that arrives, some only what they give."""
    whose = account(budget(), budget("money", 10, unit="dollars", refusals=False))
    booked = bench.store.reserve(whose, [Cost("searches"), Cost("money", 0.5)], T0)
    assert isinstance(booked, Booked)
    bench.store.give_back(whose, booked, reached=reached)
    assert used(bench.store, whose) == kept


def test_a_clock_that_ran_ahead_uses_nothing_up(bench: Bench) -> None:
    """What was booked for next year counts next year."""
    for rolling in (False, True):
        whose = account(budget(f"b{rolling}", 1, rolling=rolling))
        wrong = T0 + timedelta(days=400)
        assert isinstance(bench.store.reserve(whose, [Cost(f"b{rolling}")], wrong), Booked)
        assert isinstance(bench.store.reserve(whose, [Cost(f"b{rolling}")], T0), Booked)


def about(bench: Bench, *budgets: Budget) -> None:
    """The bench's site lets anyone use so much."""
    given = {name: getattr(bench.site.about, name) for name in About.__struct_fields__}
    bench.site.about = About(**{**given, "budgets": budgets})  # type: ignore[misc]


def test_a_walk_that_cannot_be_paid_ends_as_throttled(bench: Bench) -> None:
    """Until the budget begins anew: a gap, the bookmark where it was, and words that say why."""
    about(bench, budget(limit=1))
    bench.site.items = posts(3)
    bench.walk()
    before = bench.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches")
    bench.later(hours=1)
    run = bench.run()
    assert run.begin()
    asked = Request(url="https://site.example/", costs=(Cost("searches"),))
    run.afford(asked)
    with pytest.raises(Throttled) as refused:
        run.afford(asked)
    assert "1 of 1 searches a day" in str(refused.value)
    assert "2 Mar 2026, 00:00" in str(refused.value)
    run.fail(refused.value)
    (status,) = bench.store.statuses()
    assert (status.health, status.rests_until) == ("throttled", datetime(2026, 3, 2, tzinfo=UTC))
    assert [gap.reason for gap in status.gaps] == ["throttled"]
    assert bench.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches") == before


def test_a_limit_of_nothing_says_what_to_change(bench: Bench) -> None:
    """Nobody is told to wait for what will never come."""
    about(bench, budget(limit=0, per="month"))
    with pytest.raises(Throttled, match=r"raise searches under \[budgets.site\]") as refused:
        bench.run().afford(Request(url="https://site.example/", costs=(Cost("searches"),)))
    assert refused.value.retry_after == bench.now + timedelta(days=1)


def test_an_answer_corrects_what_its_own_request_was_booked_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not what an earlier one was, when it has cost nothing itself."""
    about(bench, budget("money", 10, unit="dollars"))
    whose = account(budget("money", 10, unit="dollars"))
    spent = Page(spent=(Cost("money", 0.25),), next=Request(url="https://site.example/2"))
    monkeypatch.setattr(bench.site, "read", lambda *_: spent)
    run = bench.run()
    assert run.begin()
    paid = Request(url="https://site.example/", costs=(Cost("money", 5),))
    run.afford(paid)
    assert run.take(paid, Payload(body=b"")) is not None
    assert used(bench.store, whose, bench.now) == [0.25]
    run.take(Request(url="https://site.example/2"), Payload(body=b""))
    assert used(bench.store, whose, bench.now) == [0.25]


@pytest.mark.parametrize(("share", "path"), [(1.0, "/dear"), (0.5, "/cheap"), (0.1, "/cheapest")])
def test_of_questions_in_each_others_place_the_first_that_can_be_paid_is_asked(
    bench: Bench, share: float, path: str
) -> None:
    """Whoever may use a part of the budget asks what that part is enough for; else the last."""
    whose = account(budget("money", 10, unit="dollars"))
    purse = Purse(bench.store, whose, lambda: bench.now)
    cheapest = Request(url="https://x.example/cheapest", costs=(Cost("money", 2),))
    cheap = Request(url="https://x.example/cheap", costs=(Cost("money", 5),), cheaper=cheapest)
    dear = Request(url="https://x.example/dear", costs=(Cost("money", 9),), cheaper=cheap)
    assert purse.payable(dear, share).url.endswith(path)
    assert used(bench.store, whose) == [0]
