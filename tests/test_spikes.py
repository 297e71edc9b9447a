"""Counts of a quarter of an hour, as each method takes them."""

from __future__ import annotations

from datetime import UTC, datetime

from listener.spikes import Bin


def test_each_method_counts_negatives_of_its_own() -> None:
    """Low stars apart from texts; the count takes both."""
    one = Bin(start=datetime(2026, 1, 1, tzinfo=UTC), items=9, negatives=5, rated=4, low_rated=3)
    assert [one.negatives_by(each) for each in ("share", "stars", "count")] == [2, 3, 5]
