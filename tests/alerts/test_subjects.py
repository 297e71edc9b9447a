"""The subject is understood in a phone's preview: how many, what is usual, about what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.alerts.seen import counted as counted_in_words
from listener.alerts.subjects import LONGEST, subject, title
from listener.i18n import Translator
from listener.outgoing import Story
from listener.spikes import EventKind
from tests.alerts.stories import cause, counted, drivers, spike, story, term, whole
from tests.detection.evaluations import look
from tests.digest.samples import HOSTILE, NOW, incident

ES, EN = Translator("es"), Translator("en")
LATER = NOW + timedelta(hours=3)


def said(one: Story, t: Translator = ES, brand: str = "Acme") -> str:
    """The subject of a mail about this alone."""
    return subject([one], brand, t, LATER)


@pytest.mark.parametrize(
    ("event", "es", "en"),
    [
        (
            "opened",
            "Acme: 41 negativas en 2 h, lo normal son 6 — reembolso",
            "Acme: 41 negative in 2 h, usually 6 — reembolso",
        ),
        (
            "worse",
            "Acme va a peor: 41 negativas en 2 h, lo normal son 6 — reembolso",
            "Acme is getting worse: 41 negative in 2 h, usually 6 — reembolso",
        ),
        (
            "reminder",
            "Acme, 4 h sin atender: 41 negativas en 2 h, lo normal son 6 — reembolso",
            "Acme, unattended for 4 h: 41 negative in 2 h, usually 6 — reembolso",
        ),
        (
            "past",
            "Acme, ya pasado: 41 negativas en 2 h, lo normal son 6 — reembolso",
            "Acme, over by now: 41 negative in 2 h, usually 6 — reembolso",
        ),
        (
            "adopted",
            "Acme: esto ya es lo normal — reembolso",
            "Acme: this is the usual by now — reembolso",
        ),
    ],
)
def test_what_happened_against_what_is_usual(event: EventKind, es: str, en: str) -> None:
    """The most telling comes first; what it is about goes where there is no room for it."""
    assert said(whole(event)) == es
    assert said(whole(event), EN) == en


def test_what_is_over_says_what_it_came_to() -> None:
    """How long, how many more than usual, how many reviews were answered."""
    over = spike(state="recovered", recovered_at=NOW + timedelta(hours=1))
    done = whole("recovered", incident=over, cost=87, answered=12, answerable=15)
    assert (
        said(done) == "Acme vuelve a lo normal tras 3 h: 87 negativas de más, 12 de 15 contestadas"
    )
    assert said(story("recovered", incident=over), EN) == (
        "Acme is back to normal after 3 h: it peaked at 45 negative"
    )
    anew = spike(state="recovered", recovered_at=NOW, rescored=True)
    assert said(story("recovered", incident=anew), EN).startswith("Acme: false alarm")


def test_what_was_closed_says_why() -> None:
    """The cause, shortened if need be; without one, that it was closed."""
    closed = spike(state="closed", closed_at=NOW, cause="El proveedor de pagos cobró dos veces")
    assert said(story("closed", incident=closed)) == (
        "Acme: incidente cerrado tras 2 h: El proveedor de pagos cobró dos veces"
    )
    bare = spike(state="closed", closed_at=NOW)
    assert said(story("closed", incident=bare), EN) == "Acme: incident closed after 2 h"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expected": 0.2}, "lo normal es ninguna"),
        ({"expected": 1.3}, "lo normal es 1 "),
        ({"window_minutes": 45}, "en 45 min,"),
        ({"window_minutes": 150}, "en 2 h 30 min,"),
        ({"window_minutes": 1850}, "en 31 h,"),
        ({"window_minutes": 4320}, "en 3 días,"),
        ({"observed": 1234}, "1234 negativas"),
        ({"observed": 1}, "1 negativa en"),
        ({"source": ""}, "todas las fuentes"),
        ({"source": "*"}, "todas las fuentes"),
    ],
)
def test_numbers_read_as_people_say_them(changes: dict[str, object], words: str) -> None:
    """Figures, durations and singulars are those of the language."""
    assert words in said(story(incident=incident(**changes)))


@pytest.mark.parametrize(
    ("changes", "t", "words"),
    [
        ({}, ES, "Acme: 72\u00a0% negativas (42 de 58), lo normal es 44\u00a0% — Reddit"),
        ({}, EN, "Acme: 72% negative (42 of 58), usually 44% — Reddit"),
        ({"method": "stars"}, EN, "Acme: 72% of 1–2★ (42 of 58), usually 44% — Reddit"),
        ({"kind": "talk"}, ES, "Acme: 58 menciones en 3 h, lo normal son 79 — Reddit"),
        ({"kind": "both"}, EN, "Acme: 42 negative in 3 h, usually 35 — Reddit"),
        (
            {"kind": "both", "method": "stars"},
            ES,
            "Acme: 42 reseñas de 1–2★ en 3 h, lo normal son 35 — Reddit",
        ),
        (
            {"kind": "both", "items_expected": 0.8},
            ES,
            "Acme: 42 negativas en 3 h, lo normal es ninguna — Reddit",
        ),
        (
            {"kind": "both", "method": "count"},
            EN,
            "Acme: 42 negative in 3 h, usually 26 — Reddit",
        ),
    ],
)
def test_each_kind_is_told_by_its_own_figure(
    changes: dict[str, object], t: Translator, words: str
) -> None:
    """A worse share by the shares, more talk by the talk, both by the usual negatives."""
    assert said(story(incident=incident(source="Reddit", look=look(**changes))), t) == words


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({}, "reembolso"),
        ({"terms": (term("chat", 9),), "causes": ()}, "App Store"),
        ({"terms": (term("chat", 2),), "causes": (), "texts": 3}, "App Store"),
        ({"terms": (), "causes": (cause("aspect", "price", 20),)}, "price"),
        ({"terms": (), "causes": (cause("version", "5.2", 30, clears=True),)}, "versión 5.2"),
        (
            {"causes": (cause("group", "3", 40, clears=True),)},
            "un texto copiado 40 veces",
        ),
    ],
)
def test_it_ends_with_what_it_is_mostly_about(changes: dict[str, object], about: str) -> None:
    """The word, the topic or the version of a good part; else where it is said."""
    assert said(whole(drivers=drivers(**changes))).endswith(f" — {about}")


def test_what_is_long_is_said_shorter() -> None:
    """Whole hours, and the bare stars, before what it is about is left out."""
    seen = counted(
        method="stars", observed=18, onset_at=NOW - timedelta(hours=7, minutes=15), usual_share=0.01
    )
    one = whole("worse", incident=spike(look=seen), drivers=drivers(terms=()))
    assert said(one, brand="Café Sol") == (
        "Café Sol va a peor: 18 de 1–2★ en 7 h, lo normal es ninguna — versión 5.2.1"
    )


@pytest.mark.parametrize("event", ["opened", "worse", "reminder"])
@pytest.mark.parametrize("minutes", [75, 15 * 60 + 15])
@pytest.mark.parametrize("brand", ["Café Lumbre", "Restaurantes de la Buena Mesa de Aragón"])
def test_what_is_usual_is_not_cut_off(event: EventKind, minutes: int, brand: str) -> None:
    """Without it no figure says anything: less is said of the brand's name before."""
    seen = counted(observed=191, onset_at=NOW - timedelta(minutes=minutes), expected=0.2)
    one = whole(event, incident=spike(look=seen))
    assert "lo normal es ninguna" in said(one, brand=brand)
    assert "usually none" in said(one, EN, brand=brand)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 min"), (60, "1 h"), (75, "75 min"), (90, "90 min"), (105, "2 h"), (435, "7 h")],
)
def test_a_window_in_short(minutes: int, words: str) -> None:
    """Whole hours, once there are some."""
    one = spike(look=counted(onset_at=NOW - timedelta(minutes=minutes)))
    assert f" en {words}, " in counted_in_words(one, ES, short=True)


def test_it_is_unattended_since_it_was_found() -> None:
    """Nobody could be at it before, however long ago the window began by which it was found."""
    found = spike(opened_at=NOW, look=counted(), first=counted(onset_at=NOW - timedelta(hours=25)))
    assert said(whole("reminder", incident=found)).startswith("Acme, 3 h sin atender: ")
    again = replace(found, reopened=1, reopened_at=LATER - timedelta(hours=1))
    assert said(whole("reminder", incident=again)).startswith("Acme, 1 h sin atender: ")


def test_what_comes_again_says_so() -> None:
    """It was told that it was over, and it was not."""
    one = whole(incident=spike(reopened=1))
    assert said(one) == "Acme otra vez: 41 negativas en 2 h, lo normal son 6 — reembolso"


def test_the_title_that_is_kept_has_no_words_of_strangers() -> None:
    """They may have to be erased; where it was said need not."""
    assert title([whole()], "Acme", ES, LATER) == (
        "Acme: 41 negativas en 2 h, lo normal son 6 — App Store"
    )


def test_further_incidents_are_counted() -> None:
    """A mail about three says that there are two more."""
    told = [whole(), whole(incident=spike(id=8)), whole(incident=spike(id=9))]
    assert subject(told, "Acme", ES, LATER).endswith("— reembolso y 2 avisos más")
    assert subject(told[:2], "Acme", EN, LATER).endswith("— reembolso, and 1 more alert")


@settings(max_examples=60, deadline=None)
@given(
    brand=st.text(max_size=80),
    cause=st.text(max_size=120),
    words=st.text(min_size=1, max_size=80),
    event=st.sampled_from(["opened", "worse", "reminder", "recovered", "closed", "adopted"]),
)
def test_it_is_never_longer_than_a_list_of_mails_shows(
    brand: str, cause: str, words: str, event: EventKind
) -> None:
    """Whatever the brand, the words and the figures are."""
    seen = counted(observed=1_234_567, items=9_876_543, kind="share", method="share")
    one = whole(
        event,
        incident=spike(look=seen, peak=seen, cause=cause),
        drivers=drivers(terms=(term(words, 40),)),
    )
    for t in (ES, EN):
        found = subject([one, one], brand, t, LATER)
        assert len(found) <= LONGEST
        assert "\n" not in found


def test_hostile_names_stay_on_their_line() -> None:
    """Line breaks and marks that reorder text come to nothing."""
    found = said(story(incident=incident(source=HOSTILE)), brand=HOSTILE)
    assert not set(found) & set("\r\n\x00\x1b\u202e")
