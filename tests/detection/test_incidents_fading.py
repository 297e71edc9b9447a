"""Where little is said, what has happened seems rare for weeks: it is over all the same."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.detection import look as look_at
from listener.detection.replay import replay
from listener.spikes import Evaluation, Incident
from tests.detection.looks import alarm, events, followed
from tests.detection.streams import after, case, chatty, planted, series

HOURS, DAY = 4, 96


def remembered(first: int, last: int, monthly: float = 0.4) -> list[Evaluation]:
    """Looks in which the last hours are as usual, and what was before would alarm still."""
    return [
        alarm(place, monthly=monthly, usual=True, onset_at=alarm(100).onset_at)
        for place in range(first, last)
    ]


def over() -> Incident:
    """One that was over while it would alarm still, 0.4 times a month."""
    return followed([alarm(100, monthly=0.01), *remembered(101, 102 + 6 * HOURS)])[-1].incident


def test_what_is_only_remembered_is_over() -> None:
    """Its evidence has fallen to a twentieth, and six hours were as usual."""
    assert over().state == "recovered"
    assert over().recovered_at == alarm(101).until
    half = followed([alarm(100, monthly=0.03), *remembered(101, 101 + DAY)])
    assert events(half) == ["opened"]


def test_what_goes_on_slowly_is_not_over() -> None:
    """No hour stands out, and it grows ever less likely that nothing has changed."""
    slow = [
        alarm(place, usual=True, monthly=0.5 - 0.4 * (place - 100) / DAY)
        for place in range(100, 100 + DAY)
    ]
    assert events(followed(slow)) == ["opened"]


def test_what_has_not_been_seen_is_not_over() -> None:
    """A source that cannot be read proves nothing."""
    unseen = [replace(each, complete=False) for each in remembered(101, 101 + DAY)]
    assert events(followed([alarm(100, monthly=0.01), *unseen])) == ["opened"]


def test_what_is_over_is_told_again_when_it_stands_out_anew() -> None:
    """Three times as rare as what is left of it, and not as usual: a complaint more is no news."""
    onset, place = over().onset_at, 103 + 6 * HOURS
    for monthly, usual, told in ((0.2, False, []), (0.1, True, []), (0.1, False, ["opened"])):
        again = alarm(place, monthly=monthly, usual=usual, onset_at=onset)
        assert events(followed([again], over())) == told


def test_what_is_left_of_it_fades() -> None:
    """The less of it is left, the less has to happen to be told again."""
    faded = followed(remembered(103 + 6 * HOURS, 104 + 6 * HOURS, monthly=0.9), over())
    assert events(faded) == []
    again = alarm(105 + 6 * HOURS, monthly=0.3, onset_at=over().onset_at)
    assert events(followed([again], faded[-1].incident)) == ["opened"]
    assert followed([again], faded[-1].incident)[-1].incident.tail is None


def test_a_short_spike_in_a_quiet_source_is_over_within_days_and_a_second_is_told() -> None:
    """Four mentions a day: it was open for weeks, and what happened meanwhile was told nobody."""
    first, second = 30 * DAY + 40, 36 * DAY + 40
    bins = planted(planted(chatty(3, 4, 38, 0.3), first, 10, 2), second, 10, 2)
    seen = replace(case(series(bins)), budget=0.25, looked_until=after(first - DAY))
    (found,) = look_at([seen], after(38 * DAY))
    told = sorted(each for known in replay(found.evaluations) for each in known.told)
    (opened, _), (over, end), (again, event), *_ = (each for each in told if each[1] != "worse")
    assert (end, event) == ("recovered", "opened")
    assert over - opened < timedelta(days=4)
    assert again - after(second) < timedelta(hours=3)
