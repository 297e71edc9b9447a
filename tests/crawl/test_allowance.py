"""What answers say of how much is left: a site that has nothing left is not asked again."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from listener.crawl.allowance import rest_told
from listener.crawl.answers import judge
from listener.errors import Throttled
from listener.model import Payload
from tests.crawl.site import crawled, page

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EPOCH = int(NOW.timestamp())
META = '{"call_count":%d,"total_time":1,"total_cputime":1}'
BUSINESS = (
    '{"17":[{"type":"pages","call_count":%d,"total_time":1,"total_cputime":1,'
    '"estimated_time_to_regain_access":%d}]}'
)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        # Mastodon: a moment in words, with a fraction.
        (
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-22T12:05:00.500000Z"},
            300.5,
        ),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "2026-11-22T12:05:00Z"}, None),
        # Reddit: a span, both with a fraction.
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "124"}, 124.0),
        ({"x-ratelimit-remaining": "598.0", "x-ratelimit-reset": "124"}, None),
        # X: a moment in seconds, under a name of its own.
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(EPOCH + 900)}, 900.0),
        # Bluesky: the same without an x.
        ({"ratelimit-remaining": "0", "ratelimit-reset": str(EPOCH + 60)}, 60.0),
        ({"ratelimit-remaining": "2999", "ratelimit-reset": str(EPOCH + 60)}, None),
        # The drafts of the IETF: a span; and all in one line.
        ({"ratelimit-remaining": "0", "ratelimit-reset": "30"}, 30.0),
        ({"ratelimit": '"default";r=0;t=30'}, 30.0),
        ({"ratelimit": '"a";r=50;t=30, "b";r=0;t=7'}, 7.0),
        ({"ratelimit": '"default";r=5;t=30'}, None),
        # Facebook and Instagram: per cents, some with minutes.
        ({"x-app-usage": META % 99}, None),
        ({"x-app-usage": META % 100}, 900.0),
        ({"x-page-usage": META % 120}, 900.0),
        ({"x-business-use-case-usage": BUSINESS % (100, 19)}, 1140.0),
        ({"x-business-use-case-usage": BUSINESS % (28, 0)}, None),
        # The clock of the site counts, not ours.
        (
            {
                "date": "Sun, 22 Nov 2026 11:00:00 GMT",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-reset": "2026-11-22T11:00:10Z",
            },
            10.0,
        ),
        # Long past, or nonsense.
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(EPOCH - 5)}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-remaining": "none", "x-ratelimit-reset": "60"}, None),
        ({"x-ratelimit-remaining": "²", "x-ratelimit-reset": "60"}, None),
        ({"x-app-usage": "[1]"}, None),
        ({"x-app-usage": "<html>"}, None),
        ({}, None),
    ],
)
def test_what_is_left(headers: dict[str, str], seconds: float | None) -> None:
    """Each site's own way of saying that nothing is left, and until when."""
    assert rest_told(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7", "x-ratelimit-reset": "60"}, 7),
        ({"x-ratelimit-reset": "2026-11-22T12:05:00Z"}, 300),
        ({"x-rate-limit-reset": str(EPOCH + 90)}, 90),
        ({"x-business-use-case-usage": BUSINESS % (100, 19)}, 1140),
        ({"x-ratelimit-reset": str(EPOCH + 10**7)}, 86400),
        ({}, 900),
    ],
)
def test_a_refusal_that_says_no_more(headers: dict[str, str], seconds: float) -> None:
    """A 429 without Retry-After lasts until all is filled up again, and never over a day."""
    refusal = Payload(body=b"", url="https://example.org/x", status=429)
    error = judge(refusal, headers, reads=(200,), now=NOW).error
    assert isinstance(error, Throttled)
    assert error.retry_after == NOW + timedelta(seconds=seconds)


def test_what_is_filled_up_soon_is_waited_for(site) -> None:
    """The next page is asked for when there is something left again."""
    more = site.answers("/2", page("b"))
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}
    status, own, body = page("a", following=more)
    url = site.answers("/", (status, {**own, **headers}, body))
    run = crawled({"url": url})["runs"][0]
    assert run["items"] == ["a", "b"]
    assert site.asked[1].at - site.asked[0].at >= 0.7


def test_what_is_filled_up_late_is_not_asked_for_again(site) -> None:
    """The walk ends as slowed down, with when to go on, before the site has to say so."""
    more = site.answers("/2", page("b"))
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "300"}
    status, own, body = page("a", following=more)
    url = site.answers("/", (status, {**own, **headers}, body))
    began = time.monotonic()
    run = crawled({"url": url})["runs"][0]
    assert run["items"] == ["a"]
    assert run["error"]["kind"] == "Throttled"
    assert site.paths() == ["/"]
    assert time.monotonic() - began < 30
