"""What a brand is called, from its settings."""

from __future__ import annotations

import pytest

from listener.matching.names import names_of
from listener.model import Query


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(any=("cafe lumbre", "@cafelumbre")), ("Café Lumbre", "@cafelumbre")),
        (Query(any=("clb*",), exclude=("clb radio",)), ("Café Lumbre", "clb")),
        (Query(query='"café lumbre" (slow OR cold)'), ("Café Lumbre",)),
        (Query(query='(lumbrecitas OR clb) -"la lumbre"'), ("Café Lumbre", "lumbrecitas", "clb")),
        (Query(all=("lumbre", "madrid")), ("Café Lumbre", "lumbre")),
        (Query(query='lang:es -"ni idea"'), ("Café Lumbre",)),
        (Query(query="(((", any=("x",)), ("Café Lumbre",)),
    ],
)
def test_what_is_enough_to_be_about_the_brand_is_its_name(
    query: Query, names: tuple[str, ...]
) -> None:
    """A phrase that only narrows a query is no name, unless it looks like the brand's."""
    assert names_of("Café Lumbre", [query]) == names
