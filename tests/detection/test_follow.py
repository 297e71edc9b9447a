"""Opened, worse, recovered."""

from datetime import UTC, timedelta

from msgspec.structs import replace

from listener.config import Detection
from listener.detection import ENGINE, evaluate, follow
from listener.spikes import BIN, Bin, Incident
from tests.detection.streams import DAY, after, even, planted, series, told

SPIKE_AT = 20 * DAY


def spiking() -> list[Bin]:
    """Sixteen negatives a day, and three hours with two a quarter."""
    return planted(even(24, 16), SPIKE_AT, 12, 2)


def opened() -> Incident:
    """The incident as it is right after it was opened."""
    news = told(spiking(), [SPIKE_AT + 12])
    return news[0][1].incident


def test_opened_once() -> None:
    """The same data seen again tell nobody anything, and change nothing."""
    news = told(spiking(), [SPIKE_AT + 12] * 3)
    assert [change.event for _, change in news] == ["opened"]
    incident = news[0][1].incident
    assert (incident.brand, incident.source, incident.engine) == ("acme", "hackernews", ENGINE)
    assert incident.notified_probability == incident.probability
    assert incident.opened_at == after(SPIKE_AT + 12)
    assert incident.onset_at + timedelta(minutes=incident.window_minutes) == (
        incident.opened_at + timedelta(minutes=1)
    )


def test_opened_and_recovered() -> None:
    """A spike that ends is told to be over once, and its tail does not open another."""
    news = told(spiking(), range(SPIKE_AT - DAY, 24 * DAY, 1))
    events = [change.event for _, change in news if change.event != "worse"]
    assert events == ["opened", "recovered"]
    over = news[-1][1].incident
    assert over.state == "recovered"
    assert over.recovered_at is not None
    assert over.recovered_at >= after(SPIKE_AT + 12)
    assert SPIKE_AT + 24 <= news[-1][0] <= SPIKE_AT + 2 * DAY


def test_a_second_spike_opens_a_second_incident() -> None:
    """After a recovery a new spike is a new incident."""
    bins = planted(spiking(), SPIKE_AT + 2 * DAY, 12, 2)
    news = told(bins, range(SPIKE_AT, 24 * DAY, 2))
    events = [change.event for _, change in news if change.event != "worse"]
    assert events == ["opened", "recovered"] * 2


def test_worse_is_told_again() -> None:
    """A spike that grows by a lot is told again; one that grows a little is not."""
    growing = planted(spiking(), SPIKE_AT + 8, 8, 10)
    events = [change.event for _, change in told(growing, range(SPIKE_AT, SPIKE_AT + 16))]
    assert events[0] == "opened"
    assert set(events[1:]) == {"worse"}
    little = planted(spiking(), SPIKE_AT + 11, 1, 2)
    places = [SPIKE_AT + 12 - 1, SPIKE_AT + 12]
    assert [change.event for _, change in told(little, places)] == ["opened"]


def test_silent_growth_still_counts_from_what_was_told() -> None:
    """Many small steps add up: they are measured from the last message, not from the last run."""
    bins = planted(even(24, 16), SPIKE_AT, 40, 3)
    events = [change.event for _, change in told(bins, range(SPIKE_AT, SPIKE_AT + 40))]
    assert events[0] == "opened"
    assert 1 <= events.count("worse") <= 6


def test_an_update_is_silent_and_keeps_the_peak() -> None:
    """The numbers follow the data; the peak stays."""
    bins, incident = spiking(), opened()
    known = series(bins[: SPIKE_AT + 13])
    finding = evaluate(known, after(SPIKE_AT + 13), UTC, Detection())
    change = follow(replace(incident, peak_observed=99), finding, known, after(SPIKE_AT + 13))
    assert change is not None
    assert change.event is None
    assert change.incident.peak_observed == 99
    assert change.incident.updated_at == after(SPIKE_AT + 13)


def test_an_outage_is_no_recovery() -> None:
    """When the source is down the incident stays open: missing data are not zeros."""
    calm = spiking()[: SPIKE_AT + 12]
    down = [
        Bin(start=b.start, coverage="down") for b in spiking()[SPIKE_AT + 12 : SPIKE_AT + 2 * DAY]
    ]
    silent = calm + down
    events = [c.event for _, c in told(silent, range(SPIKE_AT + 12, SPIKE_AT + 2 * DAY, 4))]
    assert events == ["opened"]


def test_no_crawl_is_no_recovery() -> None:
    """When nobody looked, time alone does not end an incident."""
    known = series(spiking()[: SPIKE_AT + 12])
    later = after(SPIKE_AT + 12) + 50 * BIN
    assert follow(opened(), evaluate(known, later, UTC, Detection()), known, later) is None


def test_without_a_finding_nothing_changes() -> None:
    """No data, no change."""
    assert follow(opened(), None, series([]), after(SPIKE_AT)) is None
    assert follow(None, None, series([]), after(SPIKE_AT)) is None
