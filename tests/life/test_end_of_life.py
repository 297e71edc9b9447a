"""When a review is gone, on every source that gives reviews, and when it is not.

Deleted, restored, page returned short, list cut in the middle, walk broken off.
"""

from __future__ import annotations

from tests.life.life import Life
from tests.life.reviews import Review
from tests.life.script import (
    ALL,
    HOUR,
    MARTA,
    MENDED,
    NEWER,
    crowd,
    edited,
    on_sites_that_show,
    seconds,
    with_marta,
)


@on_sites_that_show("end")
def test_a_deleted_review_is_gone_after_two_absences(life: Life):
    """Not after one; what it said stays on record, and is held no more."""
    life.walk(ALL)
    life.walk(with_marta(None))
    assert not life.ids(gone=True)
    life.walk(with_marta(None))
    assert life.ids(gone=True) == {life.site.id_of(MARTA)}
    assert life.fact(MARTA, "gone_at") == seconds(life.now)
    assert MARTA.text in life.body(MARTA)
    told = life.figures()
    assert (told.reviews, told.gone) == (3, 1)
    [status] = life.store.statuses("acme")
    assert status.held in (2, None)
    assert life.sums_are_right()


@on_sites_that_show("end", but_not="unchanged_id")
def test_where_an_edit_makes_another_review_the_first_one_goes(life: Life):
    """Sites that give no numbers: what was said before is gone after two absences."""
    life.walk(ALL)
    second = edited(MARTA, life, stars=5, text=MENDED)
    life.walk(with_marta(second))
    assert not life.ids(gone=True)
    life.walk(with_marta(second))
    assert life.ids(gone=True) == {life.site.id_of(MARTA)}
    assert life.fact(second, "stars") == 5
    assert not life.star_changes()
    assert life.sums_are_right()


@on_sites_that_show("end")
def test_walks_that_look_for_what_is_new_call_nothing_gone(life: Life):
    """Only a walk that set out to read everything may miss something."""
    about = life.source.about
    if not about.rereads or 4 * about.every > about.rereads:
        return  # every walk of such a source reads everything
    life.walk(ALL)
    for _ in range(3):
        life.walk(with_marta(None), after=about.every)
    assert not life.ids(gone=True)


@on_sites_that_show("end")
def test_a_restored_review_is_back(life: Life):
    """With its old id it is the same one, and must be missed twice anew."""
    life.walk(ALL)
    for _ in range(2):
        life.walk(with_marta(None))
    ended = life.walk(ALL)
    assert ended.new == 0
    assert not life.ids(gone=True)
    life.walk(with_marta(None))
    assert not life.ids(gone=True)
    assert not life.versions(MARTA)
    assert life.sums_are_right()


@on_sites_that_show("end", "unchanged_id")
def test_a_review_that_comes_back_with_other_stars_is_back_and_changed(life: Life):
    """Deleted and written anew under its old number."""
    life.walk(ALL)
    for _ in range(2):
        life.walk(with_marta(None))
    life.walk(with_marta(edited(MARTA, life, stars=5, text=MENDED)))
    assert not life.ids(gone=True)
    [change] = life.star_changes()
    assert (change.before, change.after) == (1, 5)
    assert life.sums_are_right()


@on_sites_that_show(but_not="end")
def test_where_a_deletion_does_not_show_nothing_is_called_gone(life: Life):
    """Left the list, left the window: that proves nothing."""
    life.walk(ALL)
    for _ in range(3):
        life.walk(with_marta(None), after=life.source.about.rereads)
    assert not life.ids(gone=True)


@on_sites_that_show()
def test_a_page_returned_short_deletes_nothing(life: Life):
    """The same answer with its lower half cut off, twice; then whole again."""
    life.walk(ALL)
    for _ in range(2):
        ended = life.walk([NEWER])
        assert ended.event == "ended", ended.error
        assert not life.ids(gone=True)
    ended = life.walk(ALL)
    assert (ended.new, ended.changed) == (0, 0)
    assert not life.ids(gone=True)
    assert life.sums_are_right()


@on_sites_that_show()
def test_a_hole_in_one_answer_deletes_nothing(life: Life):
    """What is missing once in the middle is there the next time."""
    life.walk(ALL)
    for shown in (with_marta(None), ALL, with_marta(None), ALL):
        life.walk(shown)
        assert not life.ids(gone=True)


@on_sites_that_show()
def test_an_empty_answer_deletes_nothing(life: Life):
    """Sites answer emptily by mistake, more than once."""
    life.walk(ALL)
    for _ in range(3):
        life.walk([])
        assert not life.ids(gone=True)
    ended = life.walk(ALL)
    assert ended.new == 0
    assert life.ids() == {life.site.id_of(review) for review in ALL}


@on_sites_that_show("end")
def test_a_long_list_is_read_to_its_end_and_a_deletion_deep_in_it_shows(life: Life):
    """Over more pages than one, with nothing lost where they meet."""
    many = crowd(230)
    life.walk([*ALL, *many])
    assert life.ids() == {life.site.id_of(review) for review in [*ALL, *many]}
    missed = many[180]
    rest = [review for review in many if review is not missed]
    for _ in range(2):
        assert not life.ids(gone=True)
        life.walk([*ALL, *rest])
    assert life.ids(gone=True) == {life.site.id_of(missed)}
    assert life.sums_are_right()


@on_sites_that_show("end")
def test_a_list_cut_in_the_middle_deletes_nothing(life: Life):
    """From the second page on the site shows only half of what it has, walk after walk."""
    many = [*ALL, *crowd(230)]
    life.walk(many)
    for _ in range(2):
        life.walk(many, many[: len(many) // 2])
        assert not life.ids(gone=True)
    ended = life.walk(many)
    assert (ended.new, ended.changed) == (0, 0)


@on_sites_that_show()
def test_a_walk_that_breaks_off_loses_and_deletes_nothing(life: Life):
    """After its first page, twice; the next whole one has everything."""
    many = [*ALL, *crowd(230 if life.shows("end") else 0)]
    life.walk(many)
    fresh = [
        Review(id=n, stars=1, text=f"Falla {n}.", author=f"F{n}", created=life.now + n * HOUR / 60)
        for n in range(50, 20, -1)
    ]
    for _ in range(2):
        life.walk([*fresh, *many], breaks_at=1)
        assert not life.ids(gone=True)
    ended = life.walk([*fresh, *many])
    assert ended.event == "ended", ended.error
    assert life.ids(gone=False) >= {life.site.id_of(review) for review in [*fresh, *ALL]}
    assert life.sums_are_right()
