"""A walk keeps what the brand's queries match, and says which of them did."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.config import Brand, BrandQuery
from listener.model import Author, Mention, Rating, Watch
from tests.store.conftest import T0, Bench


def listen(bench: Bench, *queries: BrandQuery) -> None:
    """Only what these match is kept."""
    bench.brand = Brand(name="Acme", id="acme", queries=queries)
    bench.watch = Watch(brand="acme", source="site", listing="all", match=True)
    bench.store.register([bench.watch])


def said(name: str, text: str, **more: object) -> Mention:
    """A post of an hour ago."""
    return replace(Mention(id=name, text=text, published_at=T0 - timedelta(hours=1)), **more)


def test_filters_are_asked_of_the_mention(bench: Bench) -> None:
    """Author, site, stars and source decide, not the text alone."""
    listen(bench, BrandQuery(query_text="acme author:ana site:a.com source:s* rating:<3"))
    right = {"author": Author(name="Ana"), "url": "https://a.com/1", "rating": Rating(1)}
    bench.site.items = [
        said("all", "acme", **right),
        said("author", "acme", **right | {"author": Author(name="Eva")}),
        said("site", "acme", **right | {"url": "https://b.com/1"}),
        said("stars", "acme", **right | {"rating": Rating(4)}),
        said("text", "other", **right),
    ]
    bench.walk()
    assert bench.ids() == {"all"}


def test_the_language_is_told_by_the_text_where_the_source_does_not(bench: Bench) -> None:
    """As it will be stored with its sentiment."""
    listen(bench, BrandQuery(query_text="acme lang:es"))
    spanish = "acme no funciona desde ayer y nadie contesta al teléfono, es una vergüenza"
    english = "acme has not worked since yesterday and nobody answers the phone, a shame"
    bench.site.items = [
        said("es", spanish),
        said("en", english),
        said("declared", english, language="es"),
    ]
    bench.walk()
    assert bench.ids() == {"es", "declared"}


def test_each_mention_knows_the_queries_that_match_it(bench: Bench) -> None:
    """Of all of the brand, whichever watch brought it."""
    listen(
        bench,
        BrandQuery(name="complaints", query_text='acme "cobro doble"~3', inflect=True),
        BrandQuery(name="all", any=("acme",), without=("jobs",)),
    )
    bench.site.items = [
        said("both", "acme: cobros muy dobles"),
        said("one", "acme"),
        said("none", "acme: envía tu CV"),
    ]
    bench.walk()
    rows = bench.sql(
        "SELECT m.native_id, b.queries FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
    )
    assert sorted(rows) == [("both", "complaints,all"), ("one", "all")]
