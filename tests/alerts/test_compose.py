"""The alert says what happened, against what, what to open, and what is not known."""

from __future__ import annotations

from html.parser import HTMLParser
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.alerts.compose import compose
from listener.alerts.letter import Alert
from listener.i18n import LANGUAGES, Translator
from listener.outgoing import Story
from listener.records import WatchStatus
from listener.spikes import EventKind
from tests.alerts.stories import story
from tests.catalogues import messages
from tests.detection.evaluations import look
from tests.digest.samples import HOSTILE, MADRID, NOW, WHY, incident, mention

ES, EN = Translator("es"), Translator("en")


def alert(event: EventKind = "opened", t: Translator = ES, **changes: object) -> Alert:
    """The alert about one event."""
    return told(story(event, incident=incident(**changes)), t)


def told(one: Story, t: Translator = ES, brand: str = "Acme") -> Alert:
    """The alert about this alone."""
    return compose([one], brand, t, MADRID, now=NOW)


@pytest.mark.parametrize(
    ("event", "t", "subject"),
    [
        ("opened", ES, "Acme: 41 negativas en 2 h, lo normal son 6 — appstore"),
        ("opened", EN, "Acme: 41 negative in 2 h, usually 6 — appstore"),
        ("worse", ES, "Acme empeora: 41 negativas en 2 h, lo normal son 6 — appstore"),
        ("worse", EN, "Acme, getting worse: 41 negative in 2 h, usually 6 — appstore"),
        ("recovered", ES, "Acme vuelve a lo normal: llegó a 45 negativas — appstore"),
        ("recovered", EN, "Acme is back to normal: it peaked at 45 negative — appstore"),
    ],
)
def test_the_subject_says_it_all(event: EventKind, t: Translator, subject: str) -> None:
    """A person understands the subject in the preview of a phone."""
    assert alert(event, t).subject == subject


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expected": 0.2}, "lo normal es ninguna"),
        ({"expected": 1.3}, "lo normal es 1 "),
        ({"window_minutes": 45}, "en 45 min,"),
        ({"window_minutes": 150}, "en 2 h 30 min,"),
        ({"observed": 1234}, "1234 negativas"),
        ({"observed": 1}, "1 negativa en"),
        ({"source": ""}, "todas las fuentes"),
    ],
)
def test_numbers_read_as_people_say_them(changes: dict[str, object], words: str) -> None:
    """Figures, durations and singulars are those of the language."""
    assert words in alert(**changes).subject


@pytest.mark.parametrize(
    ("changes", "t", "subject"),
    [
        ({}, ES, "Acme: 72\u00a0% negativas (42 de 58), lo normal es 44\u00a0% — appstore"),
        ({}, EN, "Acme: 72% negative (42 of 58), usually 44% — appstore"),
        ({"method": "stars"}, EN, "Acme: 72% of 1–2★ (42 of 58), usually 44% — appstore"),
        ({"kind": "talk"}, ES, "Acme: 58 menciones en 2 h, lo normal son 79 — appstore"),
        ({"kind": "both"}, EN, "Acme: 41 negative in 2 h, usually 35 — appstore"),
        (
            {"kind": "both", "items_expected": 0.8},
            ES,
            "Acme: 41 negativas en 2 h, lo normal es ninguna — appstore",
        ),
        (
            {"kind": "both", "method": "count"},
            EN,
            "Acme: 41 negative in 2 h, usually 6 — appstore",
        ),
    ],
)
def test_the_subject_says_what_kind_it_is(
    changes: dict[str, object], t: Translator, subject: str
) -> None:
    """A worse share is told by the shares, more talk by the talk, both by the usual negatives."""
    assert alert(t=t, look=look(**changes)).subject == subject


def test_of_a_share_the_usual_ones_are_told_of_so_many() -> None:
    """Of as many mentions as there are; of a count, of all that time."""
    assert "of so many (9 times out of 10, between" in alert(t=EN, look=look()).text
    assert "of so many" not in alert(t=EN, look=look(method="count")).text


def test_the_body_tells_share_kind_and_what_it_comes_down_to() -> None:
    """Share against the usual one, what kind it is, the sentence of drivers, how to have more."""
    changed, why = incident(look=look()), "Words: hold, minutes."
    mail = told(story(incident=changed, driven=why), EN)
    for part in (mail.text, mail.html):
        flat = " ".join(part.split())
        assert "More of what is said of Acme is negative than usual." in flat
        assert "72%; usual 44%, normal range 31–57%" in flat
        assert "worse share" in flat
        assert why in flat
        assert "listener explain 7" in flat
    new = told(story(incident=incident(id=0)), EN)
    assert "listener explain --brand acme" in new.text


@pytest.mark.parametrize("source", ["", "*"])
def test_the_whole_brand_is_told_as_all_sources(source: str) -> None:
    """The sum of all sources is not a source."""
    assert alert(t=EN, source=source).subject.endswith("— all sources")


@pytest.mark.parametrize("t", [ES, EN])
@pytest.mark.parametrize("event", ["past", "marked", "adopted"])
def test_every_event_can_be_written(event: EventKind, t: Translator) -> None:
    """What is told in the digest alone could be mailed as well."""
    assert alert(event, t).subject.endswith("— appstore")


def test_the_body_gives_figures_reason_mentions_and_command() -> None:
    """Both parts have the reason, the usual with its band, the mention, the command."""
    mail = alert()
    for part in (mail.text, mail.html):
        flat = " ".join(part.split())
        assert WHY in flat
        assert "6,2 (9 de cada 10 veces, entre 2 y 11)" in flat
        assert "Me cobraron dos veces" in flat
        assert "https://example.org/reviews/1" in flat
        assert "22 nov 2026, 12:05" in flat
        assert "listener digest --brand acme" in flat
        assert "los últimos 28 días" in flat


@pytest.mark.parametrize(
    ("copies", "t", "words"),
    [
        (37, ES, "Negativas 41 de 52 menciones, en 2 h; 37 de las negativas son copias"),
        (37, EN, "Negative 41 of 52 mentions, in 2 h; 37 of the negative are copies"),
        (1, ES, "Negativas 41 de 52 menciones, en 2 h; 1 de las negativas es copia"),
        (1, EN, "Negative 41 of 52 mentions, in 2 h; 1 of the negative is a copy"),
    ],
)
def test_copies_are_told_as_one_phrase(copies: int, t: Translator, words: str) -> None:
    """The line of the negative says how many of them only repeat others, in both parts."""
    mail = alert(t=t, copies=copies)
    assert words in " ".join(mail.text.split())
    assert words.partition(" ")[2] in " ".join(mail.html.split())
    assert "copia" not in alert(t=ES).text


def test_what_is_not_known_is_said() -> None:
    """A source that fails, a short history, late mentions and the machine's judgement are named."""
    down = (
        WatchStatus(key="a", brand="acme", source="reddit", health="denied"),
        WatchStatus(key="b", brand="acme", source="feeds", health="ok"),
    )
    young = incident(history_days=8.5)
    mail = told(story(incident=young, worst=(), coverage=down))
    flat = " ".join(mail.text.split())
    assert "Qué se dice en reddit: ahora mismo no podemos ver esa fuente." in flat
    assert "Solo llevamos 8 días escuchando" in flat
    assert "puede subir" in flat
    assert "feeds" not in flat
    assert "ÁBRELAS" not in flat


def test_recovery_says_how_long_and_how_bad() -> None:
    """The last mail tells from when to when it was, and how bad it got."""
    flat = " ".join(alert("recovered", recovered_at=NOW).text.split())
    assert "Empezó el 22 nov 2026, 11:05 y terminó el 22 nov 2026, 14:05." in flat
    assert "En su peor momento hubo 45 negativas." in flat


@pytest.mark.parametrize("t", [ES, EN])
def test_hostile_text_stays_text(t: Translator) -> None:
    """Escapes, scripts, line breaks, NUL, surrogates and reordering marks come to nothing."""
    spike = incident(brand=HOSTILE, source=HOSTILE)
    worst = [mention(HOSTILE, author=HOSTILE, url="javascript:alert(1)"), mention("x" * 1_000_000)]
    mail = told(story(incident=spike, worst=tuple(worst), reason=HOSTILE), t, HOSTILE)
    assert "\n" not in mail.subject
    assert len(mail.subject) < 180
    for part in (mail.subject, mail.text, mail.html):
        part.encode("utf-8")
        for bad in ("\x1b", "\x00", "\x9b", "\u202e", "\r", "\nBcc", "\nX-Evil"):
            assert bad not in part
    assert "<script" not in mail.html
    assert 'href="javascript' not in mail.html
    assert len(mail.html) < 100_000


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200), name=st.text(max_size=60))
def test_any_text_gives_a_sound_mail(text: str, name: str) -> None:
    """Whatever is written, no tag but ours opens in the mail."""
    opened: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            opened.append(tag)

    mail = told(story(worst=(mention(text, author=name),), reason=text), brand=name)
    Tags().feed(mail.html)
    ours = "html head meta title style body main h1 h2 p table tr th td ol ul li a span br code"
    assert set(opened) <= set(ours.split())


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
    """Plain lines stay within 72 columns, addresses and the command excepted."""
    for event in ("opened", "worse", "recovered"):
        for line in alert(event, t).text.splitlines():  # type: ignore[arg-type]
            assert len(line) <= 72 or "http" in line or "listener digest" in line
