"""The engine's rules, each by itself: waiting, turns, names, masks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from listener.crawl.answers import Answer, judge, retry_after
from listener.crawl.crew import by_turns
from listener.crawl.hosts import Host, Hosts
from listener.crawl.identity import identity
from listener.crawl.loader import SourceLoader
from listener.crawl.patience import Patience
from listener.errors import SourceUnavailable
from listener.i18n import LANGUAGES, Translator
from listener.model import Payload
from listener.source import Pace
from listener.text import masked
from tests.catalogues import messages

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BODY = Payload(body=b"", url="https://example.org/x")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "99999999999999999999"}, 86400.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "²"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers, seconds):
    """Seconds and dates are understood, nonsense is no wish, a day is the most."""
    assert retry_after(headers, NOW) == seconds


def test_the_clock_of_the_site_counts():
    """A date is measured from the answer's own date: a wrong clock does no harm."""
    date = "Sun, 22 Nov 2020 10:00:00 GMT"
    headers = {"date": date, "retry-after": "Sun, 22 Nov 2020 10:00:20 GMT"}
    assert retry_after(headers, NOW) == 20.0


def test_patience_with_trouble():
    """Trouble that may pass is asked again with growing pauses, so many times and no more."""
    trouble = judge(Payload(body=b"", url="https://x/", status=502), {}, reads=(200,), now=NOW)
    patience = Patience(retries=2)
    assert [patience.pause(trouble) for _ in range(3)] == [1.0, 3.0, None]


def test_patience_with_wishes():
    """A short wish is granted once and never shortened; a long one is not waited for."""
    patience = Patience(retries=2, factor=0.0)
    short = Answer(payload=BODY, asked_wait=30.0)
    assert [patience.pause(short), patience.pause(short)] == [30.0, None]
    assert Patience(retries=2).pause(Answer(payload=BODY, asked_wait=31.0)) is None


def test_refusals_try_no_patience():
    """What will not change is not asked again."""
    refused = judge(Payload(body=b"", url="https://x/", status=403), {}, reads=(200,), now=NOW)
    assert Patience(retries=2).pause(refused) is None


def test_turns():
    """Turns are the pace apart from one another, and none comes while a host rests."""
    host = Host(concurrency=1)
    assert [host.reserve(100.0, 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert host.reserve(200.0, 2.0) == 0.0
    host.rest(210.0)
    assert host.reserve(203.0, 2.0) == 7.0


def test_a_turn_given_up_is_free_again():
    """Whoever is interrupted while waiting does not keep the place."""

    async def interrupted(_: float) -> None:
        raise SourceUnavailable

    async def story() -> None:
        hosts = Hosts(lambda: 0.0, interrupted)
        hosts.leave(await hosts.enter("https://a/", Pace(1.0, 1)))
        with pytest.raises(SourceUnavailable):
            await hosts.enter("https://a/", Pace(1.0, 1))
        assert not hosts.of("https://a/").places.locked()

    asyncio.run(story())


def test_sources_take_turns():
    """Ten watches on one slow source do not keep the only watch of another waiting."""
    runs = [SimpleNamespace(watch=SimpleNamespace(source=name)) for name in "aaab"]
    assert [run.watch.source for run in by_turns(runs)] == list("abaa")


def test_masks():
    """Keys in addresses, logins and known secrets are not shown."""
    text = "https://me:pw@example.org/?api_key=abc&q=café&access_token=def#x and hunter22"
    assert masked(text, ["hunter22", ""]) == (
        "https://***@example.org/?api_key=***&q=café&access_token=***#x and ***"
    )


def test_names():
    """The identity is one header of plain ASCII, whatever the contact looks like."""
    assert identity("").startswith("listener/")
    assert identity("Ana\r\nX: (ñ) ana@example.org").endswith("(Ana X: ana@example.org)")
    assert identity("a@b.c", "https://example.org").endswith("(+https://example.org; a@b.c)")


def test_scrapy_knows_the_sources():
    """`scrapy list` names every source that is plain HTTP, and no shared module."""
    names = SourceLoader().list()
    assert names == sorted(names)
    assert not any(name.startswith("_") for name in names)
    with pytest.raises(KeyError):
        SourceLoader().load("nobody")


def test_scrapy_crawl_shows_the_way():
    """`scrapy crawl` alone stores nothing, so it says what to type instead."""
    from scrapy.exceptions import UsageError
    from scrapy.settings import Settings

    names = SourceLoader().list()
    if not names:
        pytest.skip("no source is written yet")
    with pytest.raises(UsageError, match="listener crawl"):
        SourceLoader().load(names[0]).update_settings(Settings())


def test_words_in_both_languages():
    """Every message stands in both languages, with the same values."""
    values = dict.fromkeys(
        ("host", "url", "status", "seconds", "rest", "megabytes", "source", "reason"), "·"
    )
    for name in messages("crawl"):
        texts = [Translator(language)(f"crawl.{name}", **values) for language in LANGUAGES]
        assert texts[0] != texts[1]
        assert texts[0].count("·") == texts[1].count("·")


def test_a_rest_without_a_number():
    """Who asks to slow down without saying for how long is left alone for a quarter of an hour."""
    answer = judge(Payload(body=b"", url="https://x/", status=429), {}, reads=(200,), now=NOW)
    assert answer.error.retry_after == NOW + timedelta(minutes=15)
