"""What kind of a spike it is: a worse share, more talk, or both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listener.detection.kinds import Window, kind_of


def window(items: float, negatives: float, usual: float = 100) -> Window:
    """Of a series with two negatives in ten, whose pace and mood wander by a fifth."""
    return Window(items, negatives, usual, spread=0.05, share=0.2, wander=0.05)


def test_a_worse_share_of_as_many_is_a_worse_share() -> None:
    """Nobody says more than usual, but half of it is bad."""
    assert kind_of([window(100, 50)]) == "share"


def test_more_talk_with_its_usual_share_is_more_talk() -> None:
    """Three times the negatives, and three times everything else."""
    assert kind_of([window(300, 60)]) == "talk"


def test_more_talk_of_which_more_is_bad_is_both() -> None:
    """One of the two alone would not explain it."""
    assert kind_of([window(300, 150)]) == "both"


def test_a_little_more_of_both_is_nothing_sure() -> None:
    """Few items that could be either: nobody is told which."""
    assert kind_of([window(6, 3, usual=3)]) == "unclear"
    assert kind_of([]) == "unclear"
    assert kind_of([window(30, 0)]) == "unclear"


def test_the_window_in_which_most_shows_decides() -> None:
    """An hour of three posts says little where the day says it all."""
    assert kind_of([window(3, 3, usual=2), window(300, 62)]) == "talk"


def test_a_wander_that_is_usual_is_no_worse_share() -> None:
    """Where the share is known to stray as far, more talk alone explains it."""
    strays = Window(3000, 900, 1000, spread=0.05, share=0.2, wander=0.3)
    assert kind_of([strays]) == "talk"
    assert kind_of([strays._replace(wander=0.001)]) == "both"


@given(
    st.integers(0, 100_000),
    st.floats(0, 1),
    st.floats(0, 1e5),
    st.floats(0, 10),
    st.floats(0.001, 0.98),
    st.floats(0, 10),
)
def test_there_is_always_an_answer(
    items: int, part: float, usual: float, spread: float, share: float, wander: float
) -> None:
    """Whatever is counted and whatever is believed."""
    found = kind_of([Window(items, round(items * part), usual, spread, share, wander)])
    assert found in ("share", "talk", "both", "unclear")
