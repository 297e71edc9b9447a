"""In which countries a listing is read: some, all, and those that a source does not know."""

from __future__ import annotations

from pathlib import Path

import pytest
from listener.spiders._territories import STOREFRONTS, country_of
from listener.spiders.appstore import AppStore
from msgspec.structs import replace

from listener.config import Brand, Config, Listing, Settings
from listener.errors import ConfigError
from listener.model import Watch
from listener.watching import watches_of


def watches(*countries: str, source: str = "appstore", listing: str = "1234567890") -> list[Watch]:
    brand = Brand(
        id="luna",
        name="Luna",
        listings=(Listing(source=source, id=listing, countries=countries),),
    )
    config = Config(
        settings=Settings(), brands=(brand,), folder=Path("config"), found_by="--config"
    )
    return watches_of(config)


@pytest.mark.parametrize("word", ["all", "todos"])
def test_all_countries_are_those_of_the_source(word: str) -> None:
    """One word stands for the 175 stores, each a watch of its own."""
    found = watches(word)
    assert [watch.country for watch in found] == list(STOREFRONTS)
    assert len({watch.key for watch in found}) == 175


def test_some_countries_are_read_as_they_are_written() -> None:
    """Capitals do not matter to the source, and stay in the watch's name."""
    assert [watch.country for watch in watches("es", "MX")] == ["es", "MX"]


def test_a_country_without_a_store_is_refused_with_its_place_in_the_file() -> None:
    """The commonest mistake is uk; the message names gb."""
    with pytest.raises(ConfigError, match=r"listings\[0\]\.countries\[1\].*gb"):
        watches("es", "uk")


def test_a_source_without_a_list_of_countries_wants_them_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody can ask for all of what nobody has counted; any two letters go."""
    monkeypatch.setattr(AppStore, "about", replace(AppStore.about, countries=()))
    assert [watch.country for watch in watches("uk")] == ["uk"]
    with pytest.raises(ConfigError, match=r"listings\[0\]\.countries"):
        watches("todos")


def test_apples_three_letters_become_two() -> None:
    """Kosovo is XKS at Apple, which is no code of ISO 3166."""
    assert country_of("ESP") == "es"
    assert country_of("mex") == "mx"
    assert country_of("XKS") == "xk"
    assert country_of("ZZZ") is None
    assert country_of(None) is None
    assert len(STOREFRONTS) == 175
