"""From configuration to watches: what each brand is to be listened for, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import product

from msgspec import json
from msgspec.structs import replace

from listener.budgeting import check_limits
from listener.config import Brand, BrandQuery, Config, Listing
from listener.errors import ConfigError, nearest
from listener.i18n import language_of, say
from listener.i18n.formats import listed
from listener.matching import QueryError, tree_of
from listener.matching.lower import Question, asked_of
from listener.matching.tree import Node
from listener.model import Query, Watch
from listener.source import About, ClientSource, Source, load_source, source_names
from listener.text import masked, one_line
from listener.tomlfile import shown_path

LONGEST_TITLE = 120


def watches_of(config: Config) -> list[Watch]:
    """Every watch of every brand that is not paused, each once.

    Raises ConfigError, naming file and key, for an unknown source or a listing it cannot read.
    """
    check_limits(config)
    _check_routes(config)
    found: dict[str, Watch] = {}
    for brand in config.brands:
        if not brand.paused:
            for watch in _of_brand(config, brand):
                twin = found.get(watch.key)
                found[watch.key] = _together(twin, watch) if twin else watch
    return list(found.values())


def _check_routes(config: Config) -> None:
    """ConfigError for a route that names what there is none of: it would never be told."""
    known = {
        "sources": source_names(),
        "brands": [brand.id for brand in config.brands],
        "groups": sorted({group for brand in config.brands for group in brand.groups}),
    }
    files = {config.folder / "listener.toml": config.settings.alerts.routes} | {
        config.folder / "brands" / f"{brand.id}.toml": brand.alerts.routes
        for brand in config.brands
    }
    for file, routes in files.items():
        for place, route in enumerate(routes):
            for kind, names in known.items():
                for name in set(getattr(route, kind)) - set(names):
                    text = say("errors.no_such_in_route", name=name)
                    key = f"alerts.routes[{place}].{kind}"
                    raise ConfigError(
                        text, file=shown_path(file), key=key, hint=nearest(name, names)
                    )


def _together(first: Watch, other: Watch) -> Watch:
    """Two queries that ask a source the same are one watch, read anew when either changes."""
    return replace(first, asked=_digest(f"{first.asked} {other.asked}".encode()))


def _of_brand(config: Config, brand: Brand) -> Iterator[Watch]:
    file = shown_path(config.folder / "brands" / f"{brand.id}.toml")
    for index, query in enumerate(brand.queries):
        yield from _of_query(brand, query, file, f"queries[{index}]")
    for index, listing in enumerate(brand.listings):
        yield from _of_listing(brand, listing, file, f"listings[{index}]")


def _of_query(brand: Brand, query: BrandQuery, file: str, key: str) -> Iterator[Watch]:
    """A watch per source and question; a query that no source can be asked needs listings."""
    tree = _tree(query, file, key)
    unasked = []
    for name in query.sources if query.sources is not None else searching_sources():
        source = known_source(name, file, f"{key}.sources")
        if source.about.watches == "listing":
            raise ConfigError(
                say("watching.needs_listing", source=name), file=file, key=f"{key}.sources"
            )
        asked = asked_of(source.about, query.query, tree)
        yield from (_of_question(brand, query, name, source.about, each) for each in asked)
        unasked += [] if asked else [source.about.title]
    if unasked and (query.sources or not brand.listings):
        words = say("watching.cannot_be_asked", sources=listed(language_of(), unasked))
        raise ConfigError(words, file=file, key=f"{key}.query")


def _tree(query: BrandQuery, file: str, key: str) -> Node:
    try:
        return tree_of(query.query)
    except QueryError as error:
        raise error.inside(file, key) from error


def _of_question(
    brand: Brand, query: BrandQuery, name: str, about: About, question: Question
) -> Watch:
    asked = one_line(question.ask, LONGEST_TITLE) or question.terms[0]
    return Watch(
        brand=brand.id,
        source=name,
        asked=_digest(_meant(query.query)),
        query=query.name,
        terms=question.terms,
        ask=question.ask,
        title=f"{about.title}: {asked}",
    )


def _of_listing(brand: Brand, listing: Listing, file: str, key: str) -> Iterator[Watch]:
    source = known_source(listing.source, file, f"{key}.source")
    if source.about.watches == "query":
        raise ConfigError(say("watching.needs_query", source=listing.source), file=file, key=key)
    try:
        where = source.normal_listing(listing.id.strip())
    except ValueError as error:
        raise ConfigError(str(error), file=file, key=f"{key}.id") from error
    _check_options(where, listing.options, source, file, f"{key}.options")
    matched = source.about.match if listing.match is None else listing.match
    title = listing.title or f"{source.about.title}: {masked(where)}"
    for country, language in _editions(brand, listing, source.about, file, f"{key}.countries"):
        edition = ", ".join(part for part in (country, language) if part)
        yield Watch(
            brand=brand.id,
            source=listing.source,
            listing=where,
            country=country,
            language=language,
            options=listing.options,
            match=matched and bool(brand.queries),
            asked=asked_by(brand) if matched else "",
            title=f"{title} ({edition})" if edition else title,
        )


def watch_of_listing(brand: Brand, source: str, listing: str) -> tuple[Watch, bool]:
    """The watch of a listing as the brand's settings make it, or would; and whether they do.

    Raises ConfigError for what is no listing of that source.
    """
    file = f"{brand.id}.toml"
    would = next(_of_listing(brand, Listing(source=source, id=listing), file, "listings"))
    for index, each in enumerate(brand.listings):
        if each.source == source:
            for watch in _of_listing(brand, each, file, f"listings[{index}]"):
                if watch.listing == would.listing:
                    return watch, True
    return would, False


def _editions(
    brand: Brand, listing: Listing, about: About, file: str, key: str
) -> Iterator[tuple[str, str]]:
    """The countries and languages in which the listing is read, each a watch of its own."""
    languages = (listing.languages or brand.languages) if about.by_language else ("",)
    countries = _countries(listing, about, file, key) if about.by_country else ()
    return product(countries or ("",), languages)


def _countries(listing: Listing, about: About, file: str, key: str) -> Sequence[str]:
    """The listing's countries, all for `all`; ConfigError for one that the source does not know."""
    if not {"all", "todos"}.isdisjoint(listing.countries):
        if not about.countries:
            raise ConfigError(say("watching.name_countries"), file=file, key=key)
        return about.countries
    for index, country in enumerate(listing.countries):
        if about.countries and country.lower() not in about.countries:
            words = say("watching.no_such_country", country=country, source=about.title)
            raise ConfigError(words, file=file, key=f"{key}[{index}]")
    return listing.countries


def _check_options(
    where: str,
    options: Mapping[str, str],
    source: Source | ClientSource,
    file: str,
    key: str,
) -> None:
    known = [option.name for option in source.about.options]
    for name, value in options.items():
        if name not in known:
            raise ConfigError(
                say("errors.no_such_setting"),
                file=file,
                key=f"{key}.{name}",
                hint=nearest(name, known),
            )
        try:
            source.check_option(where, name, value)
        except ValueError as error:
            raise ConfigError(str(error), file=file, key=f"{key}.{name}") from error


def asked_by(brand: Brand) -> str:
    """The same for as long as the brand's queries have the same names and mean the same."""
    said = (part for each in brand.queries for part in (each.name.encode(), _meant(each.query)))
    return _digest(b"\n".join(said))


@lru_cache(maxsize=4_096)
def _meant(query: Query) -> bytes:
    """A query with what our rules for Spanish and our ready exclusions make of it.

    Not its name, nor how it is written: what means the same need not be paid for again.
    """
    return json.encode(tree_of(query))


def _digest(said: bytes) -> str:
    return blake2b(said, digest_size=8).hexdigest()


def known_source(name: str, file: str, key: str) -> Source | ClientSource:
    """The source of that name; ConfigError with file, key and the nearest right name."""
    names = source_names()
    if name not in names:
        raise ConfigError(
            say("watching.no_such_source", name=name), file=file, key=key, hint=nearest(name, names)
        )
    return load_source(name)


def searching_sources() -> Sequence[str]:
    """The sources that a query is sent to when it names none: those that are on by default."""
    abouts = {name: load_source(name).about for name in source_names()}
    return [
        name
        for name, about in abouts.items()
        if about.default_on and about.watches in ("query", "both")
    ]
