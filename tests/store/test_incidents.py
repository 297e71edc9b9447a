"""Incidents are changed by one run at a time, opened again under their number, and explained."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.spikes import Incident
from tests.store.conftest import T0, Bench

HOUR = timedelta(hours=1)
OPEN = Incident(
    brand="acme",
    source="site",
    opened_at=T0,
    onset_at=T0 - HOUR,
    updated_at=T0,
    window_minutes=60,
    observed=9,
    items=20,
    expected=2.0,
    low=0.0,
    high=5.0,
    probability=1e-6,
    peak_observed=9,
    peak_probability=1e-6,
    history_days=28.0,
    engine="spikes-2",
)


def opened(bench: Bench, **more: object) -> Incident:
    incident = bench.store.save_incident(None, replace(OPEN, **more), "opened", T0)
    assert incident is not None
    return incident


def recovered(bench: Bench, incident: Incident) -> Incident:
    over = replace(incident, state="recovered", recovered_at=T0 + 2 * HOUR)
    saved = bench.store.save_incident(incident, over, "recovered", T0 + 2 * HOUR)
    assert saved is not None
    return saved


def test_an_incident_is_found_by_its_number(bench: Bench) -> None:
    """Open or over; of a number that is none's there is none."""
    incident = opened(bench)
    assert bench.store.incident(incident.id) == incident
    over = recovered(bench, incident)
    assert bench.store.incident(incident.id) == over
    assert bench.store.incident(99) is None


def test_what_comes_back_is_the_same_incident(bench: Bench) -> None:
    """It is open again under the number that it had."""
    over = recovered(bench, opened(bench))
    again = replace(over, state="open", recovered_at=None)
    assert bench.store.save_incident(over, again, None, T0 + 3 * HOUR) == again
    assert bench.store.open_incidents("acme") == [again]
    assert bench.sql("SELECT count(*) FROM incidents") == [(1,)]


def test_an_old_incident_does_not_open_beside_a_new_one(bench: Bench) -> None:
    """Of two runs, one has opened another incident of the series: that one has told the team."""
    over = recovered(bench, opened(bench))
    new = opened(bench, onset_at=T0 + 3 * HOUR)
    again = replace(over, state="open", recovered_at=None)
    assert bench.store.save_incident(over, again, None, T0 + 4 * HOUR) is None
    assert bench.store.open_incidents("acme") == [new]
    assert bench.store.incident(over.id) == over


def test_of_two_that_open_the_same_again_one_does(bench: Bench) -> None:
    """The second has read what is no longer so."""
    over = recovered(bench, opened(bench))
    again = replace(over, state="open", recovered_at=None)
    assert bench.store.save_incident(over, again, None, T0 + 3 * HOUR) == again
    assert bench.store.save_incident(over, again, None, T0 + 3 * HOUR) is None


def test_a_person_can_acknowledge_without_an_event(bench: Bench) -> None:
    """A run that had read it before does not undo that."""
    incident = opened(bench)
    seen = replace(incident, acknowledged_at=T0 + HOUR)
    assert bench.store.save_incident(incident, seen, None, T0 + HOUR) == seen
    assert bench.store.save_incident(incident, incident, "worse", T0 + HOUR) is None
    assert bench.store.incident(incident.id) == seen
    assert bench.sql("SELECT event FROM incident_events") == [("opened",)]


def test_what_was_over_before_it_was_found_is_found_once(bench: Bench) -> None:
    """Beside one that is open, and not again by another run."""
    open_one = opened(bench)
    past = replace(OPEN, onset_at=T0 - 9 * HOUR, state="recovered", recovered_at=T0, past=True)
    saved = bench.store.save_incident(None, past, "past", T0)
    assert saved == replace(past, id=open_one.id + 1)
    assert bench.store.save_incident(None, past, "past", T0) is None
    assert bench.store.open_incidents("acme") == [open_one]


def test_an_incident_keeps_what_its_opening_and_its_latest_look_were_computed_from(
    bench: Bench,
) -> None:
    """Whatever is said of it in between, and also when it opens again."""
    save = bench.store.save_incident
    incident = save(None, OPEN, None, T0, basis=b"first")
    assert incident is not None
    for hours, event, basis in ((1, None, b"2"), (2, "worse", b"3"), (3, None, b"4")):
        incident = save(incident, incident, event, T0 + hours * HOUR, basis=basis)  # type: ignore[arg-type]
        assert incident is not None
        assert bench.store.basis(incident.id) == b"first"
        assert bench.store.basis(incident.id, latest=True) == basis
    over = save(incident, replace(incident, state="recovered"), "recovered", T0 + 4 * HOUR)
    assert over is not None
    save(over, replace(over, state="open"), "opened", T0 + 5 * HOUR, basis=b"again")
    assert bench.store.basis(over.id) == b"first"
    assert bench.store.basis(over.id, latest=True) == b"again"
    assert bench.store.basis(99) is None


def test_the_latest_and_what_happened_to_it(bench: Bench) -> None:
    """The incident that was found last, and its events, oldest first."""
    assert bench.store.last_incident() is None
    first = opened(bench)
    recovered(bench, first)
    later = opened(bench, source="other")
    assert bench.store.last_incident("acme") == later
    assert bench.store.last_incident("nobody") is None
    happened = [event for _, event in bench.store.incident_events(first.id)]
    assert happened[0] == "opened"
    assert bench.store.incident_events(first.id)[0][0] == T0


def test_what_was_over_when_it_was_found_belongs_to_the_day_it_was_found(bench: Bench) -> None:
    """Of last week, found today: the digest of today tells of it."""
    week = timedelta(days=7)
    past = replace(OPEN, state="recovered", onset_at=T0 - week, recovered_at=T0 - week, past=True)
    assert bench.store.save_incident(None, past, "past", T0) is not None
    assert len(bench.store.incidents("acme", T0 - HOUR, T0 + HOUR)) == 1
    assert bench.store.incidents("acme", T0 + HOUR, T0 + 2 * HOUR) == []
