"""GDELT beyond the recordings: what is asked, slices by time, and prose in place of data."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders._gdeltwords import COUNTRIES, LANGUAGES, language_name
from listener.spiders.gdelt import PER_PAGE, SOURCE

from listener.errors import Throttled, UnexpectedAnswer
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def watch(term: str = "café luna", language: str = "") -> Watch:
    return Watch(brand="luna", source="gdelt", terms=(term,), language=language)


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


def read(body: str) -> Page:
    return SOURCE.read(SOURCE.first(watch(), None), Payload(body=body.encode()))


class Archive:
    """The search as documented: newest first, at most 250, times by the quarter of an hour."""

    def __init__(self, quarters_ago: list[int], *, end_belongs: bool) -> None:
        self.times = sorted((NOW - QUARTER * each for each in quarters_ago), reverse=True)
        self.end_belongs = end_belongs
        self.requests = 0

    def answer(self, request: Request) -> Payload:
        self.requests += 1
        query = asked(request)
        start, end = query.get("startdatetime", "0"), query.get("enddatetime", "9")
        found = [
            {"url": f"https://x.example/{number}", "title": "x", "seendate": f"{at:%Y%m%dT%H%M%SZ}"}
            for number, at in enumerate(self.times)
            if start <= f"{at:%Y%m%d%H%M%S}" < end
            or (self.end_belongs and f"{at:%Y%m%d%H%M%S}" == end)
        ]
        articles = {"articles": found[: int(query["maxrecords"])]} if found else {}
        return Payload(body=json.dumps(articles).encode())


def walk(archive: Archive, since: Bookmark | None = None) -> tuple[set[str], WalkEnd]:
    steps = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=20)
    step: Request | WalkEnd = SOURCE.first(watch(), since)
    found: set[str] = set()
    while isinstance(step, Request):
        page = SOURCE.read(step, archive.answer(step))
        found |= {mention.id for mention in page.mentions}
        step = steps.take(page, {})
    return found, step


def test_the_first_walk_asks_for_the_phrase_newest_first() -> None:
    """All that one answer can hold, in data, and no time set: three months."""
    query = asked(SOURCE.first(watch(), None))
    assert query == {
        "query": '"café luna"',
        "mode": "artlist",
        "format": "json",
        "sort": "datedesc",
        "maxrecords": "250",
    }


@pytest.mark.parametrize(
    ("term", "query"),
    [
        ("Zara", "Zara"),
        ("Coca-Cola", '"Coca-Cola"'),
        ('el "café" luna', '"el café luna"'),
        ("A) OR (B", '"A) OR (B"'),
    ],
)
def test_one_word_goes_without_quotes(term: str, query: str) -> None:
    """GDELT calls a short word in quotes too short; all else needs them."""
    assert asked(SOURCE.first(watch(term), None))["query"] == query


def test_a_watch_with_a_language_asks_for_its_press() -> None:
    """`sourcelang` is written as GDELT names it; a language that it has not is left out."""
    assert asked(SOURCE.first(watch(language="es"), None))["query"].endswith(" sourcelang:spanish")
    assert "sourcelang" not in SOURCE.first(watch(language="eo"), None).url


def test_a_later_walk_asks_from_behind_the_bookmark() -> None:
    """A day's overlap for what came late."""
    query = asked(SOURCE.first(watch(), Bookmark(newest_at=NOW, finished_at=NOW)))
    assert query["startdatetime"] == "20261119120000"


@pytest.mark.parametrize("end_belongs", [True, False])
@pytest.mark.parametrize("count", [0, 1, 249, 250, 251, 700, 1500])
def test_a_walk_goes_past_the_cap_by_time(count: int, *, end_belongs: bool) -> None:
    """Each slice ends where the one before did, whether its end belongs to it or not."""
    archive = Archive([number // 40 for number in range(count)], end_belongs=end_belongs)
    found, end = walk(archive)
    assert len(found) == count
    assert end.stopped_because == "exhausted"


def test_more_than_a_slice_within_one_time_says_that_the_source_cut_it() -> None:
    """Where all have one time, time cannot divide them: the walk ends and tells."""
    archive = Archive([3] * 600, end_belongs=True)
    found, end = walk(archive)
    assert len(found) == PER_PAGE
    assert end.stopped_because == "source_cap"
    assert archive.requests <= 3


def test_a_walk_stops_at_the_bookmark() -> None:
    """A later walk asks for nothing older than the bookmark less the overlap."""
    archive = Archive([number // 3 for number in range(1200)], end_belongs=True)
    since = Bookmark(newest_at=NOW - timedelta(hours=2), finished_at=NOW - timedelta(hours=2))
    _, end = walk(archive, since)
    assert end.stopped_because == "exhausted"
    assert end.oldest_at is not None
    assert end.oldest_at >= NOW - timedelta(hours=26)
    assert archive.requests == 2


@pytest.mark.parametrize(
    "prose",
    [
        "Please limit requests to one every 5 seconds or contact us for larger queries.",
        "  You must LIMIT your requests",
        "<html><body>429 Too Many Requests</body></html>",
    ],
)
def test_a_request_to_slow_down_in_prose_is_one(prose: str) -> None:
    """It comes with status 200; how long to rest is left to the engine."""
    with pytest.raises(Throttled) as caught:
        read(prose)
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    "prose",
    [
        "The specified phrase is too short.",
        "One or more of your keywords were too short, too long or too common: (la)",
        "A maximum of 250 records can be returned.",
        "<html><body><p>Invalid query</p></body></html>",
    ],
)
def test_other_prose_is_an_error_that_repeats_it(prose: str) -> None:
    """A refusal is never taken for "no articles"; the person reads what GDELT said."""
    with pytest.raises(UnexpectedAnswer, match=r"too short|maximum|Invalid"):
        read(prose)


def test_an_empty_answer_is_no_refusal_of_the_phrase() -> None:
    """Nobody is told to change a phrase that GDELT said nothing of."""
    with pytest.raises(UnexpectedAnswer) as caught:
        read("")
    assert "too short" not in str(caught.value)


@pytest.mark.parametrize(
    "body", ['{"articles": null}', '{"error": "x"}', "[]", '{"articles": [1]}']
)
def test_data_of_another_shape_is_an_error(body: str) -> None:
    """What has no list of articles means that GDELT has changed."""
    with pytest.raises(UnexpectedAnswer):
        read(body)


def test_an_answer_cut_off_is_an_error() -> None:
    """Half an answer is none."""
    with pytest.raises(UnexpectedAnswer):
        read('{"articles": [{"url": "https://x.example/1", "title": "Caf')


def test_no_articles_is_an_empty_object() -> None:
    """GDELT writes `{}` where it found nothing."""
    assert read("{}") == Page()
    assert read('\ufeff{"articles": []}') == Page()


def test_backslashes_that_json_does_not_know_are_read() -> None:
    """Titles come with stray backslashes, on which no JSON reader goes on."""
    page = read(
        r'{"articles": [{"url": "https://x.example/1", "title": "L\'uno \\ \"dos\" \u00e9"}]}'
    )
    assert page.mentions[0].title == 'L\\\'uno \\ "dos" é'


def test_every_name_has_a_code_of_two_letters() -> None:
    """Languages and countries are told as everywhere else."""
    assert all(len(code) == 2 and code.islower() for code in (LANGUAGES | COUNTRIES).values())
    assert language_name("es") == "spanish"
    assert len(LANGUAGES) >= 65
