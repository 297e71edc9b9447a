"""The tools for tests: a server that replays, and a source that reads anything."""

from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from listener.errors import UnexpectedAnswer
from listener.model import Payload, Watch
from listener.testing import Answer, FakeSource, Recorded, ReplayServer, fake_page, fake_source

AT = datetime(2026, 11, 20, tzinfo=UTC)


def test_recorded_answers_come_in_order_and_the_last_for_ever():
    """Two answers to one request: the first once, then the second again and again."""
    recorded = [Recorded(path="/a", answer=Answer(body=text)) for text in (b"one", b"two")]
    with ReplayServer(recorded) as server:
        got = [urlopen(f"{server.url}/a?page={n}", timeout=5).read() for n in range(3)]
    assert got == [b"one", b"two", b"two"]
    assert [asked.query["page"] for asked in server.requests] == ["0", "1", "2"]


def test_a_recording_with_a_query_wins_over_one_without():
    """The exact address is answered before the path alone."""
    recorded = [
        Recorded(path="/a", answer=Answer(body=b"any")),
        Recorded(path="/a?page=2", answer=Answer(body=b"second")),
    ]
    with ReplayServer(recorded) as server:
        assert urlopen(f"{server.url}/a?page=2", timeout=5).read() == b"second"
        assert urlopen(f"{server.url}/a?page=1", timeout=5).read() == b"any"


def test_what_is_not_recorded_is_404():
    """A request that nobody foresaw is told apart from an empty answer."""
    with ReplayServer([]) as server, pytest.raises(HTTPError) as told:
        urlopen(f"{server.url}/b", timeout=5)
    told.value.close()
    assert told.value.code == 404


def test_a_route_sees_path_query_headers_and_body():
    """The function gets all that was asked; one connection serves many requests."""

    def route(path, query, headers, body):
        return Answer(body=f"{path} {query['q']} {headers['x-who']} {body.decode()}".encode())

    with ReplayServer(route) as server:
        connection = HTTPConnection(server.url.removeprefix("http://"), timeout=5)
        for number in ("1", "2"):
            connection.request("POST", f"/p?q={number}", body="said", headers={"X-Who": "me"})
            assert connection.getresponse().read() == f"/p {number} me said".encode()
        connection.close()
    assert [asked.method for asked in server.requests] == ["POST", "POST"]


def test_the_fake_source_reads_its_pages():
    """Items become mentions, stars make them reviews, `next` is the next request."""
    source = FakeSource()
    request = source.first(Watch(brand="b", source="fake", listing="http://x/1"), None)
    body = fake_page([("1", "hola", AT), ("2", "sin fecha", None)], "http://x/2")
    page = source.read(request, Payload(body=body))
    assert [mention.id for mention in page.mentions] == ["1", "2"]
    assert page.mentions[1].precision == "none"
    assert page.next.url == "http://x/2"
    review = source.read(request, Payload(body=b'{"items": [{"id": "3", "stars": 1}]}'))
    assert review.mentions[0].rating.label == "negative"
    assert review.next is None


def test_the_fake_source_refuses_garbage():
    """What is not its format is an unexpected answer, as with any source."""
    with pytest.raises(UnexpectedAnswer):
        FakeSource().read(None, Payload(body=b"<html>"))


def test_about_can_be_overridden():
    """A test says what its source is like."""
    assert fake_source(name="slow", pages=2).about.pages == 2
    assert FakeSource.about.pages != 2
