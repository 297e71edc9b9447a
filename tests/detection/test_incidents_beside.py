"""An incident beside others: that of the whole brand, and the same one when it was seen before."""

from __future__ import annotations

from msgspec.structs import replace

from listener.detection import Change, folded
from tests.detection.looks import alarm, events, followed, look


def test_when_that_of_the_whole_brand_is_over_a_source_stands_for_itself() -> None:
    """It is pressing then, and told when it gets worse; not at once, for it was told of."""
    child = followed([alarm(100)], parent=7)[-1].incident
    assert not child.pressing
    alone = followed([alarm(101)], child)
    assert events(alone) == []
    assert alone[-1].incident.parent is None
    assert alone[-1].incident.pressing
    assert events(followed([alarm(102, monthly=1e-9, observed=99)], alone[-1].incident)) == [
        "worse"
    ]


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
    assert [each.event for each in folded([over, again])] == ["recovered", None]
    more = Change(incident=replace(again.incident, observed=99))
    assert [each.incident.observed for each in folded([over, again, more])] == [9, 99]
