"""Whose budget a walk uses, and the limits that a person sets."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.budgeting import account_of, intervals
from listener.config import Brand, BrandQuery, Config, Settings
from listener.errors import ConfigError
from listener.source import Budget, ClientSource, Secret, load_source, source_names
from listener.watching import watches_of

WHAT = {"es": "búsquedas al día", "en": "searches a day"}


@pytest.fixture(autouse=True)
def _budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hacker News lets anyone search a hundred times a day, with a key."""
    source = load_source("hackernews")
    given = Budget(name="searches", limit=100, per="day", unit="calls", what=WHAT)
    keys = (Secret(name="LISTENER_HN_KEY", why=WHAT, where=""),)
    monkeypatch.setattr(
        type(source), "about", replace(source.about, budgets=(given,), secrets=keys)
    )


def config_of(**budgets: dict[str, object]) -> Config:
    brands = tuple(
        Brand(name=name, id=name, queries=(BrandQuery(any=("x",), sources=("hackernews",)),))
        for name in ("acme", "bolt-co")
    )
    folder = Path("config")
    settings = Settings(budgets=budgets)
    return Config(settings=settings, brands=brands, folder=folder, found_by="--config")


def test_a_brand_with_keys_of_its_own_has_an_account_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All others share what the shared keys may use."""
    monkeypatch.setenv("LISTENER_HN_KEY", "shared")
    monkeypatch.setenv("LISTENER_HN_KEY__BOLT_CO", "own")
    accounts = [account_of(config_of(), "hackernews", each).brand for each in ("acme", "bolt-co")]
    assert accounts == ["", "bolt-co"]


def test_a_limit_of_listener_toml_replaces_the_sites_own() -> None:
    """Also by nothing: then it is never asked."""
    for limit in (250, 0, 0.5, float("inf")):
        account = account_of(config_of(hackernews={"searches": limit}), "hackernews", "acme")
        assert account.budgets["searches"].limit == limit
    assert account_of(config_of(), "hackernews", "acme").budgets["searches"].limit == 100


@pytest.mark.parametrize(
    ("budgets", "told"),
    [
        ({"hackernew": {}}, 'budgets.hackernew: no such source "hackernew"; see them with: listener'
         ' sources (did you mean "hackernews"?)'),
        ({"hackernews": {"serches": 1}}, "budgets.hackernews.serches: Hacker News has no such "
         'budget; it has: searches (did you mean "searches"?)'),
        ({"feeds": {"calls": 1}}, 'budgets.feeds.calls: the source "feeds" has no budgets'),
        *(
            ({"hackernews": {"searches": wrong}}, "budgets.hackernews.searches: must be a number "
             "from 0 up (0: never ask)")
            for wrong in (-1, "many", True, float("nan"), [1])
        ),
    ],
)  # fmt: skip
def test_a_limit_of_what_is_not_there_is_told(budgets: dict[str, object], told: str) -> None:
    """With the file, the key and the nearest right name, before anything is asked."""
    with pytest.raises(ConfigError) as fault:
        watches_of(config_of(**budgets))  # type: ignore[arg-type]
    assert str(fault.value) == f"config/listener.toml: {told}"


def test_no_library_declares_budgets() -> None:
    """Only what the engine asks for itself is paid: a library's calls are not seen."""
    clients = [s for s in map(load_source, source_names()) if isinstance(s, ClientSource)]
    assert clients
    assert [each.about.name for each in clients if each.about.budgets] == []


@pytest.mark.parametrize(
    ("per_walk", "limit", "hours"),
    [(0, 100, 0.25), (1, 100, 0.48), (0.1, 100, 0.25), (5, 100, 2.4), (1, 0, 0.25), (9, 1, 24)],
)
def test_watches_are_spaced_so_that_a_budget_lasts(
    monkeypatch: pytest.MonkeyPatch, per_walk: float, limit: float, hours: float
) -> None:
    """Two queries that share it, each so seldom that there is enough left at night."""
    source = load_source("hackernews")
    (given,) = source.about.budgets
    about = replace(source.about, budgets=(replace(given, per_walk=per_walk),))
    monkeypatch.setattr(type(source), "about", about)
    config = config_of(hackernews={"searches": limit})
    every = intervals(config, watches_of(config))
    assert [each / timedelta(hours=1) for each in every.values()] == [pytest.approx(hours)] * 2


def test_a_brand_with_an_account_of_its_own_is_spaced_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The others do not use its budget."""
    monkeypatch.setenv("LISTENER_HN_KEY__BOLT_CO", "own")
    source = load_source("hackernews")
    (given,) = source.about.budgets
    about = replace(source.about, budgets=(replace(given, per_walk=5.0),))
    monkeypatch.setattr(type(source), "about", about)
    every = intervals(config_of(), watches_of(config_of()))
    assert [each / timedelta(hours=1) for each in every.values()] == [pytest.approx(1.2)] * 2
