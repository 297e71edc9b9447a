"""Stack Exchange beyond the recordings: three lists side by side, waits, quota, what is refused."""

import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.stackexchange import KEY, LAST_PAGE, PER_PAGE, SOURCE

from listener.errors import AccessDenied, SourceUnavailable, Throttled, UnexpectedAnswer
from listener.model import Bookmark, Mention, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared")
REAL = sorted((SHARED / "recordings" / "stackexchange").glob("*/*"))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
START = int(NOW.timestamp())
SITE = "es.stackoverflow.com"
WATCH = Watch(brand="luna", source="stackexchange", listing=SITE)
IDS = {"questions": "question_id", "answers": "answer_id", "comments": "comment_id"}


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


def answered(status: int = 200, headers: dict[str, str] | None = None, **body: Any) -> Payload:
    return Payload(body=json.dumps(body).encode(), status=status, headers=headers or {})


def item(kind: str, number: int, at: int) -> dict[str, Any]:
    """A thing as the site lists it, with the words it is told to have."""
    parent = {"answers": {"question_id": 1}, "comments": {"post_id": 1}}.get(kind, {})
    return {**parent, IDS[kind]: number, "creation_date": at, "body": f"{kind} {number}"}


class Site:
    """A site as documented: three lists by time, a hundred to a page, no page after the 25th."""

    def __init__(self, *, inclusive: bool = True, **seconds: list[int]) -> None:
        self.lists = {
            kind: [item(kind, number, at) for number, at in enumerate(seconds.get(kind, []), 1)]
            for kind in IDS
        }
        self.inclusive = inclusive
        self.requests: list[Request] = []

    def answer(self, request: Request) -> Payload:
        self.requests.append(request)
        query, kind = asked(request), urlsplit(request.url).path.rpartition("/")[2]
        assert query["site"] == SITE
        page, size = int(query["page"]), int(query["pagesize"])
        assert page <= LAST_PAGE
        late = int(query.get("todate", 2**62)) - (0 if self.inclusive else 1)
        early = int(query.get("fromdate", 0))
        found = [each for each in self.lists[kind] if early <= each["creation_date"] <= late]
        found.sort(key=lambda each: (each["creation_date"], each[IDS[kind]]), reverse=True)
        shown = found[(page - 1) * size : page * size]
        return answered(items=shown, has_more=len(found) > page * size, quota_remaining=200)

    def all(self) -> set[str]:
        prefix = {"questions": "q", "answers": "a", "comments": "c"}
        return {f"{prefix[k]}{each[IDS[k]]}" for k, items in self.lists.items() for each in items}


def short(mention: Mention) -> str:
    kind, number = mention.text.split()
    return f"{kind[0]}{number}"


def walk(site: Site, since: Bookmark | None = None) -> tuple[Counter[str], WalkEnd]:
    """Everything that a whole walk finds, and how it ended."""
    about = SOURCE.about
    steps = Walk(since=since, started_at=NOW, overlap=about.overlap, budget=about.pages)
    step: Request | WalkEnd = SOURCE.first(WATCH, since)
    found: Counter[str] = Counter()
    while isinstance(step, Request):
        page: Page = SOURCE.read(step, site.answer(step))
        found.update(short(mention) for mention in page.mentions)
        step = steps.take(page, {})
    return found, step


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("https://es.stackoverflow.com/questions/tagged/java?tab=Newest", SITE),
        ("es.stackoverflow", SITE),
        ("Es.StackOverflow.com", SITE),
        ("stackoverflow", "stackoverflow.com"),
        ("https://www.superuser.com/", "superuser.com"),
        ("gaming", "gaming.stackexchange.com"),
        ("gaming.meta", "gaming.meta.stackexchange.com"),
        ("https://spanish.stackexchange.com/questions/1", "spanish.stackexchange.com"),
        ("mathoverflow.net", "mathoverflow.net"),
    ],
)
def test_a_site_is_known_by_link_domain_or_short_name(written: str, site: str) -> None:
    """Whatever a person copies of a site leads to its domain."""
    assert SOURCE.normal_listing(written) == site
    assert SOURCE.normal_listing(site) == site


@pytest.mark.parametrize(
    "written",
    [
        "",
        "https://stackexchange.com",
        "stackexchange",
        "https://stackoverflow.com.otra.example/",
        "https://otra.example/stackoverflow.com",
        "https://notstackoverflow.com",
        "café luna",
    ],
)
def test_what_is_no_site_is_refused_with_an_example(written: str) -> None:
    """A domain that only looks like one of theirs, and the front page of all, are none."""
    with pytest.raises(ValueError, match="stackoverflow"):
        SOURCE.normal_listing(written)


def test_a_walk_asks_for_the_words_too_and_from_behind_the_bookmark() -> None:
    """Without `withbody` only titles come; a later walk begins at the bookmark less the overlap."""
    query = asked(SOURCE.first(WATCH, None))
    assert query["filter"] == "withbody"
    assert (query["sort"], query["order"], query["pagesize"]) == ("creation", "desc", "100")
    assert "fromdate" not in query
    later = asked(SOURCE.first(WATCH, Bookmark(newest_at=NOW, finished_at=NOW)))
    assert int(later["fromdate"]) == int((NOW - SOURCE.about.overlap).timestamp())


@pytest.mark.parametrize("inclusive", [True, False])
@pytest.mark.parametrize(
    ("questions", "answers", "comments"),
    [(0, 0, 0), (1, 0, 0), (0, 0, 250), (100, 101, 99), (730, 12, 451)],
)
def test_a_walk_reads_all_three_lists_to_their_end(
    questions: int, answers: int, comments: int, *, inclusive: bool
) -> None:
    """Nothing is left out, whether the site counts the bound of a time in or not."""
    site = Site(
        inclusive=inclusive,
        questions=[START - 61 * number for number in range(questions)],
        answers=[START - 7 * (number // 3) for number in range(answers)],
        comments=[START - 13 * (number // 5) for number in range(comments)],
    )
    found, end = walk(site)
    assert set(found) == site.all()
    assert end.stopped_because == "exhausted"


def test_more_within_a_second_than_a_page_holds_is_read_page_by_page() -> None:
    """Where time cannot divide a list, its pages are numbered; the others are read all the same."""
    site = Site(comments=[START] * 450 + [START - 5], answers=[START - 9])
    found, end = walk(site)
    assert set(found) == site.all()
    assert end.stopped_because == "exhausted"


def test_a_site_that_ignores_times_cannot_keep_a_walk_going() -> None:
    """A list that never gets older ends at the last page that may be asked for."""
    step: Request | None = SOURCE.first(WATCH, None)
    full = [item("questions", number, START) for number in range(1, PER_PAGE + 1)]
    count = 0
    while step is not None:
        count += 1
        kind = step.cursor["list"]
        items = full if kind == "questions" else []
        page = SOURCE.read(step, answered(items=items, has_more=kind == "questions"))
        step = page.next
    assert page.stopped_because == "source_cap"
    assert count <= LAST_PAGE + len(IDS) + 1


def test_posts_that_come_and_go_while_we_read_push_none_out() -> None:
    """Pages shift when something is written or deleted in mid-walk; times do not."""
    site = Site(comments=[START - 60 * number for number in range(500)])
    before, answer = site.all(), site.answer

    def restless(request: Request) -> Payload:
        payload = answer(request)
        del site.lists["comments"][:7]
        return payload

    site.answer = restless  # type: ignore[method-assign]
    found, _ = walk(site)
    gone_before_their_turn = {f"c{number}" for number in range(1, 15)}
    assert set(found) == before - gone_before_their_turn


def test_a_walk_that_is_capped_tells_the_gap_of_the_list_that_came_down_least() -> None:
    """After a long pause the gap is all that one of the lists has not been read for."""
    days = 86_400
    site = Site(
        questions=[START - 3600 * number for number in range(200)],
        comments=[START - 60 * number for number in range(20_000)],
    )
    since = Bookmark(newest_at=NOW - timedelta(days=12), finished_at=NOW - timedelta(days=12))
    found, end = walk(site, since)
    assert end.stopped_because == "source_cap"
    assert len(site.requests) == SOURCE.about.pages
    assert end.bookmark
    assert end.bookmark.newest_at == NOW
    assert end.gap
    assert end.gap.to_at
    assert end.gap.from_at
    assert end.gap.from_at <= NOW - timedelta(days=12)
    newest_missing = max(
        each["creation_date"]
        for each in site.lists["comments"]
        if f"c{each['comment_id']}" not in found
    )
    assert START - 12 * days < newest_missing <= end.gap.to_at.timestamp()
    # The other list was not read further down than this one needed.
    assert sum(name.startswith("q") for name in found) < 200


def test_a_wait_that_it_asks_for_goes_before_the_next_question() -> None:
    """`backoff` is obeyed; the engine keeps it for every watch of the site."""
    request, items = SOURCE.first(WATCH, None), [item("questions", 1, START)]
    page = SOURCE.read(request, answered(items=items, has_more=True, backoff=11))
    assert page.next
    assert page.next.after == 11
    assert len(page.mentions) == 1
    calm = SOURCE.read(request, answered(items=items, has_more=True))
    assert calm.next
    assert calm.next.after == 0


def test_the_last_of_todays_questions_ends_the_walk() -> None:
    """With no quota left the page is kept; the bookmark stays, so that nothing is skipped."""
    steps = Walk(since=None, started_at=NOW, overlap=SOURCE.about.overlap, budget=60)
    body = {"items": [item("questions", 1, START)], "has_more": True, "quota_remaining": 0}
    page = SOURCE.read(SOURCE.first(WATCH, None), answered(**body))
    end = steps.take(page, {})
    assert isinstance(end, WalkEnd)
    assert end.stopped_because == "throttled"
    assert end.bookmark is None
    assert end.gap
    assert len(page.mentions) == 1


def test_a_wait_on_the_very_last_page_ends_nothing_early() -> None:
    """What is read to the end is complete, however tired the site is."""
    first = SOURCE.first(WATCH, None)
    cursor = {**first.cursor, "list": "comments", "questions": "done", "answers": "done"}
    request = Request(url=first.url, cursor=cursor)
    page = SOURCE.read(request, answered(items=[], has_more=False, backoff=90, quota_remaining=0))
    assert page.next is None
    assert page.stopped_because is None


def refused(number: int, name: str, words: str, **headers: str) -> Payload:
    return answered(400, headers, error_id=number, error_name=name, error_message=words)


def test_a_throttle_says_when_to_come_back() -> None:
    """The seconds in its words are counted from the time of the answer."""
    words = "too many requests from this IP, more requests available in 82216 seconds"
    payload = refused(502, "throttle_violation", words, date="Fri, 20 Nov 2026 12:00:00 GMT")
    with pytest.raises(Throttled) as caught:
        SOURCE.read(SOURCE.first(WATCH, None), payload)
    assert caught.value.retry_after == NOW + timedelta(seconds=82216)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Violation of backoff parameter", "Fri, 20 Nov 2026 12:00:00 GMT"),
        ("more requests available in 99 seconds", ""),
        ("more requests available in 999999999 seconds", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ("more requests available in 99 seconds", "mañana"),
    ],
)
def test_a_throttle_without_a_time_is_one_all_the_same(words: str, date: str) -> None:
    """Where no moment can be told, the engine chooses one."""
    with pytest.raises(Throttled) as caught:
        SOURCE.read(SOURCE.first(WATCH, None), refused(502, "throttle_violation", words, date=date))
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("number", "name", "words", "error", "says"),
    [
        (400, "bad_parameter", f"No site found for name `{SITE}`", AccessDenied, SITE),
        (400, "bad_parameter", "site", AccessDenied, SITE),
        (400, "bad_parameter", "`key` doesn't match a known application", AccessDenied, KEY),
        (403, "access_denied", "page above 25 requires access token or app key", AccessDenied, KEY),
        (405, "key_required", "needs a key", AccessDenied, KEY),
        (500, "internal_error", "oops", SourceUnavailable, "Stack Exchange"),
        (503, "temporarily_unavailable", "later", SourceUnavailable, "Stack Exchange"),
        (400, "bad_parameter", "pagesize\x1b[31m", UnexpectedAnswer, "pagesize"),
    ],
)
def test_a_refusal_says_what_to_do(
    number: int, name: str, words: str, error: type[Exception], says: str
) -> None:
    """All refusals come as 400; their number and words tell which it is."""
    with pytest.raises(error, match=says) as caught:
        SOURCE.read(SOURCE.first(WATCH, None), refused(number, name, words))
    assert "\x1b" not in str(caught.value)


def test_a_page_of_html_is_no_answer() -> None:
    """Who asks far too fast is cut off with whatever the site has at hand."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=b"<html>busy</html>", status=200))


def test_the_key_is_shown_if_there_is_one() -> None:
    """Without a key the site is read all the same; no request carries it by itself."""
    assert SOURCE.sign_in({"user_agent": "x"}, NOW) is None
    credential = SOURCE.sign_in({KEY: "made-up"}, NOW)
    assert credential is not None
    assert credential.query == {"key": "made-up"}  # type: ignore[union-attr]


def test_comments_and_posts_with_one_number_are_two_things() -> None:
    """Comments are numbered by themselves; two sites share no numbers either."""
    request = SOURCE.first(WATCH, None)
    ids = set()
    for site in (SITE, "stackoverflow.com"):
        for kind in IDS:
            cursor = {**request.cursor, "site": site, "list": kind}
            asked_for = Request(url=request.url, cursor=cursor)
            page = SOURCE.read(asked_for, answered(items=[item(kind, 7, START)], has_more=False))
            ids |= {(kind == "comments", mention.id) for mention in page.mentions}
    assert len({name for _, name in ids}) == 4


@pytest.mark.skipif(not REAL, reason="no real recordings of Stack Exchange")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_answers_to_other_questions_are_taken_for_no_post(path: Path) -> None:
    """What is recorded lists sites and accounts: sound answers, but none that we ask for."""
    body = path.read_bytes()
    assert json.loads(body)["items"]
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body))
