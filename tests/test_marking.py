"""What somebody was at does not teach: the stretches of incidents beside marked days."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.marking import TEACHES_AFTER, of_series, unteaching
from listener.spikes import WHOLE_BRAND, Incident, Mark
from tests.detection.looks import START, alarm, brandwide, followed

HOUR = timedelta(hours=1)
BEGAN = alarm(100).onset_at
OPEN = followed([alarm(100), alarm(140)])[-1].incident
SALE = Mark(
    brand="acme", source="feeds", since=START, until=START + HOUR, why="sale", marked_at=START
)


def stretches(*incidents: Incident) -> list[tuple[str, timedelta, timedelta]]:
    return [(m.source, m.since - BEGAN, m.until - BEGAN) for m in unteaching([], incidents)]


def test_what_somebody_is_at_does_not_teach_from_where_it_began() -> None:
    """Acknowledged or put off, until it was over; what nobody spoke of is judged by the engine."""
    seen = replace(OPEN, acknowledged_at=START, state="recovered", recovered_at=BEGAN + 9 * HOUR)
    put_off = replace(OPEN, snoozed_until=START, state="recovered", recovered_at=BEGAN + HOUR)
    closed = replace(OPEN, closed_at=START, state="closed", recovered_at=BEGAN + 2 * HOUR)
    assert stretches(seen, OPEN, put_off, closed) == [
        ("feeds", timedelta(), 9 * HOUR),
        ("feeds", timedelta(), HOUR),
        ("feeds", timedelta(), 2 * HOUR),
    ]


def test_an_alarm_was_right_as_people_judge_it_or_by_what_they_did() -> None:
    """Who calls noise what somebody was at has the last word."""
    assert not OPEN.is_right
    assert replace(OPEN, useful=True).is_right
    for did in ({"acknowledged_at": START}, {"expected_because": "sale"}, {"closed_at": START}):
        assert replace(OPEN, **did).is_right  # type: ignore[arg-type]
        assert not replace(OPEN, useful=False, **did).is_right  # type: ignore[arg-type]


def test_what_lasts_longer_than_a_week_teaches_from_then_on() -> None:
    """Else nothing could ever become what is usual there, and it would be open for ever."""
    seen = replace(OPEN, acknowledged_at=START)
    late = replace(seen, state="recovered", recovered_at=BEGAN + 3 * TEACHES_AFTER)
    assert stretches(seen, late) == [("feeds", timedelta(), TEACHES_AFTER)] * 2


def test_an_incident_of_the_whole_brand_is_one_of_each_source() -> None:
    """And the whole brand learns from no stretch in which a source does not teach."""
    whole = followed([brandwide(alarm(100))])[-1].incident
    of_all, of_feeds = unteaching(
        [SALE], [replace(whole, acknowledged_at=START, recovered_at=BEGAN + HOUR)]
    )[::-1]
    assert of_series([of_feeds, of_all], "feeds") == (of_feeds, of_all)
    assert of_series([of_feeds, of_all], "reddit") == (of_all,)
    assert of_series([of_feeds, of_all], WHOLE_BRAND) == (of_feeds, of_all)
