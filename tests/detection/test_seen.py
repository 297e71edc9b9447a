"""An evaluation in words: the sentence of an incident that has one."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.detection import reason
from listener.i18n import Translator
from listener.spikes import IncidentKind, Method, TrueCount

from .evaluations import AT, MORE_TALK, incident, look

ES, EN = Translator("es"), Translator("en")


def said(t: Translator, **changes: object) -> str:
    """The sentence of an incident with such an evaluation."""
    return reason(incident(look(**changes)), t, UTC)


def test_a_worse_share() -> None:
    """Share against the usual one and its range, the volume beside it, how often by chance."""
    assert said(EN) == (
        "Since 07:15, 42 of 58 mentions on Reddit are negative (72%; usual 44%, normal range"
        " 31–57%). Volume is normal (58 vs 79 expected). A shift this strong appears by chance"
        " about once in 5 months."
    )
    assert said(ES) == (
        "Desde las 7:15, 42 de 58 menciones en Reddit son negativas (72\u00a0%; lo normal es"
        " 44\u00a0%, entre 31 y 57\u00a0%). Se habla tanto como siempre (58 frente a 79 esperadas)."
        " Un cambio así ocurre por azar más o menos una vez cada 5 meses."
    )


def test_more_talk() -> None:
    """How many, how many are usual; and that people feel as they always do."""
    assert said(EN, kind="talk", **MORE_TALK) == (
        "Since 07:15, there is more talk on Reddit: 240 mentions where 80 are usual (between 60"
        " and 101), 52 of them negative. The share of negatives is as usual (22%; usual 20%, normal"
        " range 15–26%). So much talk appears by chance about once in 5 months."
    )
    assert said(ES, kind="talk", **MORE_TALK) == (
        "Desde las 7:15, se habla más en Reddit: 240 menciones donde lo normal son 80 (entre 60"
        " y 101), 52 de ellas negativas. La parte de negativas es la de siempre (22\u00a0%; lo"
        " normal es 20\u00a0%, entre 15 y 26\u00a0%). Tanta conversación se da por azar más o menos"
        " una vez cada 5 meses."
    )


def test_more_and_worse() -> None:
    """Both are told in one sentence."""
    both = {**MORE_TALK, "observed": 120}
    assert said(EN, kind="both", **both).startswith(
        "Since 07:15, there is more talk on Reddit, and it is worse: 240 mentions where 80 are"
        " usual (between 60 and 101), 120 of them negative (50%; usual 20%, normal range 15–26%)."
    )
    assert said(ES, kind="both", **both).startswith(
        "Desde las 7:15, se habla más y peor en Reddit: 240 menciones donde lo normal son 80"
        " (entre 60 y 101), 120 de ellas negativas (50\u00a0%; lo normal es 20\u00a0%, entre 15 y"
    )


def test_talk_that_is_as_usual_on_the_whole_is_not_called_more() -> None:
    """Where only a part of the window has more of it, that is what is said."""
    usual = {"kind": "both", "items": 58, "items_expected": 60, "items_low": 48, "items_high": 73}
    assert "there is more talk on" not in said(EN, **usual)
    assert "For a part of that time there is more talk than usual as well." in said(EN, **usual)
    assert "En parte de ese tiempo se habla, además, más de lo normal." in said(ES, **usual)


def test_what_cannot_be_told_is_said() -> None:
    """The negatives are too many; whether by share or by volume is open."""
    assert (
        "42 of 58 mentions on Reddit are negative; the usual for these hours is 26 (between 17"
        " and 34). Whether it is more talk or worse talk cannot be told yet (72%; usual 44%, normal"
        " range 31–57%); there are 58 mentions where 79 are usual (between 55 and 104)."
    ) in said(EN, kind="unclear")
    assert "no se distingue si se habla más o peor" in said(ES, kind="unclear")


def test_stars_speak_of_reviews() -> None:
    """What counts one and two stars says so."""
    stars = {"method": "stars", "observed": 31, "items": 42}
    assert "31 of 42 reviews on Reddit have 1–2★ (74%;" in said(EN, **stars)
    assert "31 de 42 reseñas en Reddit son de 1–2★ (74\u00a0%;" in said(ES, **stars)


@pytest.mark.parametrize("source", ["*", ""])
def test_the_whole_brand_is_all_sources(source: str) -> None:
    """The sum of all sources has no name of its own."""
    assert "58 mentions across all sources are" in said(EN, source=source)
    assert "58 menciones en todas las fuentes son" in said(ES, source=source)


@pytest.mark.parametrize(
    ("observed", "items", "english", "spanish"),
    [
        (1, 58, "1 of 58 mentions on Reddit is negative", "1 de 58 menciones en Reddit es negat"),
        (1, 1, "the only mention on Reddit is negative", "la única mención en Reddit es negativa"),
        (5, 5, "all 5 mentions on Reddit are negative", "las 5 menciones en Reddit son todas neg"),
        (0, 5, "none of 5 mentions on Reddit is negative", "ninguna de 5 menciones en Reddit es"),
        (0, 1, "the only mention on Reddit is not negative", "la única mención en Reddit no es"),
        (1500, 2500, "1,500 of 2,500 mentions", "1500 de 2500 menciones"),
    ],
)
def test_few_and_many(observed: int, items: int, english: str, spanish: str) -> None:
    """One is singular, all are all, and thousands are written as each language does."""
    assert english in said(EN, observed=observed, items=items)
    assert spanish in said(ES, observed=observed, items=items)


def test_the_volume_may_be_less_or_more() -> None:
    """A worse share amid less talk is not called normal."""
    assert "There is less talk than usual (58 vs 179 expected)." in said(
        EN, items_expected=179, items_low=120, items_high=230
    )
    assert "Se habla algo más que de costumbre (58 frente a 1 esperada)." in said(
        ES, items_expected=1.2, items_low=0, items_high=3
    )
    assert "Volume is normal (58 vs 0.3 expected)" in said(
        EN, items_expected=0.3, items_low=0, items_high=99
    )


def test_a_share_below_one_in_a_hundred_is_not_nothing() -> None:
    """0.4% keeps its decimal."""
    assert "(72%; usual 0.4%, normal range 0–0.9%)" in said(
        EN, usual_share=0.004, share_low=0.0, share_high=0.009
    )


def test_a_window_of_days_names_the_day() -> None:
    """A window that began the day before says which day it was, in the zone of the brand."""
    assert said(EN, until=AT + timedelta(days=2)).startswith("Since 07:15 on 22 Nov 2026, 42 of")
    bogota = ZoneInfo("America/Bogota")
    late = look(onset_at=AT - timedelta(hours=1), until=AT + timedelta(minutes=30))
    assert reason(incident(late), ES, bogota).startswith("Desde la 1:15, ")


def test_never_rarer_than_the_days_that_were_listened_to() -> None:
    """Twenty days of history bear witness to twenty days; what is common is called so."""
    rare = "is not to be expected even once in the 20 days of history."
    assert rare in said(EN, monthly=0.0, basis_days=20.5)
    assert rare in said(EN, basis_days=20.5)
    assert "about once in 2 weeks." in said(EN, monthly=2)
    assert "about once in 2 years." in said(EN, monthly=1 / 24, basis_days=4000)
    assert "Chance alone does as much on any day." in said(EN, monthly=900)


def test_what_was_not_seen_whole_is_said() -> None:
    """Figures of a window with a hole may be too low."""
    assert "Not all of that time could be seen" in said(EN, complete=False)
    assert "No se pudo ver todo en ese tiempo" in said(ES, complete=False)


def test_copies_and_what_is_truly_negative_come_after() -> None:
    """What only repeats, and what people's labels have measured."""
    truly = TrueCount(count=34.4, low=28.2, high=38.6, labels=87)
    words = reason(incident(look(copies=30), truly=truly), EN, UTC)
    assert (
        "30 of them are copies of others; only 12 say something of their own. Of the 42," in words
    )


def test_of_what_is_over_the_whole_stretch_is_told() -> None:
    """It does not go on, and is not told as if it did."""
    over = incident(peak=look(), state="recovered", recovered_at=AT + timedelta(hours=3))
    assert reason(over, EN, UTC).startswith(
        "From 22 Nov 2026, 07:15 to 22 Nov 2026, 10:15, 42 of 58 mentions on Reddit are negative"
    )
    assert reason(over, ES, UTC).startswith("Del 22 nov 2026, 7:15 al 22 nov 2026, 10:15, 42 de")


def test_stars_need_no_measuring() -> None:
    """How many truly are negative is asked of texts alone."""
    truly = TrueCount(count=34.4, low=28.2, high=38.6, labels=87)
    assert "truly" not in reason(incident(look(method="stars"), truly=truly), EN, UTC)


def test_that_of_the_whole_brand_tells_of_its_sources() -> None:
    """An incident that nobody is told of says which one they are told of."""
    assert reason(incident(parent=3), EN, UTC).endswith(
        "Incident 3, that of all sources, tells of it."
    )


def test_how_it_ended() -> None:
    """Recovered, calming down, found afterwards, or the usual by now."""
    calm = look(observed=3, items=20, monthly=300)
    over = incident(calm, peak=look(), cooling_since=AT + timedelta(hours=4))
    assert reason(over, EN, UTC).startswith("Since 07:15, 42 of 58")
    assert reason(over, EN, UTC).endswith(
        "As usual again since 11:15; it is closed once that lasts."
    )
    ended = incident(peak=look(), state="recovered", recovered_at=AT + timedelta(hours=20))
    assert reason(ended, ES, UTC).endswith(
        "Desde las 3:15 del 23 nov 2026 vuelve a estar como siempre."
    )
    past = incident(past=True, state="recovered", recovered_at=AT)
    assert reason(past, EN, UTC).endswith("It was found in what came late, and nobody was woken.")
    usual = incident(new_normal=True, updated_at=AT + timedelta(days=14))
    assert reason(usual, ES, UTC).endswith("Ya es lo normal: adoptado tras 14 días.")
    assert reason(usual, EN, UTC).endswith("It is the usual by now: adopted after 14 days.")


def test_how_long_it_took_to_be_the_usual_is_counted_from_its_beginning() -> None:
    """And not from where the last window begins."""
    moved = look(onset_at=AT + timedelta(days=11), until=AT + timedelta(days=14))
    usual = incident(moved, first=look(), new_normal=True, updated_at=AT + timedelta(days=14))
    assert reason(usual, EN, UTC).endswith("adopted after 14 days.")


def test_what_was_measured_is_told_of_what_it_was_measured_of() -> None:
    """Once its worst is told, which has another count, how it stands says nothing of that."""
    truly = TrueCount(count=2.4, low=1.2, high=2.9, labels=87)
    over = incident(look(observed=3), peak=look(), state="recovered", truly=truly)
    assert "truly" not in reason(over, EN, UTC)


def test_what_was_expected_says_why() -> None:
    """The words of whoever marked the days, on one line."""
    marked = incident(expected_because="Black\nFriday \x1b[31m")
    assert "It was expected: Black Friday." in reason(marked, EN, UTC)


@given(
    observed=st.integers(0, 10**6),
    more=st.integers(0, 10**6),
    expected=st.floats(0, 1e6),
    usual=st.floats(0, 1),
    monthly=st.floats(0, 1e5),
    kind=st.sampled_from(["share", "talk", "both", "unclear"]),
    method=st.sampled_from(["share", "stars", "count"]),
    source=st.text(max_size=30),
)
def test_whatever_was_seen_can_be_said(
    observed: int,
    more: int,
    expected: float,
    usual: float,
    monthly: float,
    kind: IncidentKind,
    method: Method,
    source: str,
) -> None:
    """Any figures give a sentence in one line, in both languages."""
    seen = look(
        observed=observed,
        items=observed + more,
        items_expected=expected,
        usual_share=usual,
        monthly=monthly,
        kind=kind,
        method=method,
        source=source,
    )
    for t in (ES, EN):
        words = reason(incident(seen), t, UTC)
        assert words.endswith(".")
        assert len(words.splitlines()) == 1
