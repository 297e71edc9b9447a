"""Which version, place, person or copied post an alarm comes down to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.causes import Driver, Item
from listener.detection.leaving_out import DIMENSIONS, Alarming, causes, having
from tests.detection.spikes_made import item, usual


def from_(least: int) -> Alarming:
    """Alarms from so many negatives on, where all of the usual ones are expected."""
    return lambda negatives, items, share: negatives >= max(1.0, least * share)


def by(found: tuple[Driver, ...], dimension: str) -> Driver:
    """The one of this dimension."""
    (driver,) = (each for each in found if each.dimension == dimension)
    return driver


def window(of: int, others: int, **has: object) -> list[Item]:
    """So many negatives that have something in common, and others, with a few that are content."""
    common = [item(n, **has) for n in range(of)]
    content = [replace(item(200 + n), negative=False) for n in range(10)]
    return common + [item(100 + n) for n in range(others)] + content


@pytest.mark.parametrize(
    ("dimension", "value"),
    [
        ("version", "5.2"),
        ("country", "MX"),
        ("language", "es"),
        ("listing", "Tienda Centro"),
        ("source", "appstore"),
    ],
)
def test_what_the_alarm_comes_down_to_is_found(dimension: str, value: str) -> None:
    """Without the reviews of version 5.2 there would be no alarm: 31 of 42."""
    found = causes(window(31, 11, **{dimension: value}), usual(), from_(20))
    driver = by(found, dimension)
    assert driver == Driver(
        dimension=dimension,  # type: ignore[arg-type]
        value=value,
        negatives=31,
        items=31,
        of=42,
        usual_share=0.0,
        clears=True,
    )
    assert found[0] == driver


def test_an_aspect_is_found_where_mentions_speak_of_several() -> None:
    """Who speaks of price and wait is left out with both."""
    spoken = [replace(item(n), aspects=("price", "wait")[: 1 + n % 2]) for n in range(30)]
    found = causes([*spoken, *window(0, 12)], usual(), from_(20))
    assert by(found, "aspect").value == "price"
    assert by(found, "aspect").clears


def test_one_person_forty_times_is_one_person() -> None:
    """Told by the number of the first of their mentions, not by a name."""
    loud = [item(n, author="site ana") for n in range(40)]
    found = causes([*loud, *window(0, 8)], usual(), from_(20))
    driver = by(found, "author")
    assert (driver.value, driver.negatives, driver.clears) == ("0", 40, True)
    assert len(having(driver, [*loud, *window(0, 8)])) == 40


def test_one_post_copied_forty_times_is_one_post() -> None:
    """By forty people, the group is what they have in common, and no author."""
    copied = [item(n, group="0") for n in range(40)]
    found = causes([*copied, *window(0, 2)], usual(), from_(20))
    assert found[0].dimension == "group"
    assert (found[0].value, found[0].negatives, found[0].of) == ("0", 40, 42)
    assert "author" not in {each.dimension for each in found}


def test_forty_people_come_down_to_nobody() -> None:
    """Nothing is told where nothing stands out."""
    assert causes(window(0, 40), usual(), from_(20)) == ()


def test_of_several_that_clear_the_narrowest_is_told_first() -> None:
    """The fewest items say most: a version rather than the country where most have it."""
    narrow = [item(n, version="5.2", country="MX") for n in range(30)]
    wide = [replace(item(90 + n, country="MX"), negative=n % 2 > 0) for n in range(6)]
    found = causes([*narrow, *wide, *window(0, 5)], usual(), from_(20))
    assert [each.dimension for each in found if each.clears] == ["version", "country"]


def test_what_is_always_so_explains_nothing() -> None:
    """All of a Spanish brand's negatives are in Spanish, in a spike as ever."""
    found = causes(window(42, 0, language="es"), usual(language="es"), from_(20))
    assert found == ()


def test_a_little_more_than_usual_may_be_chance() -> None:
    """Thirteen of thirteen where seven in eight are usual."""
    before = [*usual(105, language="es"), *usual(15, language="ca")]
    assert causes(window(13, 0, language="es"), before, from_(10)) == ()


def test_without_anything_usual_what_many_have_in_common_is_no_news() -> None:
    """Nobody knows whether it is always so. One person or one text is news all the same."""
    assert causes(window(20, 9, language="es"), [], from_(10)) == ()
    assert by(causes(window(20, 9, author="site ana"), [], from_(10)), "author").clears


def test_whoever_always_complains_is_no_cause() -> None:
    """A third of the window's are by a person by whom a third usually is."""
    before = [*usual(60), *usual(30, author="site ana")]
    assert causes(window(14, 28, author="site ana"), before, from_(20)) == ()


def test_what_stands_out_is_told_though_the_alarm_stays() -> None:
    """Half of it comes from one country, and the other half alarms on its own."""
    driver = by(causes(window(30, 30, country="MX"), usual(), from_(20)), "country")
    assert not driver.clears


def test_the_usual_part_of_a_value_is_no_longer_expected_without_it() -> None:
    """Leaving out a country that usually has most of the negatives lowers what is usual."""
    before = [*usual(60, country="MX"), *usual(40, country="ES")]
    asked: list[tuple[int, int, float]] = []

    def alarming(negatives: int, items: int, share: float) -> bool:
        asked.append((negatives, items, round(share, 2)))
        return True

    causes(window(36, 4, country="MX"), before, alarming)
    assert asked == [(40, 50, 1.0), (4, 14, 0.4)]


def test_where_nothing_alarms_nothing_clears() -> None:
    """An incident whose texts were erased or hidden since tells no cause."""
    found = causes(window(31, 11, version="5.2"), usual(), lambda *_: False)
    assert by(found, "version").clears is False


def test_an_empty_window_has_no_causes() -> None:
    """Nor has one without negatives."""
    assert causes([], usual(), from_(1)) == ()
    assert causes([replace(item(1), negative=False)], [], from_(1)) == ()


VALUES = st.sampled_from(["", "a", "b", "c"])
ITEMS = st.lists(
    st.builds(
        lambda n, negative, version, country, author: replace(
            item(n, version=version, country=country, author=author), negative=negative
        ),
        st.integers(0, 10_000),
        st.booleans(),
        VALUES,
        VALUES,
        VALUES,
    ),
    max_size=60,
    unique_by=lambda each: each.id,
)


@given(ITEMS, ITEMS, st.integers(1, 30))
def test_a_cause_that_clears_does(now: list[Item], before: list[Item], least: int) -> None:
    """Whatever the items: without just those it is about nothing alarms; the counts are true."""
    before = [each for each in before if each.negative]
    alarming = from_(least)
    found = causes(now, before, alarming)
    assert len({each.dimension for each in found}) == len(found) <= len(DIMENSIONS)
    for driver in found:
        mine = having(driver, now)
        rest = [each for each in now if each not in mine]
        negatives = [each for each in mine if each.negative]
        assert (driver.items, driver.negatives) == (len(mine), len(negatives))
        assert driver.negatives >= 3
        if driver.clears:
            left = sum(each.negative for each in rest)
            value = getattr(mine[0], driver.dimension)
            usually = sum(getattr(each, driver.dimension) == value for each in before)
            assert not alarming(left, len(rest), 1 - (usually / len(before) if before else 0))
