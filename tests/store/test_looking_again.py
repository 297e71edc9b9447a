"""Looking again at what is stored: which mentions, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

import pytest

from listener.budgeting import Purse, account_with
from listener.config import Brand
from listener.enriching import Enricher
from listener.errors import SourceUnavailable, Throttled, UnexpectedAnswer
from listener.lookagain import Asked, LooksAgain
from listener.looking import Looking, rule_of
from listener.model import Author, Mention, Page, Payload, Request, Watch
from listener.sentiment import Sentiments
from listener.store import DueRule
from listener.store import erasing as erasing_of
from tests.store.conftest import T0, Bench, Feeling, Site, post, posts

WEEK = timedelta(days=7)


class Remembers(Site, LooksAgain):
    """The site of the other tests, which also tells of an item by its id, three at a time."""

    look_again_after: ClassVar[timedelta] = WEEK
    per_request: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Mention] = []
        self.asks_on = 0
        self.questions: list[list[str]] = []

    def look_again(self, asked: Sequence[Asked]) -> Request:
        self.questions.append([each.id for each in asked])
        return Request(url="https://site.example/ids")

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        if payload.status != 200:
            raise UnexpectedAnswer("changed")
        more = Request(url="https://site.example/more") if self.asks_on else None
        self.asks_on = max(0, self.asks_on - 1)
        return Page(mentions=tuple(self.told), next=more)


class Erases(Remembers):
    """The same, with terms like those of Reddit."""

    erases: ClassVar[bool] = True


@pytest.fixture
def looks(bench: Bench) -> Bench:
    bench.site = Remembers()
    return bench


@pytest.fixture
def erasing(bench: Bench) -> Bench:
    bench.site = Erases()
    return bench


def rule(bench: Bench) -> DueRule:
    assert isinstance(bench.site, Remembers)
    return rule_of("site", bench.site, bench.now)


def due(bench: Bench, limit: int = 100) -> list[str]:
    return [each.asked.id for each in bench.store.due_again(rule(bench), limit)]


def look(bench: Bench, *told: Mention, status: int = 200) -> Looking:
    """Ask for all that is due; each answer tells of these."""
    assert isinstance(bench.site, Remembers)
    bench.site.told = list(told)
    run = Looking(
        bench.store.due_again(rule(bench), 100),
        bench.site,
        watch=Watch(brand="acme", source="site"),
        brand=Brand(name="Uno", languages=("en",)),
        store=bench.store,
        enrich=Enricher(Sentiments([Feeling()])),
        purse=Purse(bench.store, account_with(bench.site.about, "site"), lambda: bench.now),
        secrets={"KEY": "hunter2hunter2"},
        now=lambda: bench.now,
    )
    if run.begin():
        request: Request | None = run.first()
        while request is not None:
            address = "https://site.example/ids"
            answer = Payload(body=b"key hunter2hunter2", url=address, status=status)
            request = run.take(request, answer)
    return run


def test_the_oldest_knowledge_is_looked_at_first(looks: Bench) -> None:
    """What a crawl has just seen can wait; what was not seen for longest comes first."""
    looks.site.items = posts(2)
    looks.walk()
    looks.later(days=8)
    looks.site.items = [post(9, looks.now), *posts(2)[1:]]
    looks.walk()
    assert due(looks) == ["p2"]
    looks.later(days=8)
    assert due(looks) == ["p2", "p9", "p1"] or due(looks) == ["p2", "p1", "p9"]
    assert due(looks, limit=1) == ["p2"]


def test_nobody_asks_for_what_is_too_old_or_gone(looks: Bench) -> None:
    """An age may be the end of it, and a deletion is."""
    looks.site.items = [post(1, T0), post(2, T0 - timedelta(days=90)), post(3, T0)]
    looks.walk()
    looks.site.items[0] = post(1, T0, deleted=True)
    looks.later(minutes=15)
    looks.walk()
    looks.later(days=8)
    assert sorted(due(looks)) == ["p2", "p3"]
    young = DueRule(source="site", before=looks.now - WEEK, since=looks.now - timedelta(days=30))
    assert [each.asked.id for each in looks.store.due_again(young, 9)] == ["p3"]


def test_what_a_person_has_hidden_is_looked_at_too(looks: Bench) -> None:
    """Hidden is stored all the same, and the terms bind us."""
    looks.site.items = posts(1)
    looks.walk()
    looks.sql(
        "INSERT INTO hidden_links"
        " SELECT brand, mention_id, at, watch_id, queries, 'blocked', 0, 0, towards"
        " FROM brand_links"
    )
    looks.sql("DELETE FROM brand_links")
    looks.later(days=8)
    assert due(looks) == ["p1"]
    looks.sql("DELETE FROM hidden_links")
    assert due(looks) == []


def test_an_edit_becomes_a_version_and_the_sums_follow(looks: Bench) -> None:
    """The same road as a crawl: text, score, versions, search and sums."""
    looks.site.items = [post(1, T0, "good"), post(2, T0, "good too")]
    looks.walk()
    looks.later(days=8)
    run = look(looks, post(1, T0, "bad now"), post(2, T0, "good too"))
    assert (run.told.looked, run.told.edited, run.told.deleted) == (2, 1, 0)
    edited = next(each for each in looks.store.mentions() if each.mention.id == "p1")
    assert (edited.mention.text, edited.label, edited.versions) == ("bad now", "negative", 1)
    assert looks.rollups_equal_rows()
    assert [each.mention.id for each in looks.store.mentions(text="now")] == ["p1"]
    assert due(looks) == []
    looks.later(days=8)
    assert sorted(due(looks)) == ["p1", "p2"]


def test_a_deletion_is_noted_and_what_was_said_stays(looks: Bench) -> None:
    """Where no terms say otherwise."""
    looks.site.items = [post(1, T0, "bad")]
    looks.walk()
    looks.later(days=8)
    run = look(looks, Mention(id="p1", deleted=True))
    (stored,) = looks.store.mentions()
    assert run.told.deleted == 1
    assert (stored.gone_at, stored.erased_at) == (looks.now, None)
    assert stored.mention.text == "bad"


def test_what_is_not_told_of_waits_its_turn_again(looks: Bench) -> None:
    """Silence is neither life nor death, and must not keep the others from being asked for."""
    looks.site.items = posts(4)
    looks.walk()
    looks.later(days=8)
    look(looks, *posts(4)[:1])
    assert looks.sql("SELECT count(*) FROM mentions WHERE gone_at IS NOT NULL") == [(0,)]
    assert due(looks) == []
    looks.later(days=8)
    assert len(due(looks)) == 4


def test_an_answer_may_tell_of_nothing_that_was_not_asked_for(looks: Bench) -> None:
    """What somebody else's id does in the answer is not taken for a mention of ours."""
    looks.site.items = posts(1)
    looks.walk()
    looks.later(days=8)
    look(looks, post(77, T0, "stranger"))
    assert looks.ids() == {"p1"}


def test_they_are_asked_for_some_at_a_time(looks: Bench) -> None:
    """As many as go into one question, until all were asked for."""
    looks.site.items = posts(7)
    looks.walk()
    looks.later(days=8)
    assert look(looks).told.looked == 7
    assert isinstance(looks.site, Remembers)
    assert list(map(len, looks.site.questions)) == [3, 3, 1]


def test_a_source_may_ask_on_about_the_same_ones(looks: Bench) -> None:
    """A version that names a newer one leads to a second question; each mention counts once."""
    looks.site.items = [post(1, T0, "good"), post(2, T0, "good")]
    looks.walk()
    looks.later(days=8)
    assert isinstance(looks.site, Remembers)
    looks.site.asks_on = 2
    run = look(looks, post(1, T0, "bad"), post(2, T0, "good"))
    assert (run.told.looked, run.told.edited, len(looks.site.questions)) == (2, 1, 1)
    looks.later(days=8)
    looks.site.asks_on = 10**9
    assert look(looks).told.looked == 2


def test_a_failure_leaves_the_rest_due(looks: Bench) -> None:
    """An answer that nobody can read is kept, without the key in it; nothing was looked at."""
    looks.site.items = posts(2)
    looks.walk()
    looks.later(days=8)
    run = look(looks, status=500)
    assert (run.told.looked, run.reason) == (0, "changed")
    assert len(due(looks)) == 2
    ((kept,),) = looks.sql("SELECT payload FROM quarantine")
    assert b"hunter2" not in bytes(kept)  # type: ignore[call-overload]


def test_a_failure_says_why(looks: Bench) -> None:
    """Whatever the engine meets is the reason, with no secret in it."""
    run = look(looks)
    run.fail(SourceUnavailable("down at hunter2hunter2"))
    assert run.reason.startswith("down at")
    assert "hunter2" not in run.reason
    error = Throttled("slow")
    run.fail(error, Payload(body=b"", headers={"retry-after": "60"}))
    assert error.retry_after == looks.now + timedelta(seconds=60)


SAID = Mention(
    id="p1",
    url="https://site.example/anamaria/1",
    title="Headline",
    text="bad coffee",
    author=Author(name="Anamaria", id="u7", url="https://site.example/anamaria"),
    published_at=T0,
)


def words_left(bench: Bench) -> list[str]:
    """What of the mention can still be read anywhere in the file."""
    bench.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file, said = bench.path.read_bytes(), ("Headline", "bad coffee", "Anamaria", "good coffee")
    return [words for words in said if words.encode() in file]


def test_what_is_deleted_there_is_erased_here_where_terms_demand_it(erasing: Bench) -> None:
    """Text, title, author, link and earlier versions go, in every corner; the counts stay."""
    erasing.site.items = [post(1, T0, "good coffee", author=SAID.author)]
    erasing.walk()
    erasing.site.items = [SAID]
    erasing.later(minutes=15)
    erasing.walk()
    assert words_left(erasing)
    before = erasing.sql("SELECT items, negatives FROM rollups")
    erasing.later(days=8)
    run = look(erasing, Mention(id="p1", deleted=True))
    (stored,) = erasing.store.mentions()
    assert (stored.gone_at, stored.erased_at) == (erasing.now, erasing.now)
    assert (stored.mention.body, stored.mention.author, stored.mention.url) == ("", None, "")
    assert (stored.label, stored.versions, run.told.deleted) == ("negative", 1, 1)
    assert erasing.sql("SELECT items, negatives FROM rollups") == before
    assert erasing.rollups_equal_rows()
    assert not list(erasing.store.mentions(text="coffee"))
    assert words_left(erasing) == []
    assert due(erasing) == []


def test_no_word_of_it_stays_in_the_search_index(erasing: Bench) -> None:
    """Not even in the pieces that the index has not merged; nobody else's words are lost."""
    said = post(1, T0, "the waiter Zacarias was a bad quexalote")
    erasing.site.items = [said, *(post(n, T0, f"coffee number {n}") for n in range(2, 9))]
    erasing.walk()
    erasing.later(days=8)
    look(erasing, Mention(id="p1", deleted=True))
    erasing.store.forget_words()
    erasing.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    # Of a word that follows "za..." the index keeps the rest only.
    file = erasing.path.read_bytes()
    assert [word for word in (b"acaria", b"uexalot") if word in file.lower()] == []
    assert len(list(erasing.store.mentions(text="coffee"))) == 7
    assert erasing.sql("SELECT * FROM erasures") == []
    erasing.sql("INSERT INTO mentions_fts (mentions_fts, rank) VALUES ('integrity-check', 1)")


def test_a_crawl_erases_too(erasing: Bench) -> None:
    """It does not matter who met the deletion, nor that the site still shows the title."""
    erasing.site.items = [SAID]
    erasing.walk()
    erasing.site.items = [Mention(id="p1", title="Headline", published_at=T0, deleted=True)]
    erasing.later(minutes=15)
    erasing.walk()
    (stored,) = erasing.store.mentions()
    assert (stored.mention.body, stored.erased_at) == ("", erasing.now)


def test_what_was_noted_as_deleted_before_is_erased_when_it_is_asked_for(erasing: Bench) -> None:
    """A database from before this rule, or an absence that two walks have shown."""
    erasing.site.items = [SAID]
    erasing.walk()
    gone = Mention(id="p1", deleted=True)
    erasing.sql("UPDATE mentions SET gone_at = 1, content_hash = ?", gone.content_hash)
    erasing.later(days=8)
    assert due(erasing) == ["p1"]
    look(erasing, gone)
    assert words_left(erasing) == []


def test_what_comes_back_is_put_back(erasing: Bench) -> None:
    """A moderator may think again: text and author are there once more, and no empty version."""
    erasing.site.items = [SAID]
    erasing.walk()
    erasing.later(days=8)
    look(erasing, Mention(id="p1", deleted=True))
    erasing.later(minutes=15)
    erasing.walk()
    (stored,) = erasing.store.mentions()
    assert (stored.mention.text, stored.mention.url) == (SAID.text, SAID.url)
    assert (stored.mention.author, stored.gone_at, stored.erased_at) == (SAID.author, None, None)
    assert stored.versions == 0
    assert erasing.rollups_equal_rows()
    assert len(list(erasing.store.mentions(text="coffee"))) == 1


def test_what_nobody_could_ask_for_in_time_expires(looks: Bench) -> None:
    """After as long as the terms allow it is erased, without being called deleted; a crawl that
    meets it again puts it back.
    """
    looks.site.items = [SAID, post(2, T0)]
    looks.walk()
    looks.later(days=20)
    looks.site.items = [post(2, T0)]
    looks.walk()
    looks.later(days=11)
    assert looks.store.expire("site", looks.now - timedelta(days=30), looks.now) == 1
    assert looks.store.expire("site", looks.now - timedelta(days=30), looks.now) == 0
    stored = next(each for each in looks.store.mentions() if each.mention.id == "p1")
    assert (stored.mention.body, stored.gone_at, stored.erased_at) == ("", None, looks.now)
    assert words_left(looks) == []
    looks.site.items = [SAID]
    looks.later(minutes=15)
    looks.walk()
    stored = next(each for each in looks.store.mentions() if each.mention.id == "p1")
    assert (stored.mention.text, stored.erased_at) == (SAID.text, None)


def test_what_expires_at_once_lets_others_write(
    looks: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year's worth of mentions is erased in pieces: no crawl waits for all of it."""
    monkeypatch.setattr(erasing_of, "_ERASED", 2)
    looks.site.items = [post(n, T0) for n in range(5)]
    looks.walk()
    asked: list[str] = []
    looks.store._connection.set_trace_callback(asked.append)
    assert looks.store.expire("site", looks.now + timedelta(days=1), looks.now) == 5
    looks.store._connection.set_trace_callback(None)
    assert [each for each in asked if each in ("BEGIN IMMEDIATE", "COMMIT")] == [
        *("BEGIN IMMEDIATE", "COMMIT") * 3
    ]
