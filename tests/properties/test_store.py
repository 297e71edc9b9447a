"""Whatever happens to a site between walks, the store tells the truth about it."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listener.model import Rating
from tests.store.conftest import T0, Bench, post

LONG = (
    "bad luck again with the card reader at the counter and nobody could tell us whether to wait",
    "bad luck again with the card reader at the till and nobody could tell us whether to wait or",
    "good news for whoever likes strong coffee since the roastery opens on Sundays from now on too",
)
MOODS = ("bad", "good", "so so", "bad \x00 \ud800", "=cmd()", "\x1b[31mbad", *LONG)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "rate", "vanish", "walk", "cut"]),
        st.integers(0, 30),
        st.sampled_from(MOODS),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_sums_equal_rows_whatever_happens(steps: list[tuple[str, int, str]]) -> None:
    """After any history the rollups equal the rows, and the site's items are all stored."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "test.db")
        bench.site.size = 3
        for number, (step, which, mood) in enumerate(steps):
            _happen(bench, number, step, which, mood)
        bench.later(hours=1)
        bench.walk()
        shown = {item.id for item in bench.site.items}
        assert bench.rollups_equal_rows()
        assert shown <= bench.ids()
        assert _searchable(bench)
        bench.store.close()


def _happen(bench: Bench, number: int, step: str, which: int, mood: str) -> None:
    items = bench.site.items
    bench.later(minutes=20)
    if step == "add":
        items.insert(0, post(number, bench.now, mood))
    elif step == "walk":
        bench.walk()
    elif step == "cut":
        bench.walk(pages=which % 3)
        bench.later(minutes=10)
    elif items:
        at = which % len(items)
        if step == "vanish":
            del items[at]
        else:
            stars = Rating(1 + which % 5) if step == "rate" else items[at].rating
            changed = items[at].__class__(
                id=items[at].id, published_at=items[at].published_at, text=mood, rating=stars
            )
            items.insert(0, changed) if step == "edit" else items.insert(at, changed)
            del items[at + 1]


def _searchable(bench: Bench) -> bool:
    bench.store._connection.execute(
        "INSERT INTO mentions_fts (mentions_fts, rank) VALUES ('integrity-check', 1)"
    )
    return True


def test_an_edit_far_below_the_bookmark_is_found_by_a_reread() -> None:
    """What changes out of sight of quick walks is found when the listing is read to its end."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "test.db")
        about = bench.site.about
        fields = {f: getattr(about, f) for f in about.__struct_fields__}
        bench.site.about = about.__class__(**(fields | {"rereads": timedelta(days=7)}))
        bench.site.items = [post(n, T0 - timedelta(days=n), "good") for n in range(40)]
        bench.walk()
        bench.site.items[35] = post(35, T0 - timedelta(days=35), "bad")
        bench.later(minutes=15)
        bench.walk()
        bench.later(days=8)
        bench.walk()
        (edited,) = bench.store.mentions(label="negative")
        assert edited.mention.id == "p35"
        bench.store.close()
