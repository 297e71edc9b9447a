"""X beyond the recordings: what is asked, what it costs, refusals, edits, and looking again."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders._xquestion import LONGEST
from listener.spiders.x import SOURCE, TOKEN

from listener.errors import AccessDenied, SourceError, Throttled, UnexpectedAnswer
from listener.lookagain import Asked
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd
from tests.replay import Walked

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEARCH = Watch(brand="luna", source="x", terms=("café luna",))
MENTIONS = Watch(brand="luna", source="x", listing="@cafeluna")
SINCE = Bookmark(newest_at=NOW - timedelta(hours=5), finished_at=NOW - timedelta(hours=4))
SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parent.parent.parent / "shared")
CONTRACT = SHARED / "recordings" / "x" / "contract" / "openapi.json"


def query_of(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


def path_of(request: Request) -> str:
    return urlsplit(request.url).path


def cost_of(request: Request) -> float:
    return sum(cost.amount for cost in request.costs)


def spent_by(page: Page) -> float:
    return sum(cost.amount for cost in page.spent)


def number(at: datetime, serial: int = 0) -> str:
    return str(((int(at.timestamp() * 1000) - 1288834974657) << 22) + serial)


def post(minutes: int, text: str = "café luna", **more: Any) -> dict[str, Any]:
    at = NOW - timedelta(minutes=minutes)
    return {"id": number(at), "text": text, "created_at": f"{at:%FT%T.000Z}", **more}


def answer(data: object, status: int = 200, **headers: str) -> Payload:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps(data).encode()
    return Payload(body=body, content_type="application/json", status=status, headers=named)


def problem(status: int, detail: str, kind: str = "about:blank", **headers: str) -> Payload:
    told = {"title": "Problem", "detail": detail, "type": kind, "status": status}
    return answer(told, status, **headers)


class Site:
    """The API as documented: posts newest first, a page's token, what was charged."""

    def __init__(self, posts: list[dict[str, Any]], now: datetime = NOW) -> None:
        self.posts, self.now = posts, now
        self.asked: list[Request] = []
        self.charged = 0.0

    def answer(self, request: Request) -> Payload:
        self.asked.append(request)
        path, query = path_of(request), query_of(request)
        if "/by/username/" in path:
            self.charged += 0.01
            return answer({"data": {"id": "77", "username": "cafeluna"}})
        start = query.get("start_time")
        oldest = "" if path.endswith("/mentions") else f"{self.now - timedelta(days=7):%FT%TZ}"
        if start and start < oldest:
            words = f"Invalid 'start_time':'{start}'. 'start_time' must be on or after [...]."
            return answer({"errors": [{"message": words}], "title": "Invalid Request"}, 400)
        end = query.get("end_time", "9")
        found = [p for p in self.posts if (start or "") <= p["created_at"] < end]
        if path.endswith("/counts/recent"):
            self.charged += 0.005
            return answer(self._counts(found))
        return self._page(found, query)

    def _counts(self, found: list[dict[str, Any]]) -> dict[str, Any]:
        days = [f"{self.now - timedelta(days=back):%F}" for back in range(7, -1, -1)]
        counts = [sum(p["created_at"].startswith(day) for p in found) for day in days]
        data = [
            {"start": f"{day}T00:00:00.000Z", "tweet_count": count}
            for day, count in zip(days, counts, strict=True)
        ]
        return {"data": data, "meta": {"total_tweet_count": sum(counts)}}

    def _page(self, found: list[dict[str, Any]], query: dict[str, str]) -> Payload:
        token = int(query.get("next_token") or query.get("pagination_token") or 0)
        size = int(query["max_results"])
        shown = found[token : token + size]
        users = {p["author_id"]: {"id": p["author_id"], "username": "u"} for p in shown}
        self.charged += 0.005 * len(shown) + 0.010 * len(users)
        meta: dict[str, Any] = {"result_count": len(shown)}
        if token + size < len(found):
            meta["next_token"] = str(token + size)
        if not shown:
            return answer({"meta": meta})
        return answer({"data": shown, "includes": {"users": list(users.values())}, "meta": meta})


def walk(
    site: Site, watch: Watch = SEARCH, since: Bookmark | None = None, purse: float = 1e9
) -> tuple[set[str], WalkEnd | None, float]:
    """One walk with so many dollars: the ids it found, how it ended, what is left."""
    about, found = SOURCE.about, set()
    made = Walk(
        since=since, started_at=NOW, overlap=about.overlap, budget=about.pages, window=about.window
    )
    step: Request | WalkEnd = SOURCE.first(watch, since)
    while isinstance(step, Request):
        asked: Request | None = step
        while asked is not None and cost_of(asked) > purse:
            asked = asked.cheaper
        if asked is None:
            return found, None, purse
        page = SOURCE.read(asked, site.answer(asked))
        assert spent_by(page) <= cost_of(asked) + 1e-9
        purse -= spent_by(page)
        found |= {mention.id for mention in page.mentions}
        step = made.take(page, {})
    return found, step, purse


def many(count: int, apart: int = 3) -> list[dict[str, Any]]:
    return [post(n * apart + 1, author_id=str(n)) for n in range(count)]


def test_a_first_walk_counts_and_then_reads_all_seven_days() -> None:
    """Half a cent tells how much there is; then every page is read, with its token."""
    site = Site(many(250))
    found, end, _ = walk(site)
    assert len(found) == 250
    assert end is not None
    assert end.stopped_because == "exhausted"
    assert [path_of(each) for each in site.asked] == [
        "/2/tweets/counts/recent",
        *["/2/tweets/search/recent"] * 3,
    ]
    assert "start_time" not in query_of(site.asked[1])


def test_what_is_reckoned_is_never_less_than_what_is_charged() -> None:
    """The sum of what the pages say they spent is the bill."""
    site = Site(many(250))
    _, _, left = walk(site, purse=100.0)
    assert 100.0 - left == pytest.approx(site.charged)


def test_a_walk_that_cannot_be_paid_reads_nothing() -> None:
    """Of 3,000 posts today not one is read with five dollars left: only the count is paid."""
    site = Site(many(3000, apart=0))
    found, end, left = walk(site, purse=5.0)
    assert (found, end) == (set(), None)
    assert left == pytest.approx(5.0 - 0.005)


def test_a_first_walk_over_fewer_days_is_read_where_all_cannot_be_paid() -> None:
    """The newest days that can be paid, told as what the source could give."""
    site = Site(many(1000, apart=9))
    found, end, left = walk(site, purse=10.0)
    assert 0 < len(found) < 1000
    assert end is not None
    assert end.stopped_because == "source_cap"
    assert end.gap is None
    assert left >= 0
    assert query_of(site.asked[1])["start_time"] == "2026-11-18T00:00:00Z"


def test_the_next_walk_asks_from_the_bookmark_and_counts_only_before_a_second_page() -> None:
    """With one page of news nothing is counted; with more, the rest is, before it is read."""
    calm, busy = Site(many(20)), Site(many(250, apart=1))
    found, _, _ = walk(calm, since=SINCE)
    assert len(found) == 20
    assert [path_of(each) for each in calm.asked] == ["/2/tweets/search/recent"]
    assert query_of(calm.asked[0])["start_time"] == "2026-11-20T06:50:00Z"
    found, _, _ = walk(busy, since=SINCE)
    assert len(found) == 250
    assert [path_of(each)[-14:] for each in busy.asked] == [
        "/search/recent",
        "/counts/recent",
        *["/search/recent"] * 2,
    ]
    starts = {query_of(each)["start_time"] for each in busy.asked}
    assert starts == {"2026-11-20T06:50:00Z"}


def test_with_little_money_left_the_pages_are_small() -> None:
    """Where a hundred posts cannot be paid, ten are asked for."""
    site = Site(many(8))
    found, _, _ = walk(site, since=SINCE, purse=0.2)
    assert len(found) == 8
    assert query_of(site.asked[0])["max_results"] == "10"


def test_a_bookmark_older_than_seven_days_leaves_a_gap_and_no_error() -> None:
    """X refuses such a beginning: all it still shows is counted, then read."""
    old = Bookmark(newest_at=NOW - timedelta(days=20), finished_at=NOW - timedelta(days=20))
    site = Site(many(30))
    found, end, _ = walk(site, since=old)
    assert len(found) == 30
    assert end is not None
    assert end.gap is not None
    assert end.gap.to_at == NOW - timedelta(days=7)


def test_a_beginning_that_x_never_takes_is_an_error_and_no_endless_walk() -> None:
    """Asked for anew once; refused again, it is told."""
    request = SOURCE.first(SEARCH, SINCE)
    told = problem(400, "Invalid 'start_time'")
    count = SOURCE.read(request, told).next
    assert count is not None
    counted = SOURCE.read(count, answer({"data": [], "meta": {}})).next
    assert counted is not None
    with pytest.raises(UnexpectedAnswer, match="start_time"):
        SOURCE.read(counted, told)


def test_mentions_are_asked_for_by_the_number_of_the_account() -> None:
    """Its name is looked up; the first walk goes back as far as was counted."""
    site = Site(many(12))
    found, _, _ = walk(site, MENTIONS)
    assert len(found) == 12
    assert [path_of(each) for each in site.asked] == [
        "/2/users/by/username/cafeluna",
        "/2/tweets/counts/recent",
        "/2/users/77/mentions",
    ]
    assert query_of(site.asked[1])["query"] == "@cafeluna"
    assert query_of(site.asked[2])["start_time"].startswith("2026-11-13")


def test_the_number_of_an_account_is_paid_for_once_a_day() -> None:
    """What X charges once until midnight is not reckoned every hour."""
    found = answer({"data": {"id": "77"}}, date="Fri, 20 Nov 2026 12:00:00 GMT")
    tomorrow = answer({"data": {"id": "77"}}, date="Sat, 21 Nov 2026 12:00:00 GMT")
    request = SOURCE.first(MENTIONS, SINCE)
    assert [spent_by(SOURCE.read(request, each)) for each in (found, tomorrow)] == [0.0, 0.01]


def test_posts_about_ones_own_account_cost_a_fifth() -> None:
    """With `own` said of the listing, as X charges for them."""
    own = Watch(brand="luna", source="x", listing="@cafeluna", options={"own": "sí"})
    page = answer({"data": [post(1)], "meta": {"result_count": 1}})
    spent = []
    for watch in (MENTIONS, own):
        cursor = {**SOURCE.first(watch, SINCE).cursor, "user": "77", "step": "posts"}
        spent.append(spent_by(SOURCE.read(Request(url="", cursor=cursor), page)))
    assert spent == [0.005, 0.001]
    with pytest.raises(ValueError, match="maybe"):
        SOURCE.check_option("@cafeluna", "own", "maybe")


def test_a_slice_of_the_past_is_bounded_and_counted() -> None:
    """A backfill asks between two times; what is too old to be shown ends at the source's cap."""
    request = SOURCE.between(SEARCH, NOW - timedelta(days=3), NOW - timedelta(days=2))
    assert path_of(request) == "/2/tweets/counts/recent"
    site = Site(many(20, apart=400))
    page = SOURCE.read(request, site.answer(request))
    assert page.next is not None
    assert page.next.cheaper is None
    asked = query_of(page.next)
    assert (asked["start_time"], asked["end_time"]) == (
        "2026-11-17T12:00:00Z",
        "2026-11-18T12:00:00Z",
    )
    early = (
        "Invalid 'end_time'. 'end_time' must be a minimum of 10 seconds prior to the request time"
    )
    again = SOURCE.read(request, problem(400, early)).next
    assert again is not None
    assert "end_time" not in query_of(again)
    told = problem(400, "Invalid 'end_time':'...'. 'end_time' must be on or after ...")
    assert SOURCE.read(request, told).stopped_because == "source_cap"


def test_the_question_is_that_of_the_query_where_there_is_one() -> None:
    """Without it the phrase in quotes; never reposts; never longer than X takes."""
    whole = Watch(brand="luna", source="x", terms=("a",), ask='"café luna" OR cafeluna -empleo')
    wanted = '("café luna" OR cafeluna -empleo) -is:retweet'
    assert query_of(SOURCE.first(whole, None))["query"] == wanted
    quoted = Watch(brand="luna", source="x", terms=('café "luna"',))
    assert query_of(SOURCE.first(quoted, None))["query"] == '"café  luna " -is:retweet'
    longest = Watch(brand="luna", source="x", terms=("a",), ask="x" * LONGEST)
    assert len(query_of(SOURCE.first(longest, None))["query"]) == 512


def test_fields_are_asked_for_in_their_new_names_where_x_knows_no_others() -> None:
    """`tweet.fields` refused: `post.fields` is asked for, once."""
    request = SOURCE.first(SEARCH, SINCE)
    words = "The query parameter [tweet.fields] is not one of [query,post.fields]"
    told = answer({"errors": [{"message": words}], "title": "Invalid Request"}, 400)
    again = SOURCE.read(request, told).next
    assert again is not None
    asked = query_of(again)
    assert "edit_history_post_ids" in asked["post.fields"]
    assert "tweet" not in again.url.replace("/tweets/", "/").replace("-is%3Aretweet", "")
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(again, told)


CAPPED = "https://api.twitter.com/2/problems/usage-capped"
RESET = NOW + timedelta(minutes=7)


@pytest.mark.parametrize(
    ("payload", "kind", "until"),
    [
        (problem(401, "Unauthorized"), AccessDenied, None),
        (problem(402, "credits depleted"), AccessDenied, None),
        (problem(403, "attach your app to a project"), AccessDenied, None),
        (problem(429, "Too Many Requests"), Throttled, None),
        (
            problem(429, "slow", x_rate_limit_reset=str(int(RESET.timestamp()))),
            Throttled,
            RESET,
        ),
        (
            problem(429, "cap", CAPPED, date="Fri, 20 Nov 2026 12:00:00 GMT"),
            Throttled,
            datetime(2026, 12, 1, tzinfo=UTC),
        ),
        (
            problem(403, "cap", CAPPED, date="Thu, 31 Dec 2026 12:00:00 GMT"),
            Throttled,
            datetime(2027, 1, 1, tzinfo=UTC),
        ),
        (problem(400, "Invalid 'next_token'"), UnexpectedAnswer, None),
        (problem(400, "There were errors processing your request"), UnexpectedAnswer, None),
        (Payload(body=b"<html>", status=403), AccessDenied, None),
        (Payload(body=b"", status=429), Throttled, None),
        (Payload(body=b"[1]", status=404), UnexpectedAnswer, None),
    ],
)
def test_a_refusal_says_what_to_do(
    payload: Payload, kind: type[SourceError], until: datetime | None
) -> None:
    """By status and kind of problem, whatever its form; X tells the end of a rest as a time."""
    with pytest.raises(kind) as caught:
        SOURCE.read(SOURCE.first(SEARCH, SINCE), payload)
    assert getattr(caught.value, "retry_after", None) == until


def test_the_last_question_of_a_quarter_of_an_hour_is_followed_by_a_wait() -> None:
    """With none remaining the next page waits until X counts anew."""
    body = {"data": [post(1)], "meta": {"next_token": "abc"}}
    reset = str(int((NOW + timedelta(minutes=5)).timestamp()))
    headers = {"x_rate_limit_reset": reset, "date": "Fri, 20 Nov 2026 12:00:00 GMT"}
    request = SOURCE.first(SEARCH, SINCE)
    last = SOURCE.read(request, answer(body, x_rate_limit_remaining="0", **headers)).next
    one_more = SOURCE.read(request, answer(body, x_rate_limit_remaining="1", **headers)).next
    assert last is not None
    assert one_more is not None
    assert (last.after, one_more.after) == (300.0, 0.0)


def test_the_same_token_again_ends_the_walk() -> None:
    """A list that leads to itself is not paid for twice."""
    request = SOURCE.first(SEARCH, SINCE)
    request = Request(url="", cursor={**request.cursor, "token": "abc", "counted": "y"})
    page = SOURCE.read(request, answer({"data": [post(1)], "meta": {"next_token": "abc"}}))
    assert (page.next, page.stopped_because) == (None, "source_cap")


def test_the_key_goes_in_a_header_to_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never into an address; a key that no header can carry is refused in words."""
    credential = SOURCE.sign_in({TOKEN: " AAA%2Bx=\n"}, NOW)
    assert credential.headers == {"Authorization": "Bearer AAA%2Bx="}
    assert credential.host == "api.x.com"
    monkeypatch.setenv("LISTENER_X_URL", "http://127.0.0.1:9")
    assert SOURCE.sign_in({TOKEN: "A"}, NOW).host == "127.0.0.1:9"
    for bad in ({}, {TOKEN: "a b\nc: d"}):
        with pytest.raises(AccessDenied):
            SOURCE.sign_in(bad, NOW)


@pytest.mark.parametrize(
    ("written", "account"),
    [
        ("@CafeLuna", "@cafeluna"),
        ("cafeluna", "@cafeluna"),
        ("https://x.com/CafeLuna?lang=es", "@cafeluna"),
        ("mobile.twitter.com/cafeluna/", "@cafeluna"),
    ],
)
def test_an_account_may_be_written_in_several_ways(written: str, account: str) -> None:
    """By its name or by the link of its profile."""
    assert SOURCE.normal_listing(written) == account


@pytest.mark.parametrize(
    "written", ["", "@", "https://x.com/search?q=a", "https://y.com/a", "a" * 16, "@ñandú"]
)
def test_what_is_no_account_says_so(written: str) -> None:
    """A search, another site, a name that X would not allow."""
    with pytest.raises(ValueError, match="X"):
        SOURCE.normal_listing(written)


# --- looking again --------------------------------------------------------------------------

FIRST, SECOND = number(NOW - timedelta(minutes=50), 1), number(NOW - timedelta(minutes=30), 2)
STORED = Asked(id=FIRST, url=f"https://x.com/marta/status/{FIRST}")
GONE = Asked(id="222")


def looked(data: object, asked: tuple[Asked, ...] = (STORED, GONE)) -> Page:
    return SOURCE.looked_again(asked, SOURCE.look_again(asked), answer(data))


def test_looking_again_asks_for_posts_by_their_numbers_and_without_authors() -> None:
    """A hundred at most, half a dollar."""
    request = SOURCE.look_again((STORED, GONE))
    assert query_of(request)["ids"] == f"{FIRST},222"
    assert "expansions" not in query_of(request)
    assert cost_of(request) == pytest.approx(0.01)


@pytest.mark.parametrize("kind", ["resource-not-found", "not-authorized-for-resource"])
def test_what_x_does_not_show_any_more_is_deleted(kind: str) -> None:
    """Deleted, or of an account that is protected now; of no other number that is told."""
    errors = [
        {"resource_id": number, "type": f"https://api.twitter.com/2/problems/{kind}"}
        for number in ("222", "333")
    ]
    page = looked({"data": [post(50, id=FIRST)], "errors": errors})
    assert [(each.id, each.deleted) for each in page.mentions] == [(FIRST, False), ("222", True)]
    assert page.mentions[0].url == STORED.url
    assert spent_by(page) == pytest.approx(0.005)


def test_what_x_has_trouble_with_is_not_deleted() -> None:
    """Another kind of error says nothing of the post; nor does an answer without it."""
    error = {"resource_id": "222", "type": "https://api.twitter.com/2/problems/about:blank"}
    page = looked({"errors": [error], "data": [post(50, id=FIRST)]})
    assert [each.id for each in page.mentions] == [FIRST]
    with pytest.raises(UnexpectedAnswer):
        looked({"meta": {}})
    with pytest.raises(Throttled):
        SOURCE.looked_again((STORED,), SOURCE.look_again((STORED,)), problem(429, "slow"))


def test_an_edited_post_is_asked_for_in_its_last_version() -> None:
    """An older version is not stored over a later one: the last is asked for by its number."""
    history = [FIRST, SECOND]
    old = post(50, "antes", id=FIRST, edit_history_tweet_ids=history)
    page = looked({"data": [old]}, (STORED,))
    assert page.mentions == ()
    assert page.next is not None
    assert query_of(page.next)["ids"] == SECOND
    new = post(30, "después", id=SECOND, edit_history_tweet_ids=history)
    last = SOURCE.looked_again((STORED,), page.next, answer({"data": [new]}))
    (mention,) = last.mentions
    assert last.next is None
    assert (mention.id, mention.text) == (FIRST, "después")
    assert mention.published_at == NOW - timedelta(minutes=50)
    assert mention.edited_at == NOW - timedelta(minutes=30)


# --- the contract ---------------------------------------------------------------------------


@pytest.mark.skipif(not CONTRACT.exists(), reason=f"no contract in {CONTRACT}")
def test_every_question_is_one_of_the_contract() -> None:
    """Paths and parameters stand in X's own OpenAPI, in one of the two spellings."""
    contract = json.loads(CONTRACT.read_bytes())
    site = Site(many(150))
    walk(site)
    walk(site, MENTIONS)
    asked = [*site.asked, SOURCE.look_again((STORED,))]
    for request in asked:
        path, known = _operation(contract, path_of(request))
        for name, value in query_of(request).items():
            renamed = name.replace("tweet.", "post.")
            assert {name, renamed} & known.keys(), (path, name)
            spec = known.get(name) or known[renamed]
            allowed = _allowed(contract, spec)
            for each in value.split(",") if allowed else ():
                assert {each, each.replace("tweet", "post")} & allowed, (path, name, each)


def _operation(contract: dict[str, Any], path: str) -> tuple[str, dict[str, dict[str, Any]]]:
    for template, operations in contract["paths"].items():
        parts, asked = template.split("/"), path.split("/")
        same = (a.startswith("{") or a == b for a, b in zip(parts, asked, strict=False))
        if len(parts) == len(asked) and all(same) and "get" in operations:
            specs = [_deref(contract, each) for each in operations["get"]["parameters"]]
            return template, {spec["name"]: spec for spec in specs}
    raise AssertionError(path)


def _deref(contract: dict[str, Any], thing: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in thing:
        return thing
    found: Any = contract
    for part in thing["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return _deref(contract, found)


def _allowed(contract: dict[str, Any], spec: dict[str, Any]) -> set[str]:
    schema = _deref(contract, spec.get("schema", {}))
    items = _deref(contract, schema.get("items", {}))
    return set(items.get("enum", ()))


# --- money, as the store keeps it -----------------------------------------------------------


def spent_on(walked: Walked) -> float:
    (spent,) = walked.sql("SELECT coalesce(sum(amount), 0) FROM spending WHERE source = 'x'")[0]
    return float(spent)


def test_what_the_store_has_booked_is_the_bill(tmp_path: Path) -> None:
    """Every question is booked at its most before it goes out, and corrected by its answer."""
    site, walked = Site(many(250)), Walked(SOURCE, SEARCH, tmp_path, NOW)
    assert walked.walk(site.answer).event == "ended"
    assert len(walked.ids()) == 250
    assert spent_on(walked) == pytest.approx(site.charged)
    walked.store.close()


def test_never_more_is_spent_than_the_limit_whatever_comes(tmp_path: Path) -> None:
    """A busy month ends in words, with a gap and at or below ten dollars."""
    site, walked = Site([]), Walked(SOURCE, SEARCH, tmp_path, NOW)
    told = []
    for hour in range(60):
        walked.now = site.now = NOW + timedelta(hours=hour)
        news = [
            {**post(0, author_id=str(n)), "id": number(site.now - timedelta(seconds=n + 1))}
            for n in range(40)
        ]
        for each in news:
            each["created_at"] = f"{site.now - timedelta(minutes=1):%FT%T.000Z}"
        site.posts = [*news, *site.posts]
        if not told or told[-1].event == "ended":
            told.append(walked.walk(site.answer))
    assert spent_on(walked) == pytest.approx(site.charged)
    assert 9.0 < site.charged <= 10.0
    assert told[-1].stopped_because == "throttled"
    assert "[budgets.x]" in told[-1].error or "10" in told[-1].error
    assert walked.sql("SELECT count(*) FROM gaps") == [(1,)]
    assert walked.sql("SELECT rests_until FROM watches")[0][0] is not None
    walked.store.close()


def test_a_limit_from_the_settings_is_the_one_that_counts(tmp_path: Path) -> None:
    """With two dollars a first walk over too much reads nothing, and says what would help."""
    site = Site(many(1000, apart=1))
    walked = Walked(SOURCE, SEARCH, tmp_path, NOW, limits={"dollars": 2.0})
    told = walked.walk(site.answer)
    assert (told.event, told.items) == ("failed", 0)
    assert "[budgets.x]" in told.error
    assert spent_on(walked) == pytest.approx(0.005)
    walked.store.close()


def test_a_refusal_costs_nothing(tmp_path: Path) -> None:
    """X charges for what it returns: what was booked comes back."""
    walked = Walked(SOURCE, SEARCH, tmp_path, NOW)
    assert walked.walk(lambda _: problem(429, "slow")).stopped_because == "throttled"
    assert spent_on(walked) == 0
    walked.store.close()
