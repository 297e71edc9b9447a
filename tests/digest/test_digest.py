"""The digest says what happened, what did not, and what could not be seen."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from listener.causes import Drivers, Term
from listener.digest import Form, subject
from listener.digest.asking import command_of
from listener.facts import Comparison, Facts
from listener.i18n import LANGUAGES
from listener.model import (
    Author,
    Sentiment,
)
from listener.records import (
    Report,
    Totals,
)
from listener.reviewing import Figures
from tests.catalogues import messages
from tests.detection.evaluations import look

from .samples import (
    EN,
    ES,
    MADRID,
    NOW,
    SINCE,
    bad_day,
    incident,
    mention,
    report,
    shown,
    status,
)


def plain(page: str) -> str:
    """What a page says, however its lines break."""
    return " ".join(page.split())


def test_figures_stand_beside_those_of_the_period_before() -> None:
    """Totals come with difference and arrow, shares with their bounds and of how many they are."""
    page = shown(bad_day())
    assert "Menciones 128 ▲ +36 92" in " ".join(page.split())
    assert "Negativas 48 % (39–56 %, n=128) ▲ +36 puntos 12 % (7–20 %, n=92)" in plain(page)
    assert "2 no llevan fecha" in page


def test_nothing_is_a_dash_and_no_change_is_said() -> None:
    """Two equal figures are called equal, and what was nothing and is nothing has not changed."""
    same = report(
        totals=Totals(items=4, negatives=1), previous=Totals(items=4), coverage=(status(),)
    )
    page = plain(shown(same))
    assert "Menciones 4 = igual" in page
    assert "Positivas 0 —" in page
    assert "Estrellas" not in page
    since_nothing = report(totals=Totals(items=40, negatives=10), previous=Totals())
    assert "Negativas 25 % (14–40 %, n=40) Positivas" in plain(shown(since_nothing))


def test_answers_and_star_changes_have_their_rows() -> None:
    """How many were answered, how soon, and who changed their stars; beside the time before."""
    hour = timedelta(hours=1)
    told = Figures(
        reviews=12, due=10, answered=8, median=3 * hour, ninth=20 * hour, raised=2, lowered=1
    )
    before = Figures(reviews=8, due=8, answered=4, raised=1)
    page = plain(shown(bad_day(reviewed=told, reviewed_before=before)))
    assert "Contestadas pocas para saberlo (n=10) — 8 de 10" in page
    assert "8 de 10 reseñas; la mitad en 3 horas o menos" in page
    few = plain(shown(bad_day(reviewed=replace(told, due=5, answered=4))))
    assert "4 de 5 reseñas" in few
    assert "nueve de cada diez" not in few
    gone = Comparison(kind="previous", since=SINCE, until=NOW, totals=Totals(), periods=0)
    unheard = bad_day(reviewed=told, previous=Totals(), facts=Facts(comparisons=(gone,)))
    assert "Cambiaron de estrellas 3 2 a mejor" in plain(shown(unheard))
    assert "Cambiaron de estrellas 3" in page
    assert "2 a mejor, 1 a peor" in page


def test_words_against_stars_have_their_row_and_their_mark() -> None:
    """How many, where to see them, and on each that is shown; nothing where there are none."""
    page = " ".join(shown(bad_day(reviewed=Figures(reviews=9, contradicted=2))).split())
    assert "Texto contra estrellas 2" in page
    assert "cuáles: listener reviews --mismatch" in page
    day = bad_day()
    worst = replace(day.worst[0], sentiment=Sentiment(label="positive", positive=0.9, negative=0.0))
    page = " ".join(shown(replace(day, worst=(worst,))).split())
    assert "el texto dice lo contrario que las estrellas" in page
    assert "Texto contra estrellas" not in shown(day)


def test_where_no_answer_can_be_seen_no_rate_is_given() -> None:
    """A feed without answers does not make a team that never answers."""
    page = shown(bad_day(reviewed=Figures(reviews=12, untold=12)))
    assert "Contestadas" not in page


def test_a_spike_stands_first_with_its_reason() -> None:
    """The open spike opens the digest; its section has detection's sentence and brand's time."""
    page = shown(report(name="Beta", brand="beta", totals=Totals(items=2)), bad_day())
    assert "Hay un pico negativo abierto: Acme." in page
    assert "ABIERTO en appstore desde el 22 nov 2026, 11:05" in page
    assert "41 negativas en appstore; lo normal son 6" in page
    assert "YA PASÓ en hackernews" in page
    assert page.index("PICOS NEGATIVOS") < page.index("EN CIFRAS") < page.index("Beta:")


def test_a_spike_says_what_kind_it_is_and_how_to_have_it_explained() -> None:
    """Worse share or more talk stands in the heading, the command after the reason."""
    open_one = incident(look=look(kind="both"))
    for form in get_args(Form):
        page = shown(bad_day(incidents=(open_one,)), form=form, t=EN)
        if form != "json":
            assert "OPEN on appstore, began 22 Nov 2026, 11:05: more talk, and worse" in page
            assert "listener explain 7" in page
    assert "ABIERTO en todas las fuentes, empezó el" in shown(
        bad_day(incidents=(replace(open_one, source="*"),))
    )


def test_what_a_spike_comes_down_to_follows_its_reason() -> None:
    """The sentence of its drivers, in people's forms; terms and causes as keys for programs."""
    terms = (Term(text="cobro", count=9, share=0.4, usual_share=0.02, z=6.0),)
    day = bad_day(incidents=(incident(look=look()),), drivers={7: Drivers(terms=terms)})

    def driven(found: Drivers) -> str:
        return f"Palabras: {found.terms[0].text}."

    for form in get_args(Form):
        page = shown(day, form=form, driven=driven)
        assert "Palabras: cobro." in " ".join(page.split())
    digest = json.loads(shown(day, form="json", driven=driven))
    assert digest["brands"][0]["spikes"][0]["drivers"]["terms"][0]["count"] == 9


def test_what_was_found_afterwards_has_a_section_of_its_own() -> None:
    """It is no open spike, and the headline does not count it."""
    past = incident(look=look(), past=True, state="recovered", recovered_at=NOW)
    for form, title in (
        ("text", "FOUND AFTERWARDS: NOBODY WAS WOKEN"),
        ("html", "<h3>Found afterwards: nobody was woken</h3>"),
        ("markdown", "### Found afterwards: nobody was woken"),
    ):
        page = shown(bad_day(incidents=(past,)), form=form, t=EN)  # type: ignore[arg-type]
        assert title in page
        assert "22 Nov 2026, 11:05 to 22 Nov 2026, 14:05" in " ".join(page.split())
        assert "No negative spike." in page
        assert "negative spikes" not in page.casefold()


def test_what_was_expected_is_no_alarm() -> None:
    """It is told, and presses nobody: neither in the headline nor in the subject."""
    expected = bad_day(incidents=(incident(look=look(), expected_because="Black Friday"),))
    page = shown(expected, t=EN)
    assert "EXPECTED on appstore since" in page
    assert "is open" not in page
    assert "spike" not in subject([expected], EN)


def test_json_has_the_evaluation() -> None:
    """What was seen against what is usual, as numbers."""
    digest = json.loads(shown(bad_day(incidents=(incident(look=look()),)), form="json"))
    (spike,) = digest["brands"][0]["spikes"]
    seen = spike["evaluation"]
    assert (seen["observed"], seen["items"], seen["share"]) == (42, 58, 0.7241)
    assert (seen["usual_share"], seen["method"], seen["kind"]) == (0.44, "share", "share")


def test_a_mention_shows_stars_author_time_and_link() -> None:
    """What to open first has stars, source, author, local time, text and address."""
    page = shown(bad_day())
    assert " 1. ★☆☆☆☆ appstore · Ana Gómez · 22 nov 2026, 12:05" in page
    assert "    Me cobraron dos veces y nadie responde." in page
    assert "    https://example.org/reviews/1" in page


def test_a_day_without_an_hour_stays_that_day() -> None:
    """A date that has no hour is not moved to the day before by a time zone."""
    dated = mention(precision="day", published_at=NOW.replace(hour=0, minute=0))
    page = shown(bad_day(worst=(dated,), time_zone="America/Mexico_City"))
    assert "Ana Gómez · 22 nov 2026 ·" in page
    assert "Gómez · nov 2026 ·" in shown(bad_day(worst=(mention(precision="month"),)))
    assert "sin fecha, vista el" in shown(bad_day(worst=(mention(published_at=None),)))


def test_a_brand_with_news_stands_out_among_quiet_ones() -> None:
    """Quiet brands take one line each beside a brand that has something to open."""
    page = shown(
        bad_day(),
        report(brand="b", name="Beta"),
        report(brand="c", name="Celta", totals=Totals(items=3, positives=1)),
    )
    assert "  Beta: sin noticias" in page
    assert "  Celta: 3 menciones (antes 0) · ninguna negativa" in page


@pytest.mark.parametrize(
    ("reports", "es", "en"),
    [
        (
            [bad_day()],
            "Acme: pico negativo, 61 negativas de 128 · no podemos ver una fuente",
            "Acme: negative spike, 61 negative of 128 · we cannot see one source",
        ),
        (
            [replace(bad_day(), totals=Totals(items=3, negatives=1), coverage=())],
            "Acme: pico negativo, 1 negativa de 3",
            "Acme: negative spike, 1 negative of 3",
        ),
        ([report()], "Acme: sin noticias", "Acme: no news"),
        (
            [report(totals=Totals(items=3))],
            "Acme: tranquilo, 3 menciones",
            "Acme: all quiet, 3 mentions",
        ),
        (
            [report(totals=Totals(items=3, negatives=1))],
            "Acme: 1 negativa de 3",
            "Acme: 1 negative of 3",
        ),
        (
            [report(coverage=(status(health="denied"),))],
            "Acme · no podemos ver una fuente",
            "Acme · we cannot see one source",
        ),
        (
            [report()] * 5,
            "Acme, Acme, Acme y 2 más: sin noticias",
            "Acme, Acme, Acme and 2 more: no news",
        ),
    ],
)
def test_the_subject_reads_well_on_a_phone(reports: list[Report], es: str, en: str) -> None:
    """The subject of a digest mail says the most urgent thing in one line."""
    assert (subject(reports, ES), subject(reports, EN)) == (es, en)


def test_no_brand_is_said() -> None:
    """Without any brand the digest says what to type; a table of nothing is its heads."""
    for form in set(get_args(Form)) - {"csv"}:
        assert "listener init" in shown(form=form).replace("\\", "")


def test_every_text_stands_in_both_languages_with_the_same_slots() -> None:
    """No message lacks a language, and both fill the same slots."""
    from string import Formatter

    for key, texts in messages("digest").items():
        assert set(texts) == set(LANGUAGES), key
        slots = []
        for text in texts.values():
            last = text if isinstance(text, str) else text[1]
            slots.append({name for _, name, _, _ in Formatter().parse(last) if name})
        assert slots[0] == slots[1], key


def test_an_edited_or_deleted_mention_says_so() -> None:
    """A mention that was edited or deleted since is marked."""
    from msgspec.structs import replace

    changed = replace(mention(), versions=2, gone_at=NOW)
    assert "editada · ya borrada" in " ".join(shown(bad_day(worst=(changed,))).split())
    nameless = mention(author=None)
    assert nameless.mention.author is None
    assert "appstore · 22 nov" in shown(bad_day(worst=(nameless,)))
    assert Author().name is None


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_copies_are_told_in_every_form(form: str) -> None:
    """One is shown for all that say the same, and how many there are is said once."""
    many = replace(mention(), copies=37)
    one = replace(mention("Otra cosa"), copies=1)
    later = replace(mention("Y otra"), copies=3, copy_of=12)
    day = bad_day(worst=(many, one, later), totals=Totals(items=143, negatives=61, copies=37))
    spanish, english = (" ".join(shown(day, form=form, t=t).split()) for t in (ES, EN))
    assert "y 37 copias más" in spanish
    assert "y 1 copia más" in spanish
    assert "copia de la n.º 12 · y 2 copias más" in spanish
    assert "37 de ellas son copias de otras" in spanish
    assert "and 37 copies" in english
    assert "and 1 copy" in english
    assert "37 of them are copies of others" in english
    assert "copia" not in shown(bad_day(), form=form)


def test_the_rest_is_asked_for_from_when_it_begins() -> None:
    """Of a week one does not see the last day; the last day needs no word."""
    week = replace(bad_day(), since=NOW - timedelta(days=7))
    midnight = datetime(2026, 11, 16, tzinfo=MADRID)
    assert command_of(bad_day()) == "listener digest --brand acme"
    assert command_of(week) == "listener digest --brand acme --since 2026-11-15T14:05"
    assert command_of(replace(week, since=midnight)).endswith("--since 2026-11-16")
    assert command_of(bad_day(), midnight).endswith("--since 2026-11-16")
