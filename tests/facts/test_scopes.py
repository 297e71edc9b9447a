"""Reports of a group, of a location, and of a brand among its competitors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.errors import ConfigError
from listener.facts import share_of
from listener.model import Author, Mention, Sentiment
from listener.records import WatchStatus
from listener.reporting import _at, reports
from listener.reviewing import StarStep
from listener.store import Scored
from tests.facts.test_sums import by_source, totals_of
from tests.facts.world import T0, WATCHES, World

SINCE = T0 - timedelta(days=6)
CALM = Sentiment(label="neutral", polarity=0.0, language="es", model="word-1")


def test_a_group_is_the_sum_of_its_brands(world: World) -> None:
    """Everything is added up, and each brand is told apart."""
    (found,) = reports(world.config, world.store, SINCE, T0, group="food")
    rows = {brand: world.rows(brand, SINCE, T0) for brand in ("acme", "zeta")}
    assert (found.brand, found.brands) == ("group:food", ("acme", "zeta"))
    assert found.totals == totals_of([*rows["acme"], *rows["zeta"]])
    assert found.by_brand == {
        world.config.brand(brand).name: totals_of(each) for brand, each in rows.items()
    }
    assert found.by_source == by_source([*rows["acme"], *rows["zeta"]])
    assert found.facts is not None
    assert found.facts.feeling.negative == share_of(found.totals.negatives, found.totals.items)
    assert {each.brand for each in found.coverage} == {"acme", "zeta"}
    assert found.facts.hours is not None
    dated = found.totals.items - found.totals.undated
    # The first and the last quarter are cut by the period, not by the hours.
    assert abs(sum(map(sum, found.facts.hours.items)) - dated) <= 2


def test_a_group_of_one_is_that_brand(world: World) -> None:
    """With what only a brand has."""
    (found,) = reports(world.config, world.store, SINCE, T0, group="north")
    assert found.totals == world.report(SINCE, T0, "zeta").totals
    assert (found.name, found.by_brand) == ("north", {})


@pytest.mark.parametrize("location", ["Centro", "acme-centro", "acme/googlebusiness/acme-centro"])
def test_a_location_goes_by_its_title_its_id_or_its_key(world: World, location: str) -> None:
    """Only what stands there is counted, stars and comparisons too."""
    (found,) = reports(world.config, world.store, SINCE, T0, location=location)
    rows = [row for row in world.rows("acme", SINCE, T0) if row["watch_id"] == 2]
    assert (found.brand, found.location) == ("acme", "Centro")
    assert found.totals == totals_of(rows)
    assert [each.key for each in found.coverage] == ["acme/googlebusiness/acme-centro"]
    assert found.facts is not None
    assert sum(found.facts.stars.counts) == sum(row["stars"] is not None for row in rows)
    before = [
        row for row in world.rows("acme", SINCE - (T0 - SINCE), SINCE) if row["watch_id"] == 2
    ]
    assert found.facts.comparisons[0].totals == totals_of(before)
    assert found.reviewed is not None
    assert found.reviewed.reviews == sum(row["kind"] == "review" for row in rows)


def test_a_location_has_its_own_star_changes_only(world: World) -> None:
    """Not those of one whose number begins alike."""
    keys = (
        "acme/googlebusiness/accounts/1/locations/20",
        "acme/appstore/999/es",
        "acme/feeds/https://x",
    )
    watches = tuple(
        WatchStatus(key=key, brand="acme", source=key.split("/")[1], health="ok") for key in keys
    )
    part = replace(world.report(SINCE, T0), coverage=watches)
    own = [StarStep(listing, 1.0, 5.0) for listing in ("accounts/1/locations/20", "999")]
    others = [
        StarStep(listing, 1.0, 5.0) for listing in ("accounts/1/locations/2", "99", "acme", "")
    ]
    assert _at(part, [*own, *others]) == own


@pytest.mark.parametrize(
    ("asked", "hint"), [({"group": "fod"}, "food"), ({"location": "Cento"}, "Centro")]
)
def test_who_mistypes_is_told_the_nearest(world: World, asked: dict[str, str], hint: str) -> None:
    """A group or a location that is none is no empty report."""
    with pytest.raises(ConfigError) as caught:
        reports(world.config, world.store, SINCE, T0, **asked)  # type: ignore[arg-type]
    assert caught.value.hint == hint


def test_a_brand_has_a_share_among_those_listened_to(world: World) -> None:
    """Of a competitor that is no brand of ours, only how often it is named is known."""
    facts = world.report(SINCE, T0).facts
    assert facts is not None
    ours, zeta, other = facts.voices
    items = {brand: len(world.rows(brand, SINCE, T0)) for brand in ("acme", "zeta")}
    assert (ours.items, zeta.items, other.items) == (items["acme"], items["zeta"], None)
    assert ours.share == share_of(items["acme"], sum(items.values()))
    assert zeta.share == share_of(items["zeta"], sum(items.values()))
    assert (other.share, other.brand) == (None, "")
    start = SINCE - (T0 - SINCE)
    before = {brand: len(world.rows(brand, start, SINCE)) for brand in ("acme", "zeta")}
    assert ours.share_before == share_of(before["acme"], sum(before.values()))


def test_a_brand_beside_none_that_is_listened_to_has_no_share(world: World) -> None:
    """All of what is read is of it, which says nothing of what is not read."""
    config = replace(world.config, brands=(world.config.brand("acme"),))
    (found,) = reports(config, world.store, SINCE, T0, "acme")
    assert found.facts is not None
    ours, *others = found.facts.voices
    assert (ours.items, ours.share, ours.share_before) == (found.totals.items, None, None)
    assert ours.negative is not None
    assert {each.share for each in others} == {None}


def test_a_competitor_is_named_whatever_its_accents(empty: World) -> None:
    """And none that only sounds alike, or stands in what another brand has."""
    texts = ["mejor los cafes nandu", "CAFÉS ÑANDÚ gana", "cafés de Ñandú", "zeta", "zetas"]
    empty.save([say(n, text) for n, text in enumerate(texts)])
    empty.save([say(9, "cafés ñandú otra vez")], WATCHES[3])
    facts = empty.report(T0 - timedelta(hours=1), T0 + timedelta(hours=1)).facts
    assert facts is not None
    assert {each.name: each.named for each in facts.voices} == {
        "Acme": 5,
        "Zeta": 1,
        "Cafés Ñandú": 2,
    }


def say(number: int, text: str, author: str = "", hours: float = 0) -> Scored:
    """Somebody says that, so many hours ago."""
    mention = Mention(
        id=f"{author}{number}",
        text=text,
        published_at=T0 - timedelta(hours=hours),
        author=Author(id=author) if author else None,
    )
    return Scored(mention=mention, sentiment=CALM)


def test_a_newcomer_was_never_heard_before(empty: World) -> None:
    """Who wrote a year ago is none, nor who wrote once."""
    empty.save([say(n, f"cosa {n}", "old") for n in range(4)])
    empty.save([say(9, "cosa 9", "old", hours=9_000)])
    empty.save([say(n, f"algo {n}", "new") for n in range(3)])
    empty.save([say(1, "nada", "once")])
    facts = empty.report(T0 - timedelta(hours=1), T0 + timedelta(hours=1)).facts
    assert facts is not None
    assert [(each.items, each.new) for each in facts.newcomers] == [(3, True)]
    assert {each.name: each.new for each in facts.newcomers} == {
        each.name: each.new for each in facts.loud if each.new
    }
    assert [each.items for each in facts.loud] == [4, 3]
