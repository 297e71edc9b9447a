"""What each section of a digest says, and when it says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from listener.digest.view import is_quiet, view
from listener.facts import Comparison, Facts, Stars, Voice, Waiting, share_of
from listener.periods import Stretch
from listener.records import AspectCount, Report, Totals
from tests.detection.evaluations import look

from .busy import busy, facts, feeling, mean
from .samples import (
    EN,
    ES,
    HOSTILE,
    MADRID,
    NOW,
    SINCE,
    bad_day,
    incident,
    report,
    shown,
    status,
    wording,
)


def said(told: Report, **changes: object) -> str:
    """The digest of it, however its lines break."""
    return " ".join(shown(told, **changes).split())  # type: ignore[arg-type]


def order(told: Report) -> list[str]:
    """Which sections it has, one after the other."""
    return [section.key for section in view([told], wording()).pages[0].sections]


def test_sections_come_in_the_order_of_their_use() -> None:
    """First what needs somebody, then what stands out, the figures, and at last what is known."""
    assert order(busy()) == [
        *("waiting", "spikes", "worst", "figures", "sentiment", "stars", "answers", "topics"),
        *("voices", "authors", "storms", "hours", "unread", "coverage", "alarms"),
    ]


def test_a_quiet_day_is_short() -> None:
    """What there is nothing to tell of is one line together, and the page fits a screen."""
    calm = report(totals=Totals(items=3, positives=1), facts=Facts())
    page = shown(calm)
    assert (
        "Sin nada que contar: para contestar ya; autores nuevos o muy activos; un mismo texto"
        in " ".join(page.split())
    )
    assert len(page.splitlines()) < 32


def test_what_needs_an_answer_now_stands_first() -> None:
    """Spikes that nobody is at with the command, reviews by how many and by what they say."""
    page = said(busy())
    assert "Un pico abierto que nadie atiende: n.º 7. Di que estás en ello:" in page
    assert "listener incidents ack 7" in page
    assert "4 reseñas de 1 o 2 estrellas esperan respuesta." in page
    assert page.index("No contesta nadie") < page.index("PICOS NEGATIVOS")


def test_what_waits_is_told_on_a_day_without_a_mention() -> None:
    """Else a small café is told once of a review, on the day on which it came."""
    page = shown(report(facts=Facts(waiting=facts().waiting)))
    assert "PARA CONTESTAR YA" in page
    assert "Todo tranquilo" not in page


def test_what_was_missed_is_told_on_a_day_without_a_mention() -> None:
    """By its first and its last day, not by the one that this digest is of."""
    day, whole = timedelta(days=1), datetime(2026, 11, 22, tzinfo=MADRID).astimezone(UTC)
    days = tuple(Stretch(whole - n * day, whole - (n - 1) * day) for n in (2, 1))
    for missed, told in (
        (days, "2 resúmenes, del 20 nov 2026 al 21 nov 2026, no se enviaron"),
        (days[:1], "El resumen del 20 nov 2026 no se envió"),
        (
            (Stretch(whole - 7 * day, whole),),
            "El resumen del 15 nov 2026 al 21 nov 2026 no se envió",
        ),
    ):
        silent = report(missed=missed)
        assert not is_quiet(silent)
        assert told in " ".join(shown(silent).split())


def test_of_one_place_nobody_says_that_there_is_no_spike() -> None:
    """They are looked for in the whole brand, which may have one; and the page says its place."""
    for totals in (Totals(items=3, positives=1), Totals(items=3, negatives=1)):
        page = shown(report(location="Gran Vía", totals=totals))
        assert page.startswith("Resumen de Acme · Gran Vía")
        assert "Los picos se buscan en toda la marca, no en un solo sitio." in page
        assert "ingún pico" not in page


def test_what_waits_above_is_not_shown_again_below() -> None:
    """A review that waits for an answer is not among those to open as well."""
    (waits,) = facts().waiting.reviews
    day = busy(worst=(waits,))
    assert said(day).count("No contesta nadie") == 1


def test_of_too_few_nothing_is_concluded() -> None:
    """No share of 19, no change against 19, and a sentence that says from how many on."""
    few = bad_day(totals=Totals(items=19, negatives=9), previous=Totals(items=92, negatives=11))
    page = said(few)
    assert "Con menos de 20 no damos porcentajes ni medias" in page
    assert "%" not in page
    one = busy(facts=facts(feeling=feeling(9, 2, 19)), totals=Totals(items=40, negatives=9))
    assert "Negativas pocas para saberlo (n=19) 12 %" in said(one)


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (feeling(61, 20, 128), feeling(11, 40, 92), "▲ +36 puntos"),
        (feeling(20, 20, 128), feeling(11, 40, 92), "sin cambio claro"),
        (feeling(5, 20, 128), feeling(61, 40, 92), "▼ −62 puntos"),
    ],
)
def test_a_change_is_one_where_the_bounds_part(now, then, words) -> None:
    """Two shares that may be the same are not called different."""
    page = said(busy(facts=facts(feeling=now, feeling_before=then)))
    assert words in page[page.index("SENTIMIENTO") : page.index("Positivas")] or (
        words in page[page.index("SENTIMIENTO") :].split("Positivas")[0]
    )


def test_other_sources_than_now_are_told_beside_the_comparison() -> None:
    """A difference may be that of what was seen."""
    page = said(busy())
    assert "Ojo con «Antes»: entonces no veíamos trustpilot." in page
    english = said(busy(), t=EN)
    assert "Careful with “Before”: then we did not see trustpilot." in english


def test_the_same_days_of_the_weeks_before_stand_beside() -> None:
    """In a column of counts, in a line of shares, and with how many weeks are known."""
    page = said(busy())
    assert "Ahora Cambio Antes Media 4 sem. Menciones 128 ▲ +36 92 88" in page
    assert "los mismos días de 3 semanas anteriores: 10 % (7–14 %, n=264); ▲ +38" in page
    assert "solo hay datos de 3 de 4" in page


def test_a_year_ago_is_called_so() -> None:
    """The comparison that was asked for comes first, and its change is the one that is told."""
    year = Comparison(kind="year", since=SINCE, until=NOW, totals=Totals(items=100))
    page = said(busy(facts=facts(comparisons=(year,))))
    assert "Ahora Cambio Hace un año Menciones 128 ▲ +28 100" in page


def test_a_time_at_which_nobody_listened_is_no_zero() -> None:
    """Neither a column nor a change: of then nothing is known, and that is said."""
    then = Comparison(kind="previous", since=SINCE, until=NOW, totals=Totals(), periods=0)
    first = busy(facts=facts(comparisons=(then,), sampled=None), previous=Totals())
    page = said(first)
    assert "Espera 42 86" in page
    assert "128 menciones (antes —)" in view([first], wording()).pages[0].line
    assert "EN CIFRAS Ahora Menciones 128 " in page
    assert "De «Antes» no se sabe nada: entonces no se escuchaba." in page
    assert "figures,mentions,change" not in shown(first, form="csv")
    assert "De «Antes»" not in said(replace(first, previous=Totals(items=9)))


def test_stars_are_told_with_bounds_and_each_number() -> None:
    """Of all, each source, listing and version; of few it is said."""
    page = said(busy())
    assert "Todas 3,4 (3,1–3,7; n=180) 40 · 20 · 15 · 30 · 75" in page
    assert "google · Gran Vía 4,2" in page
    assert "appstore · versión 4.1 pocas 1 · 1 · 1 · 4 · 2" in page
    alone = facts(stars_by_source=(), stars_by_listing=(), stars_by_version=())
    assert "stars" in order(busy(facts=alone))
    assert "stars" not in order(busy(facts=facts(stars=Stars())))


def test_a_theme_says_what_it_does_to_the_score() -> None:
    """In the table with its bounds, and in a sentence; where it is not sure, that it is not."""
    page = said(busy())
    assert "Sin «Espera», la nota media subiría de 3,4 a 3,9." in page
    assert "Sin «Personal», la nota media bajaría de 3,4 a 3,1." in page
    assert "Espera 42 86 % (72–93 %) ▲ +56 puntos −0,5 (−0,7 a −0,3)" in page
    unsure = facts().topics
    vague = replace(unsure.topics[0], impact=mean(-0.1, 0.3, 60))
    page = said(busy(facts=facts(topics=replace(unsure, topics=(vague,)))))
    assert "sin efecto claro" in page
    assert "subiría" not in page


def test_how_many_more_speak_of_a_theme_is_not_told_of_a_sample() -> None:
    """Of a sample now or then: six thousand of many beside all of few would be a fall."""
    told = facts(sampled=None)
    assert "Espera 42 (+12) 86 %" in said(busy(facts=told))
    assert "Espera 42 86 %" in said(busy(facts=told, previous=Totals(items=20_001)))


def test_copies_of_people_unknown_are_no_crowd() -> None:
    """A table without authors does not make thirty copies the word of thirty people."""
    (storm,) = facts().storms
    for unknown, told in (
        (storm.copies, f"{storm.copies} copias, de autores que no se conocen"),
        (1, f"{storm.copies} copias de {storm.authors} autores como mucho"),
    ):
        page = said(busy(facts=facts(storms=(replace(storm, unknown=unknown),))))
        assert told in page


def test_without_stars_a_theme_moves_the_balance() -> None:
    """Where few gave stars the score is positive less negative."""
    told = facts().topics
    wait = replace(told.topics[0], net_without=-0.2, impact=mean(-0.3, 0.1, 60))
    page = said(busy(facts=facts(topics=replace(told, by="net", topics=(wait,)))))
    assert "Sin «Espera», el saldo subiría de −50 a −20." in page
    assert "−30 (−40 a −20)" in page


def test_themes_of_a_handful_are_left_out() -> None:
    """Of four mentions nobody should conclude what people speak of."""
    few = (AspectCount(aspect="wait", items=4, negatives=4),)
    assert "topics" not in order(bad_day(aspects=few))


def test_share_of_voice_is_among_those_that_are_listened_to() -> None:
    """Who is named only has no share; without a competitor there is no such section."""
    page = said(busy())
    assert "Acme 128 64 % (57–70 %)" in page
    assert "no la escuchamos; la nombran 7 de nuestras menciones" in page
    assert "Ojo: de Beta no se han visto las mismas fuentes antes que ahora." in page
    alone = (Voice(name="Acme", brand="acme", items=128, share=share_of(128, 128)),)
    assert "voices" not in order(busy(facts=facts(voices=alone)))


def test_authors_are_told_as_the_settings_allow() -> None:
    """By name; by their page only; or merely how many there are."""
    named, linked, hidden = (said(busy(), authors=each) for each in ("name", "link", "hidden"))
    assert "Ana Gómez (mastodon): 14 menciones, 12 negativas, 5300 visualizaciones" in named
    assert "Luis (google): una mención, escribe por primera vez" in named
    assert "Ana Gómez" not in linked
    assert "Autor 1 (mastodon): 14 menciones" in linked
    assert "https://example.org/@ana" in linked
    assert "Ana Gómez" not in hidden
    assert "https://example.org/@ana" not in hidden
    assert "Un autor escribe mucho. Uno escribe por primera vez." in hidden
    crowd = facts(loud=facts().loud * 10)
    assert "Al menos 10 autores escriben" in said(busy(facts=crowd), authors="hidden")


def test_one_text_of_many_is_told_once() -> None:
    """How often, by how many, where, and what it says."""
    page = said(busy())
    assert "37 copias de 30 autores: del 21 nov 2026, 14:05" in page
    assert "en mastodon y reddit: «Boicot a Acme, pásalo»" in page


def test_the_busiest_hours_are_told_in_words_and_shown_in_a_page() -> None:
    """Three of them everywhere; all of the week in HTML, of a week or more."""
    page = said(busy())
    assert "Sobre todo: lunes de 10 a 11 h: 42, 14 negativas;" in page
    assert "<title>Negativas por hora</title>" in shown(busy(), form="html")
    assert "<title>Menciones por hora</title>" in shown(busy(since=SINCE), form="html")
    assert "<svg" not in shown(busy(), form="mail")


def test_languages_that_nobody_reads_are_named() -> None:
    """What counts neither way is said, in the reader's language."""
    assert "15 menciones están en idiomas" in said(busy())
    assert "polaco (12) y japonés (3)" in said(busy())
    assert "Polish (12) and Japanese (3)" in said(busy(), t=EN)


def test_who_takes_no_messages_is_told() -> None:
    """Nobody else would say that somebody is not told any more."""
    assert "ana@example.com: no recibe mensajes desde el 21 nov 2026, 14:05" in said(busy())


def test_what_alerts_were_worth_is_told_with_its_bounds() -> None:
    """Useful, noise and not judged, and the share of the useful."""
    page = said(busy())
    assert "30 avisos. Útiles: 20; de más: 5; sin valorar: 5." in page
    assert "De los valorados, útiles: 80 % (61–91 %, n=25)." in page


def test_a_spike_says_how_grave_it_is_and_who_is_at_it() -> None:
    """So that nobody starts twice."""
    at_it = incident(look=look(), acknowledged_at=SINCE, snoozed_until=NOW)
    page = said(bad_day(incidents=(at_it,)))
    assert "Gravedad: " in page
    assert "Alguien está en ello desde el 21 nov 2026, 14:05." in page
    assert "Callado hasta el 22 nov 2026, 14:05." in page


def test_heading_and_reason_do_not_contradict_each_other() -> None:
    """Of what began before its latest stretch the heading says when it began."""
    began = look()
    later = replace(began, onset_at=NOW)
    assert "ABIERTO en appstore desde el" in said(bad_day(incidents=(incident(look=None),)))
    going_on = incident(look=later, first=began)
    assert "ABIERTO en appstore, empezó el" in said(bad_day(incidents=(going_on,)))


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ((status(health="broken"),), "No podemos ver su única fuente"),
        ((status(health="broken"), status("x")), "No podemos ver 1 de 2 fuentes"),
        ((status(health="broken"), status("x", health="denied")), "ninguna de las 2 fuentes"),
        ((status(health="new", last_success_at=None),), "Falta por leer su única fuente"),
    ],
)
def test_how_much_cannot_be_seen_is_said_as_people_say_it(coverage, words) -> None:
    """Not "1 of 1"."""
    assert words in said(report(coverage=coverage))


def test_many_sources_that_are_fine_are_counted() -> None:
    """A hundred lines of good news hide the one that matters."""
    many = tuple(status(f"source{n}") for n in range(30))
    page = shown(bad_day(coverage=(*many, status("reddit", health="denied"))))
    assert "Y otras 22 fuentes, leídas al día." in page
    assert "reddit" in page


def test_a_busy_period_says_that_it_was_sampled() -> None:
    """What was read of how many, where not all was read one by one."""
    assert "una muestra de 20.000 de las 1.200.000, repartida por todo el periodo" in said(busy())


def test_a_digest_says_how_its_figures_are_meant() -> None:
    """What stands in brackets, and why there is no AVE."""
    for t, page in ((ES, "docs/guides/digest.es.md"), (EN, "docs/guides/digest.md")):
        assert "AVE" in said(busy(), t=t)
        assert page in said(busy(), t=t)
    assert "AVE" not in said(report())


def test_top_says_how_long_lists_are() -> None:
    """One row where one is asked for."""
    page = said(busy(), top=1)
    assert "Espera" in page
    assert "Precio" not in page


def test_a_group_and_a_location_are_asked_for_again_as_such() -> None:
    """The command at the end brings the same page."""
    page = shown(busy(brand="group:norte", location="Gran Vía"), form="mail")
    assert "listener digest --group norte --location 'Gran Vía'" in page


def test_hostile_facts_stay_text() -> None:
    """Names of authors, places, topics and rivals are strangers' words as well."""
    told = facts()
    bad = facts(
        waiting=Waiting(incidents=(incident(source=HOSTILE),)),
        voices=tuple(replace(each, name=HOSTILE) for each in told.voices),
        loud=(replace(told.loud[0], name=HOSTILE, url="javascript:alert(1)", source=HOSTILE),),
        storms=(replace(told.storms[0], sources=(HOSTILE,)),),
        stars_by_listing=tuple(replace(e, name=HOSTILE) for e in told.stars_by_listing),
        topics=replace(told.topics, topics=(replace(told.topics.topics[0], title=HOSTILE),)),
    )
    for form in ("terminal", "text", "html", "mail", "markdown", "csv"):
        page = shown(busy(facts=bad), form=form)  # type: ignore[arg-type]
        assert not {"\x1b", "\x00", "\u202e"} & set(page), form
    for form in ("html", "mail"):
        page = shown(busy(facts=bad), form=form)  # type: ignore[arg-type]
        assert 'href="javascript' not in page
        assert "<script" not in page


def test_a_spike_of_the_whole_brand_speaks_for_those_of_its_sources() -> None:
    """One that presses comes first; what it comes down to on each source stands beside it."""
    whole = incident(id=9, source="*", look=look())
    part = incident(id=7, look=look(), parent=9)
    over = incident(id=5, source="feeds", state="recovered", recovered_at=NOW)
    told = bad_day(incidents=(over, part, whole))
    page = said(told)
    assert page.index("ABIERTO en todas") < page.index("· appstore:") < page.index("YA PASÓ")
    assert page.count("ABIERTO en") == 1
    for form in ("html", "mail", "markdown", "csv"):
        assert "listener explain 7" in shown(told, form=form)  # type: ignore[arg-type]


def test_the_headline_counts_the_spikes_that_are_shown_as_over() -> None:
    """One of the whole brand with those of its sources is one; one expected still goes on."""
    over = {"state": "recovered", "recovered_at": NOW}
    whole, part = incident(id=9, source="*", **over), incident(id=7, parent=9, **over)
    expected = incident(id=5, source="feeds", expected_because="rebajas")
    told = said(bad_day(incidents=(whole, part, expected)))
    assert "Ningún pico abierto; hubo uno y ya pasó." in told
    assert "Ningún pico negativo." in said(bad_day(incidents=(expected,)))


def test_a_column_of_which_nothing_is_known_is_left_out() -> None:
    """Without a period before, there is no change to tell."""
    alone = busy(facts=facts(feeling_before=feeling(0, 0, 0)))
    page = said(alone)
    assert "SENTIMIENTO Ahora Negativas" in page
