"""What an incident comes down to, as a whole."""

from __future__ import annotations

from random import Random

import msgspec
from msgspec.structs import replace

from listener.causes import Drivers, Item
from listener.detection.drivers import drivers_of
from tests.detection.spikes_made import item, spike, usual


def from_twenty(negatives: int, items: int, share: float) -> bool:
    """Alarms from twenty negatives on."""
    return negatives >= 20


def test_a_planted_cause_is_told_with_its_words() -> None:
    """Version 5.2 cannot pay: the words, the version, and examples of it."""
    window = spike("no puedo pagar, se cierra al confirmar", 31, 11, version="5.2")
    found = drivers_of(window, usual(), from_twenty, ["Café Lumbre"])
    assert {"pagar", "cierra al confirmar"} <= {term.text for term in found.terms}
    assert (found.causes[0].dimension, found.causes[0].value) == ("version", "5.2")
    assert (found.negatives, found.authors, found.texts) == (42, 42, 42)
    assert all(number < 31 for number in found.examples)


def test_one_post_copied_is_not_many_people() -> None:
    """Forty accounts that copy a post: forty-two authors, three texts; it comes first."""
    window = [item(n, "boicot a esta marca ya", group="0") for n in range(40)]
    window += [item(50), item(51)]
    found = drivers_of(window, usual(), from_twenty)
    assert (found.authors, found.texts) == (42, 3)
    assert found.causes[0].dimension == "group"
    assert found.examples[0] == 0


def test_one_person_is_not_many() -> None:
    """Forty mentions by one: one author, and one example of theirs."""
    window = [item(n, f"reembolso ya, {n} veces", author="site ana") for n in range(40)]
    found = drivers_of([*window, item(50)], usual(), from_twenty)
    assert (found.authors, found.texts) == (2, 41)
    assert len(found.examples) == 2


def test_whom_nobody_names_counts_as_one_each() -> None:
    """A site that tells no authors is not one person."""
    window = [item(n, author="") for n in range(5)]
    found = drivers_of(window, [], from_twenty)
    assert found.authors == 5
    assert len(found.examples) == 3


def test_examples_say_the_telling_words_and_reached_many() -> None:
    """Of two that say the same the one that people answered; never what says nothing."""
    window = spike("sin reembolso tras cancelar", 12, 6)
    window[7] = replace(window[7], reach=500)
    window.append(replace(item(99, reach=10_000), text=""))
    found = drivers_of(window, usual(), lambda *_: False)
    assert found.examples[0] == 7
    assert 99 not in found.examples
    assert len(found.examples) == 3


def test_an_empty_window_comes_down_to_nothing() -> None:
    """Everything that it was made of was erased."""
    assert drivers_of([], usual(), from_twenty) == Drivers()


def test_what_is_content_explains_nothing() -> None:
    """Only negatives are read, in the window and before."""
    window = [replace(each, negative=False) for each in spike("estupendo reembolso")]
    found = drivers_of(window, window, from_twenty)
    assert found == Drivers()


def test_more_of_the_same_has_no_cause_and_no_words() -> None:
    """Of forty windows of the usual talk hardly any stands out by chance."""
    drawn, words = Random(7), [f"palabra{n}" for n in range(300)]

    def some(number: int) -> Item:
        text = " ".join(drawn.choices(words, [1 / (n + 3) for n in range(300)], k=15))
        version, country = drawn.choice("abcd"), drawn.choice(("ES", "MX", "AR"))
        return item(number, text, version=version, country=country)

    before = [some(1000 + n) for n in range(400)]
    found = [
        drivers_of([some(n) for n in range(30)], before, lambda n, _, share: n >= 28 * share)
        for _ in range(40)
    ]
    assert sum(bool(each.causes) for each in found) <= 3
    assert sum(len(each.terms) for each in found) <= 20


def test_it_can_be_kept_as_json() -> None:
    """And is the same when it is read again."""
    found = drivers_of(spike("no puedo pagar", 31, version="5.2"), usual(), from_twenty)
    assert found.terms
    assert found.causes
    assert msgspec.json.decode(msgspec.json.encode(found), type=Drivers) == found


def test_very_many_texts_are_read_in_part_and_told_whole() -> None:
    """Of ten thousand texts three thousand are read; shares and counts are of all."""
    window = [item(n, "reembolso" if n % 2 else "") for n in range(10_000)]
    found = drivers_of(window, usual(), from_twenty)
    (term,) = (each for each in found.terms if each.text == "reembolso")
    assert 0.45 < term.share < 0.55
    assert 4_500 < term.count < 5_500
