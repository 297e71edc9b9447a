"""The digest as JSON: a shape that other programs may rely on."""

from __future__ import annotations

import json

from listener.model import ListingTotals

from .busy import busy
from .samples import (
    SINCE,
    bad_day,
    shown,
    status,
)


def test_totals_in_json_are_numbers() -> None:
    """Machines get what is known of the listing, and null where the source does not tell."""
    told = ListingTotals(count=3, stars=11 / 3, histogram=(1, 0, 0, 0, 2))
    known = {"totals": told, "totals_at": SINCE, "totals_before": ListingTotals(count=1)}
    day = bad_day(coverage=(status(**known, held=2), status("feeds")))
    watches = json.loads(shown(day, form="json"))["brands"][0]["coverage"]
    assert [watch["listing_totals"] for watch in watches] == [
        {
            "at": "2026-11-21T13:05:00Z",
            "count": 3,
            "stars": 3.667,
            "histogram": [1, 0, 0, 0, 2],
            "held": 2,
            "count_before": 1,
        },
        None,
    ]


def test_json_is_stable() -> None:
    """The keys, the version and the form of times are what the docs promise."""
    digest = json.loads(shown(bad_day(), form="json"))
    assert list(digest) == ["version", "made_at", "headline", "quiet", "brands"]
    assert digest["version"] == 1
    assert digest["made_at"] == "2026-11-22T13:05:00Z"
    brand = digest["brands"][0]
    assert list(brand) == [
        "brand",
        "brands",
        "location",
        "missed",
        "name",
        "time_zone",
        "since",
        "until",
        "quiet",
        "silent",
        "totals",
        "previous",
        "reviewed",
        "reviewed_before",
        "by_source",
        "aspects",
        "hidden",
        "week_of_year",
        "measured",
        "spikes",
        "worst",
        "coverage",
        "facts",
    ]
    assert brand["totals"] == {
        "items": 128,
        "negatives": 61,
        "positives": 20,
        "others": 47,
        "undated": 2,
        "copies": 0,
        "rated": 60,
        "stars": 2.3,
        "polarity": 0.0,
    }
    assert list(brand["spikes"][0]) == [
        "id",
        "source",
        "state",
        "opened_at",
        "onset_at",
        "updated_at",
        "recovered_at",
        "window_minutes",
        "observed",
        "items",
        "expected",
        "low",
        "high",
        "probability",
        "peak_observed",
        "peak_probability",
        "history_days",
        "engine",
        "copies",
        "kind",
        "past",
        "new_normal",
        "parent",
        "cooling_since",
        "acknowledged_at",
        "snoozed_until",
        "expected_because",
        "truly",
        "evaluation",
        "drivers",
        "sentence",
    ]
    assert list(brand["worst"][0]) == [
        "key",
        "id",
        "source",
        "kind",
        "url",
        "title",
        "text",
        "author",
        "published_at",
        "precision",
        "first_seen_at",
        "gone_at",
        "stars",
        "contradicted",
        "label",
        "polarity",
        "language",
        "country",
        "item",
        "version",
        "copies",
        "copy_of",
    ]
    assert list(brand["coverage"][0]) == [
        "watch",
        "source",
        "title",
        "sight",
        "health",
        "last_started_at",
        "last_success_at",
        "last_error",
        "failures",
        "rests_until",
        "items",
        "listing_totals",
        "quarantined",
        "misdated",
        "gaps",
        "loses_at",
        "silence",
        "sentence",
    ]
    assert [watch["sight"] for watch in brand["coverage"]] == [
        "fresh",
        "partial",
        "silent",
        "blind",
    ]
    assert brand["coverage"][1]["gaps"] == [
        {
            "from": "2026-11-21T16:05:00Z",
            "to": "2026-11-21T17:05:00Z",
            "reason": "source_cap",
        }
    ]


def test_the_shape_in_the_docs_names_every_key() -> None:
    """Each key of the JSON stands in the module's documentation."""
    from listener.digest import as_json

    assert as_json.__doc__
    digest = json.loads(shown(bad_day(), form="json"))
    brand = digest["brands"][0]
    parts = [
        digest,
        brand,
        brand["totals"],
        brand["spikes"][0],
        brand["worst"][0],
        brand["coverage"][0],
        brand["coverage"][1]["gaps"][0],
    ]
    for key in {key for part in parts for key in part}:
        assert key in as_json.__doc__, key


def test_facts_are_told_whole() -> None:
    """Shares with their bounds, incidents by number, mentions in the shape they have elsewhere."""
    (brand,) = json.loads(shown(busy(), form="json"))["brands"]
    told = brand["facts"]
    assert told["least"] == 20
    assert told["feeling"]["negative"] == {
        "value": 0.476562,
        "low": 0.391989,
        "high": 0.562502,
        "n": 128,
    }
    assert told["waiting"]["incidents"] == [7]
    assert list(told["waiting"]["reviews"][0]) == list(brand["worst"][0])
    assert list(told["comparisons"][0]["totals"]) == list(brand["totals"])
    assert told["comparisons"][0]["since"] == "2026-11-20T13:05:00Z"
    assert told["hours"]["items"][0][10] == 42
    assert json.loads(shown(bad_day(), form="json"))["brands"][0]["facts"] is None


def test_json_names_no_author_that_may_not_be_named() -> None:
    """As the settings have it for everything that is told."""
    page = shown(busy(), form="json", authors="hidden")
    assert "Ana" not in page
    assert "https://example.org/@ana" not in page
