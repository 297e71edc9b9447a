"""Language identification: which scorer is asked."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.sentiment.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Pésimo servicio, nunca más vuelvo", "es"),
        ("The app keeps crashing since the update", "en"),
        ("@acme https://acme.example/the-best-page-in-the-world no me funciona la tarjeta", "es"),
        ("bueno", "es"),
        ("Great app", "en"),
    ],
)
def test_expected_languages_are_told_apart(text: str, language: str) -> None:
    """Even a word or two are enough between two languages."""
    assert identify(text, ("es", "en")) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "12345", "👍👍", "https://example.com/hola @acme", "!?"]
)
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    """Without three letters of language there is no answer."""
    assert identify(text, ("es", "en")) == "und"
    assert identify(text) == "und"


def test_a_text_plainly_in_another_language_is_not_pressed_into_an_expected_one() -> None:
    """German is not scored as bad English: `die` is an English word of woe."""
    german = "Die Lieferung kam heute endlich an und alles funktioniert wunderbar"
    assert identify(german, ("es", "en")) == "de"


EIGHT = ("es", "en", "pt", "ca", "fr", "it", "de", "ar")
SAID = {
    "es": ("El pedido llegó roto y nadie me coge el teléfono", "qué asco de app", "No funciona"),
    "en": (
        "They charged me twice and nobody picks up the phone",
        "love this place",
        "so slow today",
    ),
    "pt": (
        "O pedido chegou quebrado e ninguém atende o telefone",
        "não funciona",
        "muito bom mesmo",
    ),
    "ca": ("La comanda ha arribat trencada i ningú no agafa el telèfon", "això no funciona gens"),
    "fr": ("Le colis est arrivé cassé et personne ne répond", "ça marche pas du tout", "trop bien"),
    "it": ("Il pacco è arrivato rotto e nessuno risponde al telefono", "non funziona più niente"),
    "de": ("Das Paket kam kaputt an und niemand geht ans Telefon", "geht schon wieder nicht"),
    "ar": ("وصل الطلب مكسورا ولا أحد يرد على الهاتف", "التطبيق لا يعمل"),
}
DRESSED = "RT @acme: {} https://acme.example/the/best #the_best 🎉🎉"


@pytest.mark.parametrize("among", [EIGHT, ()])
@pytest.mark.parametrize("language", EIGHT)
def test_eight_languages_are_told_apart(language: str, among: tuple[str, ...]) -> None:
    """Long and short, bare and among addresses, names, tags and pictures."""
    for text in SAID[language]:
        if among or len(text) > 25:
            assert identify(text, among) == language
            assert identify(DRESSED.format(text), among) == language


def test_a_short_text_in_an_unexpected_language_is_told_by_its_small_words() -> None:
    """Two expected languages do not swallow their neighbours."""
    assert identify("eu não sei o que é isso", ("es", "en")) == "pt"
    assert identify("ho visto che non c'è", ("es", "en")) == "it"


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "jajsjsjsks", "kkkkkkkkk", "zzz brr grr"])
def test_noise_is_in_no_language(text: str) -> None:
    """Below a confidence nothing is said, even where two languages are expected."""
    pytest.importorskip("eldc", reason="py3langid answers something for everything")
    assert identify(text, ("es", "en")) == "und"


def test_languages_nobody_knows_are_undetermined() -> None:
    """Among nothing but unknown codes there is no answer of that kind."""
    assert identify("buenos días", ("xx",)) in ("es", "und")


def test_threads_get_the_same_answers() -> None:
    """One detector serves every thread."""
    texts = ["La aplicación se cierra sola", "The parcel never arrived"] * 200
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: identify(text, ("es", "en")), texts))
    assert found == ["es", "en"] * 200


@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    """Lone surrogates and control characters included."""
    assert identify(text, ("es", "en"))


def test_eldc_is_used_where_it_has_a_wheel() -> None:
    """The fast detector answers when it is installed."""
    pytest.importorskip("eldc", reason=f"no eldc wheel for {os.name}")
    assert identify("Me encanta esta aplicación, la recomiendo") == "es"
