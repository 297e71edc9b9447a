"""Looking at many series: what is learned, what is missing, what came late, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from benchmarks.spikes import budget
from listener.config import Detection
from listener.detection.cases import Case, Look, look, recompute
from listener.detection.layout import gathered
from listener.spikes import BIN, Bin, Coverage, Evaluation, Mark
from tests.detection.streams import DAY, START, after, bin_at, case, chatty, planted, series

SHARE = 0.2


def at(place: int) -> datetime:
    """Where a quarter begins."""
    return START + BIN * place


def of(bins: Sequence[Bin], **said: object) -> Case:
    """A series that was never looked at, of which the last day is new."""
    last = max(each.start for each in bins) + BIN
    asked = {"looked_until": last - timedelta(days=1), **said}
    return replace(case(series(bins)), **asked)


def looked(bins: Sequence[Bin], **said: object) -> Look:
    """A look when the last of these quarters has just ended."""
    (found,) = look([of(bins, **said)], max(each.start for each in bins) + BIN)
    return found


def steady(first: int, last: int, items: int, share: float, coverage: Coverage = "ok") -> list[Bin]:
    """As many items in each quarter, and of each five as many negative."""
    return [bin_at(place, items, round(items * share), coverage) for place in range(first, last)]


def alarms(found: Look, *, past: bool = False) -> list[Evaluation]:
    """What would wake people, or what is told as past."""
    return [each for each in found.evaluations if each.alarming and each.past == past]


def test_a_series_is_seen_the_same_alone_and_beside_others() -> None:
    """To the bit: evaluations, states and what they were computed from."""
    streams = [chatty(seed, pace, 4) for seed, pace in ((1, 30), (2, 400), (3, 4_000))]
    cases = [of(each) for each in streams]
    now = at(4 * DAY)
    assert look(cases, now) == [look([each], now)[0] for each in cases]


def test_looks_at_pieces_see_what_one_look_at_all_of_it_sees() -> None:
    """However often somebody looks; a quarter that has just ended is learned by the next look."""
    bins = chatty(4, 300, 8)
    whole = looked(bins, looked_until=at(7 * DAY))
    said: dict[datetime, Evaluation] = {}
    found = looked(bins[: 7 * DAY])
    for end in (7 * DAY + 1, 7 * DAY + 31, 7 * DAY + 32, 8 * DAY):
        (found,) = look([_next(bins[:end], found)], at(end))
        said |= {each.until: each for each in found.evaluations}
    assert list(said.values()) == list(whole.evaluations)
    assert found.states[-1] == whole.states[-1]


def test_what_comes_into_a_quarter_that_was_not_over_is_not_late() -> None:
    """It was looked at after a minute; a crawl an hour later brings what was said in the rest."""
    bins, hour = chatty(4, 300, 21), 20 * DAY + 60
    early = looked(bins[:hour])
    more = planted(bins[: hour + 4], hour - 1, 1, 60)
    (found,) = look([_next(more, early)], after(hour + 4))
    first, *_ = (each for each in found.evaluations if each.alarming)
    assert (first.until, first.past) == (at(hour), False)


def test_in_a_zone_of_half_hours_it_is_the_same_wherever_a_look_begins() -> None:
    """An hour of the clock there lies in two of ours: both halves have one place in the week."""
    bins = chatty(4, 300, 9)
    kolkata = ZoneInfo("Asia/Kolkata")
    whole = looked(bins, looked_until=at(8 * DAY), zone=kolkata)
    found = looked(bins[: 8 * DAY + 3], zone=kolkata)
    (rest,) = look([replace(_next(bins, found), zone=kolkata)], at(9 * DAY))
    assert rest.states[-1] == whole.states[-1]
    assert rest.evaluations[-1] == whole.evaluations[-1]


def test_when_the_clock_goes_back_nothing_is_seen_and_nothing_is_lost() -> None:
    """Neither is anything alarming where there is nothing to look at."""
    bins = chatty(4, 300, 9)
    found = looked(bins)
    (earlier,) = look([_next(bins, found)], at(9 * DAY) - timedelta(hours=5))
    assert earlier.evaluations == ()
    assert earlier.states == found.states
    (nothing,) = look([case(series([]))], at(9 * DAY))
    assert not alarms(nothing)


def test_counts_below_nought_are_none() -> None:
    """However they came about: a look does not fail by them."""
    bins = chatty(4, 300, 9)
    odd = [replace(each, items=-3, negatives=-5, late=2) for each in bins[:-DAY]]
    none = [replace(each, items=0, negatives=0) for each in bins[:-DAY]]
    assert looked([*odd, *bins[-DAY:]]).states == looked([*none, *bins[-DAY:]]).states


@pytest.mark.parametrize("kept", [{"values": b"\1" * 8}, {"counts": [], "slots": []}])
def test_a_basis_that_this_engine_cannot_have_kept_is_refused(kept: dict[str, object]) -> None:
    """It is not computed to something else."""
    basis = msgspec.msgpack.decode(looked(chatty(5, 200, 8)).basis)
    with pytest.raises(ValueError, match=r"engine|basis"):
        recompute(msgspec.msgpack.encode({**basis, **kept}))


def _next(bins: Sequence[Bin], before: Look) -> Case:
    kept = before.states[-1].at
    new = [each for each in bins if each.start >= kept]
    return of(new, states=before.states, looked_until=before.evaluations[-1].until)


def test_the_last_evaluation_can_be_computed_again_from_what_is_kept() -> None:
    """And all of it is the same when the same is looked at again."""
    found, again = (looked(chatty(5, 200, 4)) for _ in range(2))
    assert recompute(found.basis) == found.evaluations[-1]
    assert msgspec.msgpack.encode(found) == msgspec.msgpack.encode(again)


def test_a_quarter_that_nobody_could_read_is_missing_and_not_empty() -> None:
    """A day without a word from the site says nothing; a day without a mention says much."""
    before, after = chatty(6, 2_000, 9), chatty(7, 2_000, 1)
    later = [replace(each, start=each.start + timedelta(days=10)) for each in after]
    down = looked([*before, *steady(9 * DAY, 10 * DAY, 0, 0, "down"), *later])
    empty = looked([*before, *steady(9 * DAY, 10 * DAY, 0, 0), *later])
    assert _expected(down) == pytest.approx(2_000 / DAY, rel=0.5)
    assert _expected(empty) < 0.9 * _expected(down)
    assert not down.evaluations[0].complete
    assert down.evaluations[-1].complete


def _expected(found: Look) -> float:
    """The items a quarter that are usual, by what was learned of the last days."""
    items, factor = gathered([found.states[-1].values])["season"]["fast"]
    return float(items[0] / factor[0])


def test_what_is_only_found_in_what_came_late_is_past() -> None:
    """Two hours that all were negative, read a day later: told, but as past."""
    bins = chatty(8, 1_000, 10)
    late = [
        replace(each, negatives=each.items, coverage="backfilled")
        if 9 * DAY - 60 <= place < 9 * DAY - 48
        else each
        for place, each in enumerate(bins)
    ]
    found = looked(late)
    assert [each.until <= at(9 * DAY) for each in alarms(found, past=True)] == [True]
    assert not alarms(found)


def test_marked_days_do_not_teach() -> None:
    """A campaign of a day of complaints leaves the usual share where it was."""
    calm = steady(0, 7 * DAY, 5, SHARE)
    over = 7 * DAY + 24
    bins = [*calm, *steady(7 * DAY, over, 5, 0.8), *steady(over, 8 * DAY, 5, SHARE)]
    mark = Mark(
        brand="acme",
        since=at(7 * DAY),
        until=at(over),
        why="campaign",
        marked_at=at(7 * DAY),
    )
    assert looked(bins, marks=(mark,)).evaluations[-1].usual_share < SHARE + 0.005
    assert looked(bins).evaluations[-1].usual_share > SHARE + 0.005


@pytest.mark.long
def test_marked_days_are_no_bursts_of_its_own() -> None:
    """What was a campaign, or an incident that somebody was at, makes no later one less rare."""
    bins = chatty(11, 1_000, 40)
    days = range(24, 38, 4)
    marks = tuple(
        Mark(brand="acme", since=at(day * DAY), until=at(day * DAY + 48), why="", marked_at=START)
        for day in days
    )
    for place in [day * DAY + quarter for day in days for quarter in range(30)]:
        bins[place] = bin_at(place, 50, 48)
    bins[39 * DAY : 39 * DAY + 8] = [bin_at(39 * DAY + place, 30, 20) for place in range(8)]
    asked = [of(bins, looked_until=at(39 * DAY), marks=said) for said in ((), marks)]
    taught, marked = look(asked, at(40 * DAY))
    assert not alarms(taught)
    assert alarms(marked)[0].until == at(39 * DAY + 1)


@pytest.mark.long
def test_marked_days_are_no_new_normal() -> None:
    """A sale of sixteen days has taught nothing; what goes on for two weeks more is one."""
    change, over = 22 * DAY, 38 * DAY
    bins = [*steady(0, change, 5, SHARE), *steady(change, 53 * DAY, 5, 0.6)]
    mark = Mark(brand="acme", since=at(change), until=at(over), why="sale", marked_at=START)
    found = looked(bins, looked_until=at(change), marks=(mark,))
    adopted = [each.until for each in found.evaluations if each.adopted]
    assert len(adopted) == 1
    assert at(over + 14 * DAY) <= adopted[0] <= at(over + 15 * DAY)


def test_what_has_lasted_two_weeks_is_what_is_usual_now() -> None:
    """It alarms until then, is adopted, and alarms no more."""
    change = 22 * DAY
    bins = [*steady(0, change, 5, SHARE), *steady(change, 37 * DAY, 5, 0.6)]
    found = looked(bins, looked_until=at(change))
    adopted = [each.until for each in found.evaluations if each.adopted]
    assert len(adopted) == 1
    assert at(change + 14 * DAY) <= adopted[0] <= at(change + 15 * DAY)
    last = found.evaluations[-1]
    assert not last.alarming
    assert last.usual_share == pytest.approx(0.6, abs=0.1)


def test_a_collection_that_begins_is_no_spike() -> None:
    """A mention a day was found afterwards, a thousand a day are heard since: cold start."""
    told = chatty(9, 1_000, 9)
    few = [
        bin_at(place, 1, int(place % 480 == 0), "backfilled") for place in range(0, 12 * DAY, DAY)
    ]
    live = [replace(each, start=each.start + timedelta(days=12)) for each in told]
    begun = at(12 * DAY)
    asked = replace(of([*few, *live]), series=series([*few, *live], begun), looked_until=begun)
    (found,) = look([asked], at(21 * DAY))
    assert found.evaluations
    assert not [each for each in alarms(found) if each.method == "count"]


def test_stars_are_judged_by_stars_and_texts_by_texts() -> None:
    """Of reviews with stars nine in ten turn bad; what is said elsewhere stays as it was."""

    def bins(low: int) -> list[Bin]:
        return [
            replace(each, items=8, negatives=1 + bad, rated=4, low_rated=bad)
            for place, each in enumerate(steady(0, 8 * DAY, 8, 0))
            for bad in [low if place >= 7 * DAY else place % 2]
        ]

    found = alarms(looked(bins(4)))
    assert {each.method for each in found[:4]} == {"stars"}
    assert found[0].usual_share == pytest.approx(1 / 8, abs=0.03)
    assert found[0].observed <= found[0].items <= 4 * DAY
    quiet = looked([replace(each, low_rated=0, rated=0, negatives=1) for each in bins(0)])
    assert {each.method for each in quiet.evaluations} <= {"share", "count"}


@pytest.mark.long
def test_the_budget_is_kept() -> None:
    """Of all together, and of each volume, at one alarm a month and at three."""
    found = budget.measured(7, 6, 118)
    for asked in (1.0, 3.0):
        share, count = found.at(asked)
        both = share.clip(max=count)
        ratios = budget.ratios(both, 6, asked, budget.KNOWN, 118)
        assert 0.25 < ratios.mean() < 1.2
        assert ratios.reshape(-1, 3).mean(axis=1).max() < 2


def test_the_rarest_stand_out_at_any_budget() -> None:
    """A smaller budget never alarms where a larger one does not."""
    bins = [*chatty(10, 1_000, 8)]
    bins[-DAY:-60] = [replace(each, negatives=each.items) for each in bins[-DAY:-60]]
    strict, loose = (
        looked(bins, budget=Detection().alarms_per_month * times) for times in (0.1, 3)
    )
    assert len(alarms(strict)) <= len(alarms(loose))
    assert alarms(strict)
