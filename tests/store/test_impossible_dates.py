"""A time that cannot be is not stored as one; what was claimed is kept, once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from listener.model import Mention, Rating, Reply
from listener.store.quarantine import KEPT_CLAIMS
from tests.store.conftest import T0, Bench, post
from tests.store.test_reviews import lives, walk

OLD = datetime(1974, 3, 14, tzinfo=UTC)
FUTURE = T0 + timedelta(days=4000)


def review(at: datetime = T0, **more: Any) -> Mention:
    return post(1, at, kind="review", rating=Rating(1), **more)


def set_aside(bench: Bench) -> list[tuple[object, ...]]:
    return bench.sql("SELECT error, mention_id, url FROM quarantine ORDER BY id")


def test_the_claim_is_kept_and_told_in_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review is stored without a date; what its source said of it can be looked up."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    walk(bench, review(at=OLD, url="https://site.example/1"))
    (stored,) = bench.store.mentions()
    assert (stored.mention.published_at, stored.mention.precision) == (None, "implausible")
    said = "la fecha 14-03-1974 no puede ser; se guarda sin fecha."
    assert set_aside(bench) == [(said, 1, "https://site.example/1")]
    ((payload,),) = bench.sql("SELECT payload FROM quarantine")
    claimed = json.loads(bytes(payload))  # type: ignore[call-overload]
    assert (claimed["id"], claimed["published_at"]) == ("p1", "1974-03-14T00:00:00Z")


def test_it_is_said_in_english_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the date as it is written everywhere."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    answer = Reply(text="Sorry", at=OLD, time_kind="created")
    walk(bench, review(at=OLD, edited_at=OLD, replies=(answer,)))
    ((error, _, _),) = set_aside(bench)
    assert str(error).count("1974-03-14") == 3


def test_an_impossible_edit_has_no_time(bench: Bench) -> None:
    """Then the time of the change is the one at which we saw it."""
    walk(bench, review(text="uno"))
    walk(bench, review(text="dos", edited_at=FUTURE), hours=5)
    (stored,) = bench.store.mentions()
    assert (stored.mention.published_at, stored.mention.edited_at) == (T0, bench.now)
    assert len(set_aside(bench)) == 1


def test_an_impossible_answer_is_an_answer_without_a_time(bench: Bench) -> None:
    """An answer of 1970 would be fifty years early."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    walk(bench, review(replies=(Reply(text="Perdón", at=epoch, time_kind="created"),)))
    (life,) = lives(bench)
    assert (life.answered, life.answered_at) == (True, None)
    assert bench.sql("SELECT at, time_kind FROM replies") == [(None, "none")]


def test_it_is_said_when_it_is_new_or_changed_only(bench: Bench) -> None:
    """A year of crawls does not repeat it."""
    for _ in range(5):
        walk(bench, review(at=OLD), hours=5)
    assert len(set_aside(bench)) == 1
    walk(bench, review(at=OLD, text="otra cosa"), hours=5)
    assert len(set_aside(bench)) == 2


def test_the_watch_is_well_and_its_status_counts_them_apart(bench: Bench) -> None:
    """One stranger's clock is no fault of the site."""
    walk(bench, review(at=OLD), post(2, FUTURE), post(3, T0))
    (status,) = bench.store.statuses()
    assert (status.health, status.quarantined, status.misdated) == ("ok", 0, 2)
    assert bench.told[-1].event == "ended"


def test_a_thousand_wrong_dates_do_not_push_out_an_answer(bench: Bench) -> None:
    """Each kind has its own room, and the latest are kept."""
    bench.site.size = 2000
    bench.sql(
        "INSERT INTO quarantine (watch_id, source, at, url, content_type, error, payload)"
        " VALUES (1, 'site', 0, '', '', '', '')"
    )
    walk(bench, *(post(n, OLD) for n in range(KEPT_CLAIMS + 50)))
    (status,) = bench.store.statuses()
    assert (status.quarantined, status.misdated) == (1, KEPT_CLAIMS)


def test_what_is_not_kept_is_not_set_aside(bench: Bench) -> None:
    """A post that is not about the brand is nobody's business, whatever its date."""
    bench.watch = bench.watch.__class__(brand="acme", source="site", listing="all", match=True)
    walk(bench, post(1, OLD, "something else"))
    assert set_aside(bench) == []
