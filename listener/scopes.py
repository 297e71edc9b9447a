"""Of what a report is: a brand, a group of brands, or what stands on one of its listings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from listener.config import Brand, Config
from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.store import Store
from listener.store.periods import Listed

GROUP = "group:"


class Scope(Struct, frozen=True, kw_only=True):
    """The brands of a report, and of which of their watches; without `watches` of all.

    `key` is the brand's id, or that of a group; `location` how people call the listing.
    """

    key: str
    name: str
    brands: tuple[Brand, ...]
    location: str = ""
    watches: Mapping[str, tuple[int, ...]] | None = None

    def of(self, brand: Brand) -> tuple[int, ...] | None:
        """The watches of a brand that it is of; None for all."""
        return None if self.watches is None else self.watches.get(brand.id, ())

    @property
    def whole(self) -> bool:
        """Whether it is of all that its brands have."""
        return self.watches is None


def scopes_of(
    config: Config, store: Store, brand: str | None, group: str | None, location: str | None
) -> list[Scope]:
    """One for a group, else one for each brand; with a location, for each that has it.

    Raises ConfigError, with the nearest right name, for what there is not.
    """
    brands = [config.brand(brand)] if brand else list(config.brands)
    if group:
        return [_group(group, brands)]
    scopes = [Scope(key=each.id, name=each.name, brands=(each,)) for each in brands]
    return _there(store, brands, location) if location else scopes


def _group(name: str, brands: Sequence[Brand]) -> Scope:
    members = tuple(each for each in brands if name in each.groups)
    if not members:
        known = sorted({group for each in brands for group in each.groups})
        raise ConfigError(say("digest.no_such_group", name=name), hint=nearest(name, known))
    return Scope(key=f"{GROUP}{name}", name=name, brands=members)


def _there(store: Store, brands: Sequence[Brand], location: str) -> list[Scope]:
    """A location goes by its title, its id at the source, or the key of its watch."""
    found, names = list[Scope](), set[str]()
    for brand in brands:
        listings = store.listings(brand.id)
        names |= {each.title or each.listing for each in listings}
        chosen = [each for each in listings if _is_at(each, location)]
        if chosen:
            own = {brand.id: tuple(each.number for each in chosen)}
            title = chosen[0].title or location
            found.append(
                Scope(key=brand.id, name=brand.name, brands=(brand,), location=title, watches=own)
            )
    if not found:
        text = say("digest.no_such_location", name=location)
        raise ConfigError(text, hint=nearest(location, sorted(names)))
    return found


def _is_at(listed: Listed, location: str) -> bool:
    """Whether it is there; the countries and languages of an app are one location."""
    return location in (listed.title, listed.key) or f"{listed.listing}/".startswith(f"{location}/")
