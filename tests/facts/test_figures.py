"""Every figure that is read one by one is what the rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from listener import surveying
from listener.counting import slices
from listener.facts import Facts, mean_of, share_of
from listener.likeness import name_of_one
from listener.model import Author, Mention, Rating
from listener.store import Scored
from tests.facts.world import T0, WATCHES, World

SINCE = T0 - timedelta(days=30, minutes=7)


def facts_of(world: World, **more: Any) -> Facts:
    facts = world.report(SINCE, T0, **more).facts
    assert facts is not None
    return facts


def histogram(stars: Sequence[float]) -> tuple[int, ...]:
    return tuple(sum(each == n or (each == n - 0.5) for each in stars) for n in range(1, 6))


def test_feelings_are_shares_of_all(world: World) -> None:
    """The share of the negative, and the net of those that take sides."""
    rows, facts = world.rows("acme", SINCE, T0), facts_of(world)
    felt = Counter(row["felt"] for row in rows)
    assert facts.feeling.negative == share_of(felt["negative"], len(rows))
    assert facts.feeling.positive == share_of(felt["positive"], len(rows))
    net = facts.feeling.net
    assert net is not None
    sided = felt["positive"] + felt["negative"]
    assert (net.n, net.value) == (
        sided,
        pytest.approx((felt["positive"] - felt["negative"]) / sided),
    )
    forum = [row for row in rows if row["source"] == "forum"]
    bad = sum(row["felt"] == "negative" for row in forum)
    assert facts.feeling_by_source["forum"].negative == share_of(bad, len(forum))


@pytest.mark.parametrize("part", ["all", "source", "listing", "version"])
def test_stars_are_counted_by_where_they_were_given(world: World, part: str) -> None:
    """Half stars count as the next; a mean is that of its own stars."""
    titles = {1: "Acme App", 2: "Centro", 3: "plaza"}
    rows = [row for row in world.rows("acme", SINCE, T0) if row["stars"] is not None]
    names = {
        "all": lambda row: ("", ""),
        "source": lambda row: (row["source"], ""),
        "listing": lambda row: (row["source"], titles[row["watch_id"]]),
        "version": lambda row: (row["source"], row["version"]),
    }
    groups: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        if part != "version" or row["version"]:
            groups.setdefault(names[part](row), []).append(row["stars"])
    facts = facts_of(world)
    told = {
        "all": (facts.stars,),
        "source": facts.stars_by_source,
        "listing": facts.stars_by_listing,
        "version": facts.stars_by_version,
    }[part]
    assert {(each.source, each.name): each.counts for each in told} == {
        name: histogram(stars) for name, stars in groups.items()
    }
    for each in told:
        stars = groups[each.source, each.name]
        mean = mean_of(sum(stars), sum(star * star for star in stars), len(stars))
        assert mean is not None
        assert each.mean is not None
        assert each.mean.value == pytest.approx(mean.value)
        assert each.mean.low == pytest.approx(mean.low)
    assert told


def test_a_topic_moves_the_score_by_what_it_would_be_without_it(world: World) -> None:
    """Impact: the score of all, less that of all that do not speak of it."""
    rows, topics = world.rows("acme", SINCE, T0), facts_of(world).topics
    spoken: dict[int, set[str]] = {}
    for key, aspect in world.sql("SELECT mention_id, aspect FROM mention_aspects"):
        spoken.setdefault(key, set()).add(aspect)

    def net(chosen: list[dict[str, Any]]) -> float:
        felt = Counter(row["felt"] for row in chosen)
        return (felt["positive"] - felt["negative"]) / (felt["positive"] + felt["negative"])

    def stars(chosen: list[dict[str, Any]]) -> float:
        given = [row["stars"] for row in chosen if row["stars"] is not None]
        return sum(given) / len(given)

    assert topics.by == "stars"
    assert topics.net == pytest.approx(net(rows))
    assert topics.stars == pytest.approx(stars(rows))
    assert {each.aspect for each in topics.topics} == {"price", "wait", "staff"}
    for topic in topics.topics:
        without = [row for row in rows if topic.aspect not in spoken.get(row["id"], ())]
        assert topic.items == len(rows) - len(without)
        assert topic.net_without == pytest.approx(net(without))
        assert topic.stars_without == pytest.approx(stars(without))
        assert topic.impact is not None
        assert topic.impact.value == pytest.approx(stars(rows) - stars(without))
        assert topic.impact.low <= topic.impact.value <= topic.impact.high
    impacts = [each.impact.value for each in topics.topics if each.impact]
    assert impacts == sorted(impacts)


def test_an_aspect_is_counted_as_ever(world: World) -> None:
    """The pass over a period tells of aspects what the store's own count tells."""
    report = world.report(SINCE, T0)
    known = world.store.aspect_changes("acme", SINCE, T0)
    assert list(report.aspects) == known


def author_of(row: dict[str, Any]) -> tuple[str, str] | None:
    given = row["author_id"] or (
        row["author_name"] if name_of_one(row["author_name"] or "") else None
    )
    return (row["source"], given) if given else None


def test_loud_authors_wrote_most(world: World) -> None:
    """Whoever is told of wrote so much; nobody who wrote more is left out."""
    rows, facts = world.rows("acme", SINCE, T0), facts_of(world)
    wrote = Counter(filter(None, map(author_of, rows)))
    bad = Counter(filter(None, (author_of(r) for r in rows if r["felt"] == "negative")))
    assert facts.loud[0].items == wrote.most_common(1)[0][1]
    told = Counter((each.items, each.negatives) for each in facts.loud)
    assert told <= Counter((n, bad[author]) for author, n in wrote.items())
    views = sum(row["views"] or 0 for row in rows if author_of(row) is not None)
    assert 0 < sum(each.reach or 0 for each in facts.loud) <= views


def test_a_storm_is_a_text_that_many_repeat(world: World) -> None:
    """How many copies fall in the period, and from when to when."""
    rows, facts = world.rows("acme", SINCE, T0), facts_of(world)
    copies = Counter(row["copy_of"] for row in rows if row["copy_of"] is not None)
    assert [each.copies for each in facts.storms] == sorted(
        (n for n in copies.values() if n >= 3), reverse=True
    )
    for storm in facts.storms:
        first = storm.first.copy_of or storm.first.key
        of = [row for row in rows if row["copy_of"] == first]
        assert storm.copies == len(of)
        assert (int(storm.since.timestamp()), int(storm.until.timestamp())) == (
            min(row["at"] for row in of),
            max(row["at"] for row in of),
        )
        assert set(storm.sources) == {row["source"] for row in of}
        assert 1 <= storm.authors <= len(of)
        assert 0 <= storm.unknown <= storm.authors


def test_languages_that_nothing_reads_are_counted(world: World) -> None:
    """Only of texts: stars without a word are in no language."""
    counted = Counter(
        row["found_language"]
        for row in world.rows("acme", SINCE, T0)
        if row["text_label"] == "unknown" and row["text"]
    )
    assert {each.language: each.items for each in facts_of(world).unread} == counted
    assert counted["pt"] > 0


def test_figures_of_reviews_are_those_of_the_store(world: World) -> None:
    """What the pass over a period tells of reviews is what is told when they are read alone."""
    from listener.reviewed import figures_of

    report = world.report(SINCE, T0)
    assert report.reviewed == figures_of(world.store, "acme", SINCE, T0)
    before = SINCE - (T0 - SINCE)
    assert report.reviewed_before == figures_of(world.store, "acme", before, SINCE)
    assert report.reviewed is not None
    assert report.facts is not None
    assert report.facts.answered == share_of(report.reviewed.answered, report.reviewed.due)


def test_the_worst_are_those_of_a_search(world: World) -> None:
    """Few stars first, then dark words, one for all that say the same."""
    from listener.store.mentions import mentions

    found = mentions(
        world.store._connection,
        brand="acme",
        label="negative",
        since=SINCE,
        until=T0,
        limit=10,
        gravest=True,
        collapsed=True,
    )
    assert [each.key for each in world.report(SINCE, T0).worst] == [each.key for each in found]


def test_of_a_busy_period_an_even_sample_is_read_and_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sums stay whole; what is read one by one says of how many, and passes over no stretch."""
    whole = world.report(SINCE, T0)
    monkeypatch.setattr(surveying, "WHOLE", 60)
    monkeypatch.setattr(surveying, "slices", partial(slices, whole=60, part=48))
    report = world.report(SINCE, T0)
    assert report.totals == whole.totals
    assert report.facts is not None
    assert report.facts.sampled is not None
    assert report.facts.sampled.of == whole.totals.items
    assert 24 < report.facts.sampled.read <= 48
    read = sum(report.facts.stars.counts)
    assert 0 < read < whole.facts.stars.mean.n  # type: ignore[union-attr]


def test_of_nothing_nothing_is_told(empty: World) -> None:
    """An empty store has no shares, no stars and no hours, and no error."""
    facts = facts_of(empty)
    assert (facts.feeling.negative, facts.stars.mean, facts.hours) == (None, None, None)
    assert not facts.topics.topics
    assert not facts.loud
    assert [each.totals.items for each in facts.comparisons] == [0]


def test_one_review_is_told_as_one(empty: World) -> None:
    """Its mean may be anything: the bounds say so, and it is too few to conclude from."""
    scored = empty.scored(WATCHES[0], 1)
    mention = Mention(
        id="one",
        kind="review",
        text="mal",
        published_at=T0,
        rating=Rating(1),
        author=Author(id="a"),
    )
    empty.save([Scored(mention=mention, sentiment=scored.sentiment)])
    facts = empty.report(T0, T0 + timedelta(hours=1)).facts
    assert facts is not None
    assert facts.stars.counts == (1, 0, 0, 0, 0)
    assert facts.stars.mean is not None
    assert facts.stars.mean.high > 3.5
    assert not facts.tells(facts.stars.mean)


def test_steps_are_the_star_changes_without_words(world: World) -> None:
    """The short way tells the same as the list that people read."""
    span = (T0, T0 + timedelta(hours=1))
    changes = world.store.star_changes("acme", *span)
    steps = world.store.star_steps("acme", *span)
    assert changes
    assert Counter((each.listing, each.before, each.after) for each in changes) == Counter(steps)
