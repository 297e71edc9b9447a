"""What the store tells of the mentions that an incident is made of."""

from __future__ import annotations

from datetime import timedelta

from listener.model import Author, Engagement
from listener.store import Judgement
from listener.store.erasing import erase
from tests.store.conftest import T0, Bench, post

EARLIER = T0 - timedelta(days=30)
LATER = T0 + timedelta(seconds=1)
HOUR = timedelta(hours=1)


def listen(bench: Bench, *found: object) -> None:
    """A walk that sees these."""
    bench.site.items = list(found)  # type: ignore[arg-type]
    bench.walk()


def test_items_tell_what_causes_go_by(bench: Bench) -> None:
    """Author and group by number, reach by what people did, the text of negatives only."""
    listen(
        bench,
        post(
            1,
            T0 - HOUR,
            "bad in every way",
            title="Oh",
            version="5.2",
            country="MX",
            language="en",
            author=Author(id="u1", name="Ana"),
            engagement=Engagement(likes=3, replies=2, shares=1, views=450),
        ),
        post(2, T0 - 2 * HOUR, "good one", author=Author(name="anonymous")),
    )
    bad, good = bench.store.items("acme", "site", EARLIER, LATER)
    assert (bad.negative, bad.text, bad.version) == (True, "Oh\nbad in every way", "5.2")
    assert (bad.country, bad.author, bad.group) == ("MX", "site u1", str(bad.id))
    assert (bad.source, bad.listing, bad.at) == ("site", "acme/site/all", T0 - HOUR)
    assert bad.reach == 10
    assert (good.negative, good.text, good.author, good.reach) == (False, "", "", 0)


def test_items_tell_what_they_complain_of(bench: Bench) -> None:
    """The sides of the thing that a mention speaks ill of, not those that it praises."""
    listen(bench, post(1, T0 - HOUR, "bad"))
    bench.store._connection.execute(
        "INSERT INTO mention_aspects VALUES (1, 'wait', 'negative', -1),"
        " (1, 'price', 'negative', -1), (1, 'staff', 'positive', 1)"
    )
    (found,) = bench.store.items("acme", None, EARLIER, LATER)
    assert found.aspects == ("price", "wait")


def test_only_the_stretch_the_brand_and_the_source_that_are_asked_for(bench: Bench) -> None:
    """The beginning counts, the end does not; None is every source."""
    listen(bench, *(post(n, T0 - n * HOUR, "bad") for n in range(5)))
    found = bench.store.items("acme", None, T0 - 3 * HOUR, T0 - HOUR)
    assert [each.at for each in found] == [T0 - 2 * HOUR, T0 - 3 * HOUR]
    assert bench.store.items("acme", "other", EARLIER, LATER) == []
    assert bench.store.items("bolt", "site", EARLIER, LATER) == []
    assert len(bench.store.items("acme", "site", EARLIER, LATER, limit=2)) == 2


def test_the_label_towards_the_brand_is_the_one_that_counts(bench: Bench) -> None:
    """A person's word goes before the machine's, in the window and before it."""
    listen(bench, post(1, T0 - HOUR, "bad"), post(2, T0 - 2 * HOUR, "good"))
    assert bench.store.put_label(Judgement(brand="acme", key=1, label="positive"), T0)
    assert bench.store.put_label(Judgement(brand="acme", key=2, label="negative"), T0)
    found = bench.store.items("acme", None, EARLIER, LATER)
    assert {each.id: each.negative for each in found} == {1: False, 2: True}
    assert [each.id for each in bench.store.usual_negatives("acme", None, EARLIER, LATER)] == [2]


def test_copies_have_the_group_of_their_first(bench: Bench) -> None:
    """By whomever they are."""
    text = "bad bad everything about this place was bad and slow and cold"
    names = ("ana", "luis")
    listen(
        bench,
        *(post(n, T0 - n * HOUR, text, author=Author(id=name)) for n, name in enumerate(names, 1)),
    )
    groups = {each.group for each in bench.store.items("acme", None, EARLIER, LATER)}
    assert len(groups) == 1


def test_what_was_erased_or_has_gone_gives_no_text(bench: Bench) -> None:
    """It stays counted, since what is usual counts it too; nobody is named."""
    listen(
        bench,
        post(1, T0 - HOUR, "bad one", author=Author(id="u1")),
        post(2, T0 - HOUR, "bad two"),
        post(3, T0 - HOUR, "bad three"),
    )
    erase(bench.store._connection, 1, int(T0.timestamp()))
    bench.store._connection.execute("UPDATE mentions SET gone_at = 1 WHERE id = 2")
    found = {each.id: each for each in bench.store.items("acme", None, EARLIER, LATER)}
    assert {key: each.text for key, each in found.items()} == {1: "", 2: "", 3: "bad three"}
    assert found[1].author == ""
    assert all(each.negative for each in found.values())


def test_what_has_no_date_is_in_no_window(bench: Bench) -> None:
    """As in the counts."""
    listen(bench, post(1, None, "bad"))
    assert bench.store.items("acme", None, EARLIER, LATER + HOUR) == []


def test_usual_negatives_are_all_where_there_are_few(bench: Bench) -> None:
    """Newest first, without those that are none."""
    listen(bench, *(post(n, T0 - n * HOUR, "bad" if n % 2 else "good") for n in range(10)))
    found = bench.store.usual_negatives("acme", "site", EARLIER, LATER)
    assert [each.at for each in found] == [T0 - n * HOUR for n in (1, 3, 5, 7, 9)]


def test_of_very_many_usual_negatives_every_day_has_its_part(bench: Bench) -> None:
    """The last of each day, a day ending when the window begins; never more than asked for."""
    listen(bench, *(post(n, T0 - n * HOUR, "bad") for n in range(1, 97)))
    found = bench.store.usual_negatives("acme", None, T0 - timedelta(days=4), T0, limit=8)
    hours = [(T0 - each.at) // HOUR for each in found]
    assert hours == [1, 2, 25, 26, 49, 50, 73, 74]
