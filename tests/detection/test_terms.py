"""The words that a spike says and the brand's usual negatives do not."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.causes import Item
from listener.detection.drivers import drivers_of
from listener.detection.stop_words import stop_words
from listener.detection.words import HEAD, Reader
from tests.detection.spikes_made import item, spike, usual


def terms(window: list[Item], before: list[Item] | None = None, *names: str) -> list[str]:
    """The words that are told of a window."""
    found = drivers_of(window, usual() if before is None else before, lambda *_: True, names)
    return [term.text for term in found.terms]


def said(text: str, language: str = "", *names: str) -> frozenset[str]:
    """The words and pairs that a text is read as."""
    return Reader(names).terms(text, language)


def test_a_word_that_many_say_in_a_spike_is_told_first() -> None:
    """In the way most write it, though they are counted without accents."""
    window = spike("No me devuelven el REEMBOLSO de la suscripción", 12)
    window += [item(50 + n, f"quiero mi reembolso, suscripcion {n} dias") for n in range(3)]
    window += [item(60 + n, f"ni un reembolso en {n} dias") for n in range(14)]
    found = terms(window)
    assert found[0] == "reembolso"
    assert "suscripción" in found


def test_what_is_always_said_is_not_told() -> None:
    """The usual complaints of the brand explain no spike."""
    window = [item(number) for number in range(60)]
    assert terms(window) == []


def test_a_term_tells_how_many_texts_say_it_and_how_many_usually_do() -> None:
    """Each text once, however often it repeats the word."""
    before = [*usual(95), *(item(2000 + n, "reembolso tarde") for n in range(5))]
    found = drivers_of(
        spike("reembolso reembolso reembolso", 15, others=15), before, lambda *_: True
    )
    (term,) = (each for each in found.terms if each.text == "reembolso")
    assert (term.count, term.share, term.usual_share) == (15, 0.5, 0.05)
    assert term.z > 3


def test_copies_of_one_post_weigh_as_one_text() -> None:
    """Else whoever is copied most would tell what everybody says."""
    copies = [replace(item(n, "boicot total a esta marca"), group="7") for n in range(40)]
    people = [item(100 + n, f"la aplicación falla al pagar, intento {n}") for n in range(8)]
    found = terms(copies + people)
    assert "boicot" not in found
    assert "aplicación falla" in found


def test_a_pair_is_told_in_place_of_its_words() -> None:
    """`tarjeta de crédito` says more than `tarjeta` and `crédito`."""
    found = terms(spike("rechaza mi tarjeta de crédito al comprar entradas"))
    assert "tarjeta de crédito" in found
    assert not {"tarjeta", "crédito"} & set(found)


def test_what_does_not_work_is_told_with_its_no() -> None:
    """In Spanish and in English, however the apostrophe is written."""
    assert "no funciona" in terms(spike("hoy no funciona nada de nada"))
    assert "doesn't work" in terms(spike("it doesn’t work at all today"))


def test_a_plural_is_not_told_beside_its_singular() -> None:
    """One of the two is enough."""
    window = spike("un cargo raro", 12) + [item(90 + n, f"cargos raros {n}") for n in range(12)]
    assert len({"cargo raro", "cargos raros"} & set(terms(window))) == 1


@pytest.mark.parametrize(
    ("text", "language", "absent"),
    [
        ("Mirad https://estafa.example/reembolso?x=1 ya", "es", "estafa"),
        ("Mirad www.estafa.example ya", "es", "estafa"),
        ("@ana_garcia@mastodon.example qué dices", "es", "ana_garcia"),
        ("escribe a juan.perez@example.com pronto", "es", "perez"),
        ("han pasado: 40. 2026, 3.5", "es", "40"),
        ("porque también está y aún sería", "es", "sería"),
        ("because they're couldnt and I've been", "en", "couldnt"),
        ("Die App ist nicht für mich und das", "de", "ist"),
    ],
)
def test_addresses_people_bare_numbers_and_small_words_are_no_terms(
    text: str, language: str, absent: str
) -> None:
    """They say nothing of what happened, or whom it was said to."""
    assert not any(absent in term for term in said(text, language))


def test_the_names_of_the_brand_are_no_terms() -> None:
    """Whole, whatever their accents; a word of them alone may be one."""
    assert said("El Cafe Lumbre cerró, qué café", "es", "Café Lumbre") == {"cerro", "cafe"}
    assert said("Lumbres altas", "es", "lumbre") == {"lumbres", "altas", "lumbres altas"}
    assert said("lumbre's coffee", "en", "Lumbre") == {"coffee"}


def test_numbers_are_told_with_their_unit_or_in_a_pair() -> None:
    """`24h`, `20€`, `version 5.2`."""
    found = said("24h de espera, 20€ perdidos, versión 5.2 y v5.3", "es")
    assert {"24h", "20€", "version 5.2", "v5.3"} <= found
    assert not {"5.2", "5", "2"} & found


def test_no_pair_goes_across_the_end_of_a_sentence() -> None:
    """What stands beside a full stop, a comma or a new line does not belong together."""
    assert said("caro, lento. sucio\nroto", "es") == {"caro", "lento", "sucio", "roto"}


def test_scripts_without_spaces_are_read_by_pairs_of_signs() -> None:
    """And told as they are written."""
    window = [item(n, f"退款没有到账{n}", language="zh") for n in range(20)]
    assert "退款" in terms(window, usual())


def test_each_language_has_its_small_words() -> None:
    """A `die` in German is none in English; where the language is unknown, Spanish and English."""
    assert "die" in stop_words("de")
    assert "die" not in stop_words("en")
    assert stop_words("en-US") == stop_words("en")
    assert stop_words("") == stop_words("xx") == stop_words("es") | stop_words("en")
    assert all(len(stop_words(name)) >= 200 for name in ("es", "en"))


def test_with_nothing_usual_what_most_say_is_told() -> None:
    """A brand of which nobody complained before has no other measure."""
    found = terms(spike("el pedido nunca llegó", 12, others=3), [])
    assert {"pedido", "nunca llegó"} <= set(found)


def test_few_negatives_need_fewer_to_agree() -> None:
    """A third of them, where there are fewer than twelve; two at least."""
    window = [item(1, "reembolso ya"), item(2, "sin reembolso"), item(3, "fría"), item(4, "cara")]
    assert "reembolso" in terms(window)
    assert terms([item(1, "reembolso")]) == []


def test_a_window_without_words_tells_none() -> None:
    """Nothing, stars without a text, and signs alone."""
    assert terms([]) == []
    assert terms([replace(item(n), text="") for n in range(9)]) == []
    assert terms([item(n, "!!! 😡😡 ...") for n in range(9)]) == []


HOSTILE = st.text(max_size=80) | st.sampled_from(
    ["\x1b[31mred\x1b[0m", "a\u202eb", "=cmd()|'x'", "<script>alert(1)</script>", "\ud800x", "ﬁﬂ½ß"]
)


@given(st.lists(HOSTILE, max_size=30), st.lists(HOSTILE, max_size=30), st.text(max_size=8))
def test_whatever_is_written_is_read(window: list[str], before: list[str], name: str) -> None:
    """No text breaks it; terms are words on one line, told in the same order from any order."""
    now = [replace(item(n), text=text) for n, text in enumerate(window)]
    then = [replace(item(500 + n), text=text) for n, text in enumerate(before)]
    found = drivers_of(now, then, lambda *_: True, [name])
    assert found == drivers_of(now[::-1], then[::-1], lambda *_: True, [name])
    for term in found.terms:
        assert term.text.isprintable()
        assert 0 < term.count <= len(now)
        assert not set(term.text) & set("<>\x1b\u202e|()")


@given(st.integers(2, 6))
def test_saying_it_again_in_the_same_text_changes_nothing(times: int) -> None:
    """A term counts once a text."""
    once, often = ([item(n, " ".join(["estafa"] * k)) for n in range(20)] for k in (1, times))
    assert terms(once) == terms(often) == ["estafa"]


def test_only_the_head_of_a_long_text_is_read() -> None:
    """An article of a hundred thousand signs costs no more than its beginning."""
    assert "final" not in said("palabra " * (HEAD // 8 + 1) + "final", "es")


def test_hostile_texts_are_read_in_time() -> None:
    """No pattern goes back over what it has read."""
    begin = process_time()
    for text in ("a" * 100_000, "a." * 50_000, "a@" * 50_000, "1." * 50_000, "www." * 25_000):
        said(text, "es", "marca")
    assert process_time() - begin < 1


def test_twelve_thousand_texts_take_less_than_a_second() -> None:
    """Ten thousand usual ones, two thousand in the window (0.3 s where it was made)."""
    words = "hold minutes phone cancelled luggage crew gate refund the was my and for late".split()
    made = [
        item(n, " ".join(words[(n * k) % 14] for k in range(1, 26)), language="en")
        for n in range(12_000)
    ]
    begin = process_time()
    drivers_of(made[10_000:], made[:10_000], lambda *_: True, ["Acme", "Acme Air"])
    assert process_time() - begin < 2.5
