"""Every review in real answers of Google Play.

The recordings are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when
absent. Of the dumps there, one holds reviews that can be put back into the shape of the wire; the
other is a table of three banks' apps that somebody has cleaned: no source of ours reads either.
"""

import gzip
import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from listener.spiders.googleplay import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import Page, Payload
from tests.test_sources_googleplay import PACKAGE, ROOT, envelope, read, watch

RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"


def recorded(name: str) -> bytes:
    path = RECORDINGS / name
    if not path.exists():
        pytest.skip(f"no recording {path}")
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


def check(page: Page, reviews: list[Any]) -> None:
    """Every review of the payload is a mention, field by field as an independent look finds."""
    assert len({mention.id for mention in page.mentions}) == len(page.mentions)
    for mention, raw in zip(page.mentions, reviews, strict=True):
        assert mention.id == raw[0]
        assert mention.url.endswith(f"id={PACKAGE}&reviewId={quote(raw[0], safe='')}")
        assert mention.rating is not None
        assert mention.rating.stars == raw[2]
        assert mention.text == raw[4].strip()
        assert mention.published_at == datetime.fromtimestamp(raw[5][0], UTC)
        assert mention.version == raw[10]
        assert mention.author is not None
        assert mention.author.name == raw[1][0].strip()
        assert mention.engagement is not None
        assert mention.engagement.likes == raw[6]
        assert [reply.text for reply in mention.replies] == ([raw[7][1].strip()] if raw[7] else [])
        for reply in mention.replies:
            assert reply.at == datetime.fromtimestamp(raw[7][2][0], UTC)
            assert reply.time_kind == "modified"


@pytest.mark.parametrize(
    ("name", "answers", "older"), [("translate-initial.txt", 42, 3), ("translate-page2.txt", 30, 7)]
)
def test_every_review_of_a_real_page_is_read(name: str, answers: int, older: int) -> None:
    """150 reviews of July 2026, newest first; some answers are older than the last edit."""
    body = recorded(f"google_play_batchexecute/{name}")
    data = json.loads(json.loads(body[4:])[0][2])
    page = read(body)
    check(page, data[0])
    assert len(page.mentions) == 150
    replied = [mention for mention in page.mentions if mention.replies]
    assert len(replied) == answers
    assert sum(m.replies[0].at < m.published_at for m in replied) == older  # type: ignore[operator]
    times = [mention.published_at for mention in page.mentions]
    assert times == sorted(times, reverse=True)  # type: ignore[type-var]
    assert page.next is not None
    assert page.next.cursor["token"] == data[1][1]


def test_two_real_pages_follow_each_other() -> None:
    """No review stands on both, and the second begins where the first ends."""
    first, second = (
        read(recorded(f"google_play_batchexecute/translate-{name}.txt")).mentions
        for name in ("initial", "page2")
    )
    assert len({mention.id for mention in (*first, *second)}) == 300
    assert first[-1].published_at > second[0].published_at  # type: ignore[operator]
    assert sum(bool(mention.title) for mention in (*first, *second)) == 1


def test_a_real_answer_to_another_question_is_not_ours() -> None:
    """The recorded permissions of an app come in the same envelope and are no reviews."""
    with pytest.raises(UnexpectedAnswer, match="UsvDTd"):
        read(recorded("google_play_batchexecute/permissions-translate.txt"))


@pytest.mark.parametrize(
    ("name", "stars", "histogram"),
    [
        ("minecraft", 4.315863132476807, (594092, 170943, 264728, 491363, 4194160)),
        ("translate", 4.265079975128174, (971173, 306894, 479693, 878696, 6403317)),
    ],
)
def test_a_real_store_page_is_read_to_its_last_review(
    name: str, stars: float, histogram: tuple[int, ...]
) -> None:
    """It holds twenty, under another name of the same question, and all the stars."""
    body = recorded(f"google_play_web/details-{name}.html.gz")
    found = re.search(r"key: 'ds:10'.*?data:(.*?), sideChannel", body.decode(), re.DOTALL)
    assert found is not None
    page = SOURCE.read(SOURCE.first(watch(), None), Payload(body=body))
    check(page, json.loads(found[1])[0])
    assert len(page.mentions) == 20
    assert page.totals is not None
    assert page.totals.stars == pytest.approx(stars)
    assert page.totals.histogram == histogram
    # Google's sum is not quite that of its parts.
    assert page.totals.count == pytest.approx(sum(histogram), rel=1e-4)


def test_real_reviews_in_spanish_keep_their_words() -> None:
    """26 reviews of 2021 with ids of the old kind, put back into the shape of the wire.

    The words, stars, versions and answers are real; a tool wrote them down, times without a zone.
    """
    rows = json.loads(recorded("google_play_dumps/confinapp_es_2021_26rows.json"))

    def seconds(at: str | None) -> list[int] | None:
        naive = datetime.fromisoformat(at) if at else None
        return [int(naive.replace(tzinfo=UTC).timestamp()), 0] if naive else None

    wire = [
        [
            *(row["reviewId"], [row["userName"]], row["score"], None, row["content"]),
            *(seconds(row["at"]), row["thumbsUpCount"]),
            ["x", row["replyContent"], seconds(row["repliedAt"])] if row["replyContent"] else None,
            *(None, None, row["reviewCreatedVersion"]),
        ]
        for row in rows
    ]
    page = read(envelope([wire, None]))
    check(page, wire)
    assert len(page.mentions) == 26
    stars = Counter(mention.rating.label for mention in page.mentions if mention.rating)
    assert sum(stars.values()) == 26
