"""The life of a review, on every source that gives reviews: what it says, its stars, its answers.

New, star-only, edited up and down, answered, answer edited, answered before the stored time; its
end is in `test_end_of_life.py`. What a source cannot show (`Site.shows`) is not asked of it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.source import load_source, source_names
from tests.life.life import T0, Life
from tests.life.reviews import Review
from tests.life.script import (
    ALL,
    HOUR,
    MARTA,
    MENDED,
    NEWER,
    OLDER,
    SITES,
    SORRY,
    answered,
    edited,
    on_sites_that_show,
    seconds,
    with_marta,
)

WITHOUT_A_LIFE = {
    # They give how many stars there are, and no review: their terms forbid keeping the words.
    "places",
    "yelp",
    "tripadvisor",
}
"""Sources of reviews of which no review's life can be followed, and why."""


def test_every_source_of_reviews_has_a_site_here():
    """Whoever adds a source of reviews says how its site lets a review live."""
    of_reviews = {name for name in source_names() if load_source(name).about.gives == "reviews"}
    assert of_reviews - set(SITES) - WITHOUT_A_LIFE == set()
    assert not set(SITES) & WITHOUT_A_LIFE
    assert all(site.source == name for name, site in SITES.items())


@pytest.mark.parametrize("name", SITES)
def test_a_source_promises_what_its_site_shows(name: str):
    """The response rate leaves out sources that tell no answers: they must say so rightly."""
    about, shows = load_source(name).about, SITES[name].shows
    assert about.answers == ("answer" in shows)
    assert (about.times == "created") == ("created" in shows)


@on_sites_that_show()
def test_a_new_review_is_stored_with_its_stars_and_words(life: Life):
    """Each once, with the id that the source gives it."""
    life.walk([NEWER, OLDER])
    ended = life.walk(ALL)
    assert ended.event == "ended", ended.error
    assert ended.new == 1
    assert life.ids() == {life.site.id_of(review) for review in ALL}
    for review in ALL:
        assert life.fact(review, "stars") == review.stars
        assert review.text in life.body(review)
    assert life.sums_are_right()
    assert life.totals().negatives == 1


@on_sites_that_show("created")
def test_the_time_of_a_review_is_when_it_was_written(life: Life):
    """As exactly as the source tells it."""
    life.walk(ALL)
    exact = life.fact(MARTA, "precision") in ("second", "minute")
    told = life.fact(MARTA, "published_at")
    assert isinstance(told, int)
    assert abs(told - seconds(MARTA.created)) < (60 if exact else 86_400)


@on_sites_that_show()
def test_a_site_that_has_not_changed_changes_nothing(life: Life):
    """Walked again and again, with answers and edits on it."""
    shown = with_marta(answered(edited(MARTA, life, text=MENDED), life))
    life.walk(shown)
    for _ in range(3):
        ended = life.walk(shown)
        assert ended.event == "ended", ended.error
        assert (ended.new, ended.changed) == (0, 0)
    assert not life.versions(shown[1])
    assert not life.ids(gone=True)
    assert not life.star_changes()


@on_sites_that_show("star_only")
def test_stars_without_words_are_a_review(life: Life):
    """They count, and nobody puts words into their mouth."""
    silent = Review(id=7, stars=1, author="Eva", created=T0 - 10 * HOUR)
    life.walk([NEWER, silent, OLDER])
    assert life.fact(silent, "stars") == 1
    assert life.body(silent).strip() == ""
    assert life.fact(silent, "label") == "negative"
    assert life.sums_are_right()


@pytest.mark.parametrize(("before", "after"), [(1, 5), (5, 1)], ids=["up", "down"])
@on_sites_that_show("unchanged_id")
def test_an_edited_review_keeps_what_it_said_and_its_stars_tell_the_change(
    life: Life, before: int, after: int
):
    """The old stars and words become a version; the change of stars is told once."""
    first = replace(MARTA, stars=before)
    life.walk(with_marta(first))
    was_at = life.fact(first, "published_at")
    second = edited(first, life, stars=after, text=MENDED)
    ended = life.walk(with_marta(second))
    assert (ended.new, ended.changed) == (0, 1)
    [(stars, said)] = life.versions(second)
    assert stars == before
    assert first.text in said
    assert life.fact(second, "stars") == after
    assert MENDED in life.body(second)
    assert life.fact(second, "published_at") == was_at
    [change] = life.star_changes()
    assert (change.before, change.after) == (before, after)
    assert change.answered_at is None
    told = life.figures()
    assert (told.raised, told.lowered) == ((1, 0) if after > before else (0, 1))
    assert life.sums_are_right()


@on_sites_that_show("unchanged_id", "edited_at")
def test_a_change_of_stars_is_told_for_the_time_of_the_edit(life: Life):
    """Where the source tells it; else for when we saw it."""
    life.walk(ALL)
    second = edited(MARTA, life, stars=5)
    life.walk(with_marta(second))
    [change] = life.star_changes()
    assert abs(change.at - second.touched) < timedelta(days=1)
    assert life.fact(second, "edited_at") == seconds(change.at)


@on_sites_that_show("unchanged_id")
def test_every_edit_is_a_version_of_its_own(life: Life):
    """Up, down and up again: three versions in their order, three changes."""
    said = MARTA
    life.walk(with_marta(said))
    for stars in (5, 1, 5):
        said = edited(said, life, stars=stars, text=f"{MENDED} {life.now:%d %H}")
        life.walk(with_marta(said))
    assert [stars for stars, _ in life.versions(said)] == [1, 5, 1]
    told = life.figures()
    assert (told.raised, told.lowered) == (2, 1)
    assert life.sums_are_right()


@on_sites_that_show("unchanged_id")
def test_a_corrected_word_is_no_change_of_stars(life: Life):
    """A version, and no event."""
    life.walk(ALL)
    second = edited(MARTA, life, text="Se cierra al pagar con tarjeta.")
    life.walk(with_marta(second))
    assert len(life.versions(second)) == 1
    assert not life.star_changes()


@on_sites_that_show("answer")
def test_an_answer_is_noticed_and_is_no_edit(life: Life):
    """Its words are kept; the review's own have no version."""
    life.walk(ALL)
    assert life.figures().answered == 0
    second = answered(MARTA, life)
    life.walk(with_marta(second))
    [(text, _)] = life.answers(second)
    assert text == SORRY
    told = life.figures()
    assert (told.reviews, told.due, told.answered) == (3, 3, 1)
    assert told.rate == pytest.approx(1 / 3)
    assert not life.versions(second)
    assert life.sums_are_right()


@on_sites_that_show("answer", "answer_time")
def test_the_time_to_answer_is_that_of_the_first_answer(life: Life):
    """From when the review was written or, where its source tells edits only, from first seen."""
    life.walk(ALL)
    written = MARTA.created if life.shows("created") else life.now
    second = answered(MARTA, life)
    life.walk(with_marta(second))
    told = life.figures()
    assert (told.already, told.untimed) == (0, 0)
    assert told.median == told.ninth
    assert told.median is not None
    assert second.answered is not None
    day_only = life.fact(second, "precision") == "day"
    slack = timedelta(days=1) if day_only else timedelta(minutes=1)
    assert abs(told.median - (second.answered - written)) < slack


@on_sites_that_show("answer", but_not="answer_time")
def test_an_answer_without_a_time_counts_and_has_no_time(life: Life):
    """The source keeps its time to itself."""
    life.walk(ALL)
    life.walk(with_marta(answered(MARTA, life)))
    told = life.figures()
    assert (told.answered, told.untimed, told.median) == (1, 1, None)


@on_sites_that_show("answer")
def test_an_edited_answer_is_still_the_first_answer(life: Life):
    """Both texts are kept; it counts once, and the first time stays."""
    life.walk(ALL)
    second = answered(MARTA, life)
    life.walk(with_marta(second))
    before = life.figures()
    third = answered(second, life, "Arreglado en la versión 4.3.")
    life.walk(with_marta(third))
    assert [text for text, _ in life.answers(third)] == [SORRY, "Arreglado en la versión 4.3."]
    told = life.figures()
    assert (told.answered, told.median) == (before.answered, before.median)
    assert not life.versions(third)


@on_sites_that_show("answer", "unchanged_id")
def test_stars_that_change_after_the_answer_say_how_long_after(life: Life):
    """What the team wants to know: the answer helped."""
    life.walk(ALL)
    second = answered(MARTA, life)
    life.walk(with_marta(second))
    third = edited(second, life, stars=5, text=MENDED)
    life.walk(with_marta(third))
    [change] = life.star_changes()
    assert (change.before, change.after) == (1, 5)
    assert change.after_answer is not None
    assert timedelta(0) <= change.after_answer <= 2 * life.step
    if life.shows("answer_time") and life.shows("edited_at"):
        assert third.answered is not None
        assert abs(change.after_answer - (third.touched - third.answered)) < timedelta(days=1)


@on_sites_that_show("answer", "unchanged_id")
def test_an_edit_and_an_answer_between_two_walks_are_both_kept(life: Life):
    """One version, one answer, one change of stars."""
    life.walk(ALL)
    second = answered(edited(MARTA, life, stars=5, text=MENDED), life)
    life.walk(with_marta(second))
    assert [stars for stars, _ in life.versions(second)] == [1]
    assert [text for text, _ in life.answers(second)] == [SORRY]
    assert len(life.star_changes()) == 1
    assert life.figures().answered == 1
    assert life.sums_are_right()


@on_sites_that_show("answer", "answer_time")
def test_an_answer_older_than_the_stored_time_counts_and_stays_out_of_the_times(life: Life):
    """Answered, then edited, then first seen by us: a wait below zero is no wait."""
    seen_late = replace(
        MARTA,
        edited=T0 - 2 * HOUR,
        answer=SORRY,
        answered=T0 - 10 * HOUR,
    )
    life.walk(with_marta(seen_late))
    told = life.figures()
    assert told.answered == 1
    if life.shows("created"):
        if life.fact(seen_late, "precision") == "second":
            assert (told.already, told.median) == (0, 10 * HOUR)
    else:
        assert (told.already, told.median) == (1, None)


@on_sites_that_show()
def test_a_new_review_shows_on_the_very_next_walk(life: Life):
    """Within minutes, not when all is read again."""
    life.walk(ALL)
    fresh = Review(
        id=9, stars=1, title="Hoy", text="No abre.", author="Sol", created=life.now + HOUR / 60
    )
    ended = life.walk([fresh, *ALL], after=life.source.about.every)
    assert ended.new == 1
    assert life.fact(fresh, "stars") == 1
    assert not life.ids(gone=True)


@on_sites_that_show("answer")
def test_an_answer_that_is_taken_back_counts_no_more(life: Life):
    """Until it stands there again, with its first time."""
    life.walk(ALL)
    second = answered(MARTA, life)
    life.walk(with_marta(second))
    before = life.figures()
    life.walk(ALL)
    assert life.figures().answered == 0
    life.walk(with_marta(second))
    told = life.figures()
    assert (told.answered, told.median) == (1, before.median)
    assert not life.versions(second)


@on_sites_that_show()
def test_the_whole_script_leaves_the_right_counts(life: Life):
    """New, edited up, answered, answer edited, edited down, deleted, restored, cut short."""
    said = MARTA
    life.walk(with_marta(None))
    life.walk(with_marta(said))
    said = edited(said, life, stars=5, text=MENDED)
    life.walk(with_marta(said))
    said = answered(said, life)
    life.walk(with_marta(said))
    said = answered(said, life, "Gracias por contarlo.")
    life.walk(with_marta(said))
    said = edited(said, life, stars=1, text="Ha vuelto a fallar.")
    life.walk(with_marta(said))
    for _ in range(2):
        life.walk(with_marta(None))
    gone = life.ids(gone=True)
    life.walk(with_marta(said))
    life.walk([NEWER])
    life.walk(with_marta(said))
    told = life.figures()
    if life.shows("unchanged_id"):
        assert gone == ({life.site.id_of(said)} if life.shows("end") else set())
        assert not life.ids(gone=True)
        assert [stars for stars, _ in life.versions(said)] == [1, 5]
        assert (told.raised, told.lowered, told.gone) == (1, 1, 0)
        assert told.reviews == len(life.ids()) == 3
        assert told.answered == (1 if life.shows("answer") else 0)
        assert told.untold == (0 if life.shows("answer") else 3)
    else:
        assert (told.raised, told.lowered) == (0, 0)
    assert life.sums_are_right()
    assert life.fact(said, "stars") == 1
    assert all(each.event != "failed" for each in life.told)
