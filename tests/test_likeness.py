"""When one mention says the same as another."""

from __future__ import annotations

import pytest

from listener.likeness import LONG, alike, sketch
from listener.model import Author, Mention, Rating

NEWS = (
    "Lumbre cerrará doce cafeterías en Sevilla antes de marzo por la subida de costes. La medida"
    " afecta a 140 trabajadores, según ha confirmado el portavoz en un comunicado. El ayuntamiento"
    " ha pedido explicaciones y estudia abrir un expediente. La empresa asegura que devolverá el"
    " importe íntegro a quien tenga un abono sin gastar."
)
POST = (
    "Llevo nueve días esperando el reembolso de Lumbre y nadie me contesta al teléfono, ya no sé a"
    " quién acudir para que me devuelvan lo mío"
)


def said(text: str, author: str = "Ana Ruiz", **more: object) -> Mention:
    return Mention(id="1", text=text, author=Author(name=author), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "copy",
    [
        NEWS.upper(),
        f"MADRID, 12 nov. (EUROPA PRESS) - {NEWS} Leer más en https://medio.example/1",
        NEWS[: len(NEWS) // 2] + "…",
        NEWS.replace("El ayuntamiento ha pedido explicaciones y estudia abrir un expediente.", ""),
        NEWS.replace("á", "a\u0301").replace("12", "12 "),
    ],
)
def test_what_papers_do_to_a_story_leaves_it_the_same(copy: str) -> None:
    """An agency in front, a link behind, half of it, a sentence less, other letters."""
    one, other = said(NEWS), said(copy, "Redacción", title="Otro titular, de la casa")
    assert alike(one, other)
    assert alike(other, one)
    assert set(sketch(one)) & set(sketch(other))


@pytest.mark.parametrize(
    "copy",
    [
        f"RT @ana: {POST}",
        f"{POST} vía @consumo #reembolso 😡",
        POST.replace("ó", "o").replace("é", "e"),
        POST.replace("ya no sé", "ya ni sé"),
    ],
)
def test_a_repost_is_a_copy(copy: str) -> None:
    """Handles, hashtags, pictures, accents and a word changed."""
    assert alike(said(POST), said(copy, "Luis Mora"))


def test_a_template_filled_in_anew_is_no_copy() -> None:
    """Other facts are other news, though most words are the same."""
    one = (
        "Estado del servicio: hay una incidencia en Sevilla que afecta a {} clientes. Nuestros"
        " técnicos están trabajando para resolverla. Hora estimada de solución: {} minutos."
        " Disculpa las molestias y gracias por tu paciencia"
    )
    assert not alike(said(one.format(12, 40)), said(one.format(31, 90)))


def test_forty_people_who_say_the_same_in_few_words_are_forty_people() -> None:
    """Short texts of different people are opinions, not copies."""
    assert not alike(said("La app no funciona"), said("La app no funciona", "Luis Mora"))
    assert not alike(said("Muy buen servicio"), said("Muy buen servicio!", "Luis Mora"))


def test_the_same_person_on_two_networks_says_it_once() -> None:
    """A cross-posted text is a copy however short, unless nobody knows whose it is."""
    text = "La app no funciona"
    assert alike(said(text, "@anaruiz@masto.example"), said(text, "anaruiz.bsky.social"))
    assert not alike(said(text, "Anónimo"), said(text, "anónimo"))
    assert not alike(said(text, "A Google user"), said(text, "A Google user"))


def test_two_who_give_stars_are_two_unless_what_they_write_is_long_and_identical() -> None:
    """One review in many shops is a copy; the same praise is not."""
    short = "Todo perfecto como siempre y el trato muy bueno"
    assert not alike(said(short, rating=Rating(5)), said(short, "Luis Mora", rating=Rating(5)))
    assert not alike(said(short, rating=Rating(5)), said(short, rating=Rating(5)))
    assert alike(said(POST, rating=Rating(1)), said(POST, "Luis Mora", rating=Rating(1)))
    other = POST.replace("nueve", "diez")
    assert not alike(said(POST, rating=Rating(1)), said(other, rating=Rating(1)))


def test_a_headline_is_the_same_whoever_prints_it() -> None:
    """The paper's name behind it does not count."""
    head = "Lumbre cerrará doce cafeterías en Sevilla antes de marzo"
    one, other = Mention(id="1", title=f"{head} - El País"), Mention(id="2", title=f"{head} | EFE")
    assert alike(one, other)
    assert sketch(one) == sketch(other) != ()


@pytest.mark.parametrize("text", ["", "😡😡😡", "https://a.example", "ok", "\ud800", "\x00 " * 50])
def test_what_says_nothing_has_no_sketch(text: str) -> None:
    """It is nobody's copy."""
    assert sketch(said(text)) == ()
    assert not alike(said(text), said(text, "Luis Mora"))


def test_scripts_without_spaces_are_read_sign_by_sign() -> None:
    """A long Japanese text is long."""
    text = "このアプリは昨日から動きません何度も再起動しましたが直りません返金してください"
    assert len(text) > LONG
    assert alike(said(text), said(text + "お願い", "Luis Mora"))


def test_a_megabyte_of_one_word_costs_no_more_than_another_text() -> None:
    """What is looked at has an end."""
    assert len(sketch(said("hola " * 200_000))) <= 6
