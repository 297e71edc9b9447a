"""The alert says what happened, against what, what to open first, and what is not known."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from string import Formatter

import pytest
from msgspec.structs import replace

from listener.alerts.compose import LIMIT, compose, weight
from listener.alerts.letter import Alert
from listener.i18n import LANGUAGES, Translator
from listener.outgoing import Story
from listener.records import WatchStatus
from listener.routes import Authors
from listener.spikes import EventKind
from tests.alerts.stories import PNG, links, spike, story, whole
from tests.catalogues import messages
from tests.detection.evaluations import look
from tests.digest.samples import HOSTILE, MADRID, NOW, incident, mention

ES, EN = Translator("es"), Translator("en")
LINKS = links()


def alert(event: EventKind = "opened", t: Translator = ES, **changes: object) -> Alert:
    """The alert about one event."""
    return told(story(event, incident=incident(**changes)), t=t)


def told(*stories: Story, t: Translator = ES, brand: str = "Acme", **more: object) -> Alert:
    """The alert about these."""
    return compose(stories, brand, t, MADRID, now=NOW, **more)  # type: ignore[arg-type]


def flat(part: str) -> str:
    """In one line."""
    return re.sub(r"[ \n]+", " ", unescape(part))


def test_ten_seconds_are_enough() -> None:
    """What happened, how many against how many, how bad, about what; and then where to click."""
    lines = told(whole(), links={7: LINKS}).text.splitlines()
    assert lines[:8] == [
        "Se habla de Acme más y peor de lo normal.",
        "41 negativas en 2 h, lo normal son 6 · App Store",
        "■■■■■■■□□□ Gravedad: 7 de 10, alta",
        "Sobre todo: reembolso",
        "",
        "QUÉ PUEDES HACER",
        "- Me hago cargo:",
        f"    {LINKS.ack}",
    ]


def test_all_that_backs_it_up_is_told() -> None:
    """Observed, usual with its band and weeks, chance in words and number, how bad, how long."""
    mail = told(whole())
    for words in (
        "Negativas 41 de 52 menciones, en 2 h",
        "Lo normal 6,2 (nueve de cada diez veces, entre 2 y 11)",
        "Parte negativa 79\u00a0%; lo normal es 32\u00a0%, entre 31 y 57\u00a0%",
        "Menciones 52; lo esperado son 19, entre 11 y 29",
        "Qué es más conversación y peor",
        "Por azar casi imposible; avisos así al mes: 0,0004 (tope: 0,33)",
        "Gravedad 7 de 10, alta",
        "Persistencia alarma en 5 de 6 evaluaciones",
        "Historia se apoya en 56 días (8,0 semanas), desde el 27 sept 2026, 15:05",
    ):
        assert words in flat(mail.text)
        assert words.partition(" ")[0] in mail.html


def test_of_a_share_the_usual_ones_are_told_of_so_many() -> None:
    """Of as many mentions as there are; of a count, of all that time."""
    assert "of so many (nine times in ten, between" in alert(t=EN, look=look()).text
    assert "of so many" not in alert(t=EN, look=look(method="count")).text


def test_the_body_gives_reason_drivers_mentions_and_commands() -> None:
    """In both parts, pictures and buttons apart."""
    mail = told(whole(chart=PNG, chart_alt="De 3 a 22 negativas por hora."))
    for part in (mail.text, mail.html):
        assert "Por azar no cabría esperar algo así" in flat(part)
        assert "De 3 a 22 negativas por hora." in flat(part)
        assert "5.2.1, 30 de 41 (lo normal, 12\u00a0%): sin esto no habría aviso" in flat(part)
        assert "Quiero mi dinero." in flat(part)
        assert part.count("https://apps.example.org/es/reviews/10") == 1
        for command in ("explain 7", "incidents ack 7", "digest --brand acme"):
            assert f"listener {command}" in part
    assert mail.text.count("Persona ") == 10


def test_clicks_take_the_place_of_commands() -> None:
    """Where somebody serves; what is done already is not offered again."""
    linked = told(whole(), links={7: LINKS})
    for address in (LINKS.ack, LINKS.snooze, LINKS.close, LINKS.useful, LINKS.noise):
        assert address in linked.text
        assert address in linked.html
    assert "listener incidents" not in linked.text
    taken = spike(acknowledged_at=NOW, acknowledged_by="Lucía", useful=True)
    done = told(whole(incident=taken), links={7: LINKS})
    assert "Se hizo cargo Lucía el 22 nov 2026, 14:05." in done.text
    for address in (LINKS.ack, LINKS.useful, LINKS.noise):
        assert address not in done.text


def test_before_it_is_stored_an_incident_has_no_number() -> None:
    """Then its brand is explained, and nothing can be done to it."""
    new = told(story(incident=incident(id=0)), t=EN)
    assert "listener explain --brand acme" in new.text
    assert "listener incidents" not in new.text


@pytest.mark.parametrize(
    ("authors", "name", "url"), [("name", 1, 1), ("link", 0, 1), ("hidden", 0, 0)]
)
def test_authors_are_told_as_the_setting_allows(authors: Authors, name: int, url: int) -> None:
    """Their names, a link only, or neither: in every part, and in the chat."""
    mail = told(whole(), authors=authors)
    for part in (mail.text, mail.html, mail.chat):
        assert ("Persona 1" in part) == bool(name)
        assert ("apps.example.org" in part) == bool(url)
        assert "Me cobraron dos veces el mismo pedido" in part


def test_the_whole_brand_lists_its_sources() -> None:
    """The incidents that it speaks for are named, each with its figure."""
    below = (spike(id=8, source="appstore"), spike(id=9, source="reddit"))
    mail = told(whole(incident=spike(source="*"), children=below), t=EN)
    assert "41 negative in 2 h, usually 6 · all sources" in mail.text
    assert "- App Store: 41 negative in 2 h, usually 6" in mail.text
    assert "<b>Reddit:</b> 41 negative in 2 h, usually 6" in mail.html


def test_several_incidents_of_one_run_go_in_one_mail() -> None:
    """The first leads; the others are in the head, a line each, and follow with all they have."""
    second = whole(incident=spike(id=8, source="reddit"), severity=5, reason="Lo segundo.")
    mail = told(whole(), second)
    head = flat(mail.text.partition("QUÉ PUEDES HACER")[0])
    assert "También en Reddit: 41 negativas en 2 h, lo normal son 6 (5 de 10, media)" in head
    assert "Lo segundo." in mail.text
    assert "listener explain 8" in mail.text
    assert mail.severity == 7
    assert mail.text.count("LO QUE NO SABEMOS") == 1
    assert "Y 7 más, en el resumen." in mail.text


def test_what_is_not_known_is_said() -> None:
    """A source that fails, a short history, late mentions and the machine's judgement are named."""
    down = (
        WatchStatus(key="a", brand="acme", source="reddit", health="denied"),
        WatchStatus(key="b", brand="acme", source="feeds", health="ok"),
    )
    young = incident(history_days=8.5)
    said = flat(told(story(incident=young, worst=(), coverage=down)).text)
    assert "Qué se dice en Reddit: ahora mismo no podemos ver esa fuente." in said
    assert "Solo llevamos 8 días escuchando" in said
    assert "puede subir" in said
    assert "RSS" not in said
    assert "ÁBRELAS" not in said


def test_recovery_says_how_long_how_bad_and_what_it_cost() -> None:
    """From when to when, how many above the usual, how many were answered."""
    over = spike(state="recovered", recovered_at=NOW)
    done = told(whole("recovered", incident=over, cost=87, answered=12, answerable=15))
    said = flat(done.text)
    assert "87 negativas de más, 12 de 15 contestadas · App Store" in said
    assert "Gravedad en su peor momento: 7 de 10, alta" in said
    assert "Duró 2 h, del 22 nov 2026, 12:05 al 22 nov 2026, 14:05." in said
    assert "Me hago cargo" not in said
    assert "puede subir" not in said


def test_what_was_closed_says_by_whom_and_why() -> None:
    """The cause stands in the head."""
    closed = spike(state="closed", closed_at=NOW, cause="Caída del banco", closed_by="Lucía")
    said = flat(told(whole("closed", incident=closed)).text)
    assert "Se ha cerrado el incidente de Acme." in said
    assert "Causa: Caída del banco" in said.partition("QUÉ PUEDES")[0]
    assert "Caída del banco (Lucía)" in said


@pytest.mark.parametrize("t", [ES, EN])
@pytest.mark.parametrize(
    "event", "opened worse reminder recovered closed past marked adopted".split()
)
def test_every_event_can_be_written(event: EventKind, t: Translator) -> None:
    """Of old incidents as of new ones."""
    for one in (story(event), whole(event)):
        mail = told(one, t=t)
        assert all((mail.subject, mail.text, mail.html, mail.chat, mail.data))


@pytest.mark.parametrize(
    ("copies", "t", "words"),
    [
        (37, ES, "Negativas 41 de 52 menciones, en 2 h; 37 de las negativas son copias"),
        (1, EN, "Negative 41 of 52 mentions, in 2 h; 1 of the negative is a copy"),
    ],
)
def test_copies_are_told_as_one_phrase(copies: int, t: Translator, words: str) -> None:
    """The line of the negative says how many of them only repeat others, in both parts."""
    mail = alert(t=t, copies=copies)
    assert words in flat(mail.text)
    assert words.partition(" ")[2] in flat(mail.html)
    assert "copia" not in alert(t=ES).text


@pytest.mark.parametrize("t", [ES, EN])
def test_hostile_text_stays_text(t: Translator) -> None:
    """Escapes, scripts, line breaks, NUL, surrogates and reordering marks come to nothing."""
    bad = incident(brand=HOSTILE, source=HOSTILE, cause=HOSTILE, acknowledged_by=HOSTILE)
    worst = (mention(HOSTILE, author=HOSTILE, url="javascript:alert(1)"), mention("x" * 1_000_000))
    mail = told(
        story("closed", incident=bad, worst=worst, reason=HOSTILE, chart=PNG, chart_alt=HOSTILE),
        t=t,
        brand=HOSTILE,
    )
    for part in (mail.subject, mail.text, mail.html, mail.chat):
        part.encode("utf-8")
        for evil in ("\x1b", "\x00", "\x9b", "\u202e", "\r", "\nBcc", "\nX-Evil"):
            assert evil not in part
    assert "<script" not in mail.html
    assert 'href="javascript' not in mail.html


def test_a_mail_is_small_enough_to_be_shown_whole() -> None:
    """Eight incidents with ten long hostile mentions and a chart each, and links to all."""
    long = tuple(
        replace(
            mention("🤬 <b>&amp;" * 200, author="ñ" * 80, url="https://e.org/" + "y" * 300), key=n
        )
        for n in range(10)
    )
    chart = PNG + b"\xff" * 24_000
    many = [
        whole(
            incident=spike(id=n), worst=long, chart=chart, chart_alt="ñ" * 600, reason=HOSTILE * 9
        )
        for n in range(1, 9)
    ]
    mail = told(*many, links=dict.fromkeys(range(1, 9), LINKS))
    assert weight(mail) <= LIMIT
    assert len(mail.pictures) <= 1
    for part in (mail.text, mail.html):
        assert "listener explain 8" in part


def test_the_same_stories_give_the_same_bytes() -> None:
    """So that what is written anew is no other message."""
    assert told(whole(chart=PNG, chart_alt="x")) == told(whole(chart=PNG, chart_alt="x"))


def test_every_text_stands_in_both_languages_with_the_same_slots() -> None:
    """No message lacks a language, and both fill the same slots."""
    for key, texts in messages("alerts").items():
        assert set(texts) == set(LANGUAGES), key
        slots = []
        for text in texts.values():
            last = text if isinstance(text, str) else text[1]
            slots.append({name for _, name, _, _ in Formatter().parse(last) if name})
        assert slots[0] == slots[1], key


@pytest.mark.parametrize("t", [ES, EN])
def test_lines_fit_a_mail(t: Translator) -> None:
    """Plain lines stay within 72 columns, addresses and commands excepted."""
    over = spike(state="recovered", recovered_at=NOW + timedelta(hours=1))
    for one in (whole(), whole("worse"), whole("recovered", incident=over, cost=3), story()):
        for line in told(one, one, t=t).text.splitlines():
            assert len(line) <= 72 or "http" in line or "listener " in line
