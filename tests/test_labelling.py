"""What a person is asked about is drawn by chance, and stands for all of it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from listener.config import Brand
from listener.labelling import A_MONTH, Drawn, draw, languages_of, month_of
from listener.model import Label
from listener.store import Drawable

MONTH = datetime(2026, 11, 1, tzinfo=UTC)


def pool(sizes: dict[tuple[str, Label], int]) -> list[Drawable]:
    """So many mentions of each source and label."""
    names = [name for name, size in sizes.items() for _ in range(size)]
    return [
        Drawable(key=key, source=source, language="es", counted=label)
        for key, (source, label) in enumerate(names, start=1)
    ]


SIZES: dict[tuple[str, Label], int] = {
    ("feeds", "negative"): 60,
    ("appstore", "negative"): 40,
    ("feeds", "neutral"): 500,
    ("appstore", "positive"): 300,
    ("reddit", "neutral"): 3,
    ("lemmy", "neutral"): 2,
}


def answered(held: list[Drawable], drawn: list[Drawn]) -> list[Drawable]:
    keys = {each.key for each in drawn}
    return [replace(each, asked=each.asked or each.key in keys) for each in held]


def test_two_in_five_are_of_what_counts_as_negative() -> None:
    """The rest of all others, by their number; no stratum is left out."""
    drawn = draw(pool(SIZES), MONTH, count=None, seed="lumbre")
    assert len(drawn) == A_MONTH
    assert len({each.key for each in drawn}) == A_MONTH
    strata = Counter(each.stratum for each in drawn)
    negatives = sum(n for name, n in strata.items() if name.endswith("/negative"))
    assert negatives == pytest.approx(20, abs=1)
    assert strata["2026-11/es/feeds/neutral"] > strata["2026-11/es/appstore/positive"] > 5
    assert strata["2026-11/es/*/neutral"] == 1
    sizes = {each.stratum: each.population for each in drawn}
    assert sum(sizes.values()) == sum(SIZES.values())
    assert sizes["2026-11/es/*/neutral"] == 5


def test_whoever_stops_early_has_a_little_of_everything() -> None:
    """One of each stratum comes first."""
    drawn = draw(pool(SIZES), MONTH, count=None, seed="lumbre")
    strata = {each.stratum for each in drawn}
    assert {each.stratum for each in drawn[: len(strata)]} == strata
    assert {each.stratum.rpartition("/")[2] == "negative" for each in drawn[5:15]} == {True, False}


def test_nothing_is_asked_twice_and_the_month_has_its_fifty() -> None:
    """What is asked tomorrow goes on with today's sample; more comes when more is asked for."""
    held = pool(SIZES)
    whole = draw(held, MONTH, count=None, seed="a")
    held = answered(held, whole[:20])
    rest = draw(held, MONTH, count=None, seed="a")
    assert {each.key for each in [*whole[:20], *rest]} == {each.key for each in whole}
    held = answered(held, rest)
    assert draw(held, MONTH, count=None, seed="a") == []
    more = draw(held, MONTH, count=10, seed="a")
    assert len(more) == 10
    assert not {each.key for each in more} & {each.key for each in whole}


def test_another_seed_draws_others() -> None:
    """And the same one the same."""
    held = pool(SIZES)
    first, again, other = (draw(held, MONTH, count=None, seed=seed) for seed in "aab")
    assert first == again
    assert first != other


def test_where_there_are_few_all_are_asked() -> None:
    """Also where there is one kind only."""
    assert len(draw(pool({("feeds", "negative"): 3}), MONTH, count=None, seed="a")) == 3
    assert len(draw(pool({("feeds", "neutral"): 70}), MONTH, count=None, seed="a")) == A_MONTH
    assert draw([], MONTH, count=None, seed="a") == []
    few: dict[tuple[str, Label], int] = {("feeds", "neutral"): 70, ("feeds", "negative"): 2}
    drawn = draw(pool(few), MONTH, count=None, seed="a")
    assert len(drawn) == A_MONTH
    assert sum(each.stratum.endswith("negative") for each in drawn) == 2


def test_what_is_measured_is_what_all_would_have_told() -> None:
    """On average over many draws, the labels' weights add up to what the whole month holds."""
    rng = random.Random(2)
    wrong = {"negative": 0.3, "neutral": 0.1, "positive": 0.02}
    held = pool(SIZES)
    errs = {each.key for each in held if rng.random() < wrong[each.counted]}
    hits = {e.key for e in held if e.counted == "negative"} - errs
    missed = errs - {e.key for e in held if e.counted == "negative"}
    found: list[tuple[float, float]] = []
    for turn in range(120):
        drawn = draw(held, MONTH, count=None, seed=str(turn))
        share = Counter(each.stratum for each in drawn)
        weights = {each.key: each.population / share[each.stratum] for each in drawn}
        assert sum(weights.values()) == pytest.approx(len(held))
        found.append(
            (
                sum(weight for key, weight in weights.items() if key in hits),
                sum(weight for key, weight in weights.items() if key in missed),
            )
        )
    means = [sum(each) / len(found) for each in zip(*found, strict=True)]
    assert means == [pytest.approx(len(hits), rel=0.05), pytest.approx(len(missed), rel=0.2)]


def test_the_first_week_of_a_month_asks_about_the_last() -> None:
    """There is too little of this one yet."""
    assert month_of(datetime(2026, 11, 8, tzinfo=UTC))[0] == MONTH
    first, until = month_of(datetime(2026, 1, 3, tzinfo=UTC))
    assert (first, until) == (datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))


def test_the_languages_of_the_brand_are_asked_about() -> None:
    """As far as there is anything in them; else the one that is met most."""
    held = [
        replace(each, language=code)
        for each, code in zip(pool(SIZES), "de de es".split(), strict=False)
    ]
    assert languages_of(Brand(name="A", id="a"), held) == ["es"]
    assert languages_of(Brand(name="A", id="a", languages=("pt",)), held) == ["de"]
    assert languages_of(Brand(name="A", id="a"), []) == []
