"""An incident beside others: that of the whole brand, and the same one when it was seen before."""

from __future__ import annotations

from msgspec.structs import replace

from listener.detection import Change, folded, is_told_below, parent_of, silenced
from listener.spikes import WHOLE_BRAND
from tests.detection.looks import alarm, brandwide, calm, events, followed, look


def test_when_that_of_the_whole_brand_is_over_a_source_stands_for_itself() -> None:
    """It is told then, if it alarms still: people read that the whole is over."""
    child = followed([alarm(100)], parent=7)[-1].incident
    assert not child.pressing
    alone = followed([alarm(101), alarm(102)], child)
    assert events(alone) == ["opened"]
    assert alone[-1].incident.parent is None
    assert alone[-1].incident.pressing
    assert events(followed([look(place) for place in range(101, 140)], child)) == []


def test_the_tail_of_what_the_whole_brand_told_of_is_not_told_when_that_is_over() -> None:
    """What was said stands out, but the last hours are as usual: only what goes on is told."""
    child = followed([alarm(100)], parent=7)[-1].incident
    tail = followed([alarm(101, usual=True), alarm(102, usual=True)], child)
    assert events(tail) == []
    assert not tail[-1].incident.pressing
    assert events(followed([alarm(103)], tail[-1].incident)) == ["opened"]


def test_what_is_over_is_not_told_again_for_what_was_said_before() -> None:
    """One more complaint makes it stand out again days later: nothing is amiss by now."""
    over = followed([alarm(100), *calm(101, 150)])[-1].incident
    assert over.state == "recovered"
    onset = over.onset_at
    for place in (151, 400):
        assert followed([alarm(place, onset_at=onset, usual=True)], over) == []
        assert events(followed([alarm(place, onset_at=onset)], over)) == ["opened"]


def test_one_that_was_told_before_the_whole_brand_was_is_not_told_twice() -> None:
    """Once that is over it goes on where it stood."""
    told = followed([alarm(100), alarm(101)])
    under = followed([alarm(102)], told[-1].incident, parent=7)[-1].incident
    assert under.parent == 7
    assert events(followed([alarm(103)], under)) == []
    assert events(followed([alarm(103, monthly=1e-9)], under)) == ["worse"]


def test_one_source_is_told_for_itself_and_several_as_the_whole_brand() -> None:
    """What is expected of them does not count."""
    whole = {WHOLE_BRAND: replace(followed([brandwide(alarm(99))])[-1].incident, id=7)}
    one = followed([alarm(100)])[-1].incident
    other = replace(one, source="reddit")
    expected = replace(other, expected_because="sale")
    assert not is_told_below(WHOLE_BRAND, {})
    assert is_told_below(WHOLE_BRAND, {"feeds": one})
    assert is_told_below(WHOLE_BRAND, {"feeds": one, "reddit": expected})
    assert not is_told_below(WHOLE_BRAND, {"feeds": one, "reddit": other})
    assert not is_told_below("feeds", {"feeds": one})
    assert (parent_of("feeds", whole), parent_of(WHOLE_BRAND, whole)) == (7, None)
    marked = {WHOLE_BRAND: replace(whole[WHOLE_BRAND], expected_because="sale")}
    assert parent_of("feeds", marked) is None


def test_what_nobody_was_told_yet_nobody_is_told_beside_the_whole_brand() -> None:
    """And what was told before stays told."""
    fresh = followed([alarm(100)])
    *steps, last = silenced(fresh[-1].incident, fresh, 7, None)
    assert events([*steps, last]) == []
    assert (last.incident.parent, last.incident.is_told) == (7, False)
    before = fresh[-1].incident
    worse = followed([alarm(101, monthly=1e-9)], before)
    *steps, last = silenced(worse[-1].incident, worse, 7, before)
    assert events([*steps, last]) == []
    assert last.incident.notified_grade == before.notified_grade


def test_what_was_found_late_goes_on_in_silence_where_the_whole_brand_tells() -> None:
    """As the same incident: two with one onset are one."""
    late = followed([alarm(100, past=True)])[-1].incident
    (went_on,) = followed([alarm(101, onset_at=late.onset_at)], late, parent=7)
    assert (went_on.incident.id, went_on.event) == (late.id, None)
    assert (went_on.incident.state, went_on.incident.parent) == ("open", 7)
    assert not went_on.incident.past


def test_what_is_open_again_within_one_run_is_not_stored_as_ended() -> None:
    """It ended, and began anew: two steps, of which the second is not told as the first."""
    *_, over = followed([alarm(100), *(look(place) for place in range(101, 150))])
    assert over.event == "recovered"
    again = followed([alarm(151)], over.incident)[-1]
    assert again.incident.state == "open"
    assert [each.event for each in folded([over, again])] == ["recovered", "opened"]
    more = Change(incident=replace(again.incident, observed=99))
    assert [each.incident.observed for each in folded([over, again, more])] == [9, 99]
