"""What drives an incident, from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.causes import Driver, Drivers
from listener.config import Config, Settings
from listener.driving import by_band, drivers, in_words
from listener.i18n import Translator
from listener.model import Author, Mention, Rating
from listener.spikes import Evaluation, Incident
from tests.store.conftest import T0, Bench, post

HOUR = timedelta(hours=1)
ONSET = T0 - 3 * HOUR


def incident(**changes: object) -> Incident:
    """Twenty-six negatives in three hours where four are usual."""
    plain = Incident(
        brand="acme",
        source="site",
        opened_at=T0,
        onset_at=ONSET,
        updated_at=T0,
        window_minutes=180,
        observed=26,
        items=30,
        expected=4,
        low=1,
        high=8,
        probability=1e-9,
        peak_observed=26,
        peak_probability=1e-9,
        history_days=60,
        engine="test",
    )
    return replace(plain, **changes)


def said(number: int, ago: timedelta, text: str, **more: object) -> Mention:
    """By somebody of their own."""
    return post(number, T0 - ago, text, author=Author(id=f"u{number}"), **more)


@pytest.fixture
def spiked(tmp_path: Path) -> Iterator[Bench]:
    """Eight weeks of a bad thing a day; then version 5.2, of which twenty-two complain."""
    bench = Bench(tmp_path / "test.db")
    bench.site.items = [
        *(
            said(n, n * timedelta(minutes=8), f"acme bad, no refund after {n} days", version="5.2")
            for n in range(1, 23)
        ),
        *(said(30 + n, n * HOUR / 2, f"bad coffee number {n}", version="5.1") for n in range(1, 5)),
        *(said(40 + n, n * HOUR / 2, f"good coffee number {n}") for n in range(1, 5)),
        *(
            said(100 + n, timedelta(days=n), f"bad coffee, cold on day {n}", version="5.1")
            for n in range(1, 90)
        ),
    ]
    bench.walk()
    yield bench
    bench.store.close()


def test_the_version_the_words_and_the_examples_of_a_spike(spiked: Bench) -> None:
    """Without the reviews of version 5.2 there would be no alarm; the brand is no word."""
    found = drivers(spiked.store, spiked.brand, incident(), T0)
    assert (found.negatives, found.authors) == (26, 26)
    (cause,) = (each for each in found.causes if each.dimension == "version")
    assert (cause.value, cause.negatives, cause.of, cause.clears) == ("5.2", 22, 26, True)
    assert "refund" in " ".join(term.text for term in found.terms)
    assert "acme" not in {term.text for term in found.terms}
    shown = {each.key: each.mention.version for each in spiked.store.mentions()}
    assert [shown[key] for key in found.examples] == ["5.2"] * 3


def test_of_the_whole_brand_every_source_is_read(spiked: Bench) -> None:
    """Its source is a star."""
    whole = drivers(spiked.store, spiked.brand, incident(source="*"), T0)
    assert whole.negatives == 26
    assert drivers(spiked.store, spiked.brand, incident(source="other"), T0) == Drivers()


def test_what_is_not_yet_said_is_not_read(spiked: Bench) -> None:
    """Replayed an hour earlier, the last hour has not been."""
    found = drivers(spiked.store, spiked.brand, incident(), T0 - HOUR)
    assert 0 < found.negatives < 26


def test_whoever_knows_better_says_what_alarms(spiked: Bench) -> None:
    """The engine that raised the alarm may be asked in place of the incident's band."""
    found = drivers(spiked.store, spiked.brand, incident(), T0, lambda *_: True)
    assert found.causes
    assert not any(each.clears for each in found.causes)


def test_in_words_sources_and_aspects_have_the_names_that_people_know(tmp_path: Path) -> None:
    """The aspects that listener knows in both languages, sources by their titles."""
    cause = Driver(
        dimension="aspect",
        value="billing",
        negatives=11,
        items=11,
        of=17,
        usual_share=0,
        clears=True,
    )
    config = Config(settings=Settings(), brands=(), folder=tmp_path, found_by="--config")
    assert in_words(config, Drivers(causes=(cause,)), Translator("es")) == (
        "Sin lo que se dice de «Facturación» no habría aviso (11 de 17)."
    )
    steam = Drivers(causes=(replace(cause, dimension="source", value="steam"),))
    assert "on Steam there would" in in_words(config, steam, Translator("en"))
    spoken = Drivers(causes=(replace(cause, dimension="language", value="es"),))
    assert "en el idioma «español»" in in_words(config, spoken, Translator("es"))
    place = Drivers(causes=(replace(cause, dimension="country", value="mx"),))
    assert "lo que llega de México" in in_words(config, place, Translator("es-MX"))


def test_the_band_tells_what_alarms() -> None:
    """As it stands it does; what is usual does not; half of what is usual, for half of it."""
    alarming = by_band(incident())
    assert alarming(26, 30, 1.0)
    assert not alarming(5, 30, 1.0)
    assert not alarming(0, 0, 0.0)
    assert alarming(12, 12, 0.25)
    assert not alarming(8, 12, 1.0)
    assert alarming(8, 12, 0.1)


def look(**changes: object) -> Evaluation:
    """Forty of sixty negative where one in five is usual."""
    plain = Evaluation(
        brand="acme",
        source="site",
        engine="test",
        method="share",
        onset_at=ONSET,
        until=T0,
        observed=40,
        items=60,
        expected=12,
        low=6,
        high=18,
        items_expected=60,
        items_low=40,
        items_high=80,
        usual_share=0.2,
        share_low=0.12,
        share_high=0.29,
        chance=1e-6,
        monthly=0.01,
        budget=0.5,
        kind="share",
        basis_days=60,
    )
    return replace(plain, **changes)


def test_of_a_share_what_is_left_is_judged_by_its_items() -> None:
    """Of half of the items ten negatives would be too few, and nearly all of them are not."""
    alarming = by_band(incident(look=look()))
    assert alarming(40, 60, 1.0)
    assert not alarming(8, 28, 1.0)
    assert alarming(25, 28, 1.0)


def test_of_a_share_what_is_left_is_judged_by_its_number_as_well() -> None:
    """Eight of eight where hardly one is usual are an alarm, also where eleven were one."""
    busy = look(
        until=ONSET + timedelta(minutes=75),
        observed=11,
        items=11,
        kind="both",
        items_expected=0.04,
        items_low=0,
        items_high=0,
        share_high=0.5,
    )
    alarming = by_band(incident(look=busy))
    assert alarming(11, 11, 1.0)
    assert alarming(8, 8, 1.0)
    assert not alarming(1, 1, 1.0)


def test_the_time_that_is_read_is_that_of_the_evaluation(spiked: Bench) -> None:
    """The last hour of the three, when that is what stands out; at its worst once it is calmer."""
    now, worst = look(method="count", onset_at=T0 - HOUR), look(method="count")
    found = incident(look=now, peak=worst)
    last = drivers(spiked.store, spiked.brand, found, T0).negatives
    assert 0 < last < 10
    calmer = replace(found, cooling_since=T0)
    assert drivers(spiked.store, spiked.brand, calmer, T0).negatives == 26


def test_of_stars_only_what_has_stars_is_read(spiked: Bench) -> None:
    """Posts say nothing of a share of one and two stars."""
    found = incident(look=look(method="stars"))
    assert drivers(spiked.store, spiked.brand, found, T0).negatives == 0


def test_of_a_share_of_texts_only_what_has_no_stars_is_read(spiked: Bench) -> None:
    """What drives 26 negatives is told of these 26, and not of the reviews beside them."""
    spiked.site.items = [
        said(300 + n, HOUR, f"bad, one star {n}", rating=Rating(1)) for n in range(9)
    ]
    spiked.walk()
    found = incident(source="*", look=look(method="share"))
    assert drivers(spiked.store, spiked.brand, found, T0).negatives == 26
    counted = replace(found, look=look(method="count"))
    assert drivers(spiked.store, spiked.brand, counted, T0).negatives == 35
