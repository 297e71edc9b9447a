"""The options of a listing: what is wrong with one is told before anything is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from listener.spiders._choice import is_yes

from listener.config import Brand, Config, Listing, Settings
from listener.errors import ConfigError
from listener.source import load_source, source_names
from listener.watching import watches_of

WRONG = [
    ("appstore", "page", "quizás"),
    ("googleplay", "country", "España"),
    ("googleplay", "rpc", 'x","y'),
    ("lemmy", "local", "quizás"),
    ("mercadolibre", "catalog_product_id", "taza"),
    ("reviewpages", "next", "?page=2"),
    ("reviewpages", "first_page", "dos"),
    ("reviewpages", "date_order", "DDMM"),
    ("trustpilot", "private", "a veces"),
    ("woocommerce", "api", "v2"),
    ("x", "own", "quizás"),
]


def watch(source: str, listing: str = "", **options: str) -> None:
    where = listing or load_source(source).about.example
    brand = Brand(
        id="luna", name="Luna", listings=(Listing(source=source, id=where, options=options),)
    )
    folder = Path("config")
    watches_of(Config(settings=Settings(), brands=(brand,), folder=folder, found_by="--config"))


@pytest.mark.parametrize(("source", "name", "value"), WRONG)
def test_a_value_that_an_option_cannot_have_is_refused_with_its_place(
    source: str, name: str, value: str
) -> None:
    """The message names the file and the key, and shows what was written."""
    with pytest.raises(ConfigError, match=rf"luna\.toml.*listings\[0\]\.options\.{name}") as told:
        watch(source, **{name: value})
    assert value in str(told.value)


def test_every_option_of_every_source_refuses_something() -> None:
    """An option that takes whatever is written would be found wrong at night, by the crawl."""
    options = {(name, o.name) for name in source_names() for o in load_source(name).about.options}
    assert {(source, name) for source, name, _ in WRONG} == options


@pytest.mark.parametrize(("source", "name", "_"), WRONG)
def test_an_option_that_is_left_empty_is_as_if_it_were_not_there(
    source: str, name: str, _: str
) -> None:
    """Whoever deletes a value keeps the line."""
    watch(source, **{name: " "})


def test_keys_of_a_shop_want_a_safe_address() -> None:
    """Over http anybody on the way could read them."""
    watch("woocommerce", "https://tienda.example.com", api="v3")
    with pytest.raises(ConfigError, match=r"options\.api.*https"):
        watch("woocommerce", "http://tienda.example.com", api="v3")


@pytest.mark.parametrize("word", ["sí", "Si", "SI\u0301", "yes", "true", "1"])
def test_yes_is_understood_as_people_write_it(word: str) -> None:
    """In both languages, with the accent or without."""
    assert is_yes(word)
    assert not is_yes("no")
