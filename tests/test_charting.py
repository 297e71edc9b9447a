"""The chart of an incident, from what is stored: bars, what was usual, what could not be seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from listener.chart import Chart, Line, Polygon, Rectangle, texts
from listener.charting import chart_of, picture_of
from listener.detection import ENGINE
from listener.detection.cases import Basis
from listener.detection.evaluating import Frame
from listener.detection.layout import newborn
from listener.i18n import Translator
from listener.model import Rating
from listener.spikes import DetectorState, Evaluation, Incident
from tests.detection.evaluations import look
from tests.store.conftest import T0, Bench, post

ES, EN = Translator("es"), Translator("en")
HOUR = timedelta(hours=1)
USUAL = {"observed": 24, "items": 24, "items_expected": 12.0, "usual_share": 0.5, "expected": 12.0}


def seen(**changes: object) -> Evaluation:
    """Twenty-four negatives in the last two hours, where six are usual."""
    plain: dict[str, object] = {
        "source": "site",
        "method": "count",
        "kind": "talk",
        "onset_at": T0 - 2 * HOUR,
        "until": T0,
        "usual_share": 0.5,
    }
    return look(**{**plain, **USUAL, **changes})


def incident(told: Evaluation | None = None, **changes: object) -> Incident:
    """That of this evaluation, open."""
    told = told or seen()
    plain = Incident(
        brand="acme",
        source=told.source,
        opened_at=T0,
        onset_at=told.onset_at,
        updated_at=T0,
        window_minutes=120,
        observed=told.observed,
        items=told.items,
        expected=told.expected,
        low=told.low,
        high=told.high,
        probability=1e-9,
        peak_observed=told.observed,
        peak_probability=1e-9,
        history_days=60,
        engine=ENGINE,
        kind=told.kind,
        look=told,
        first=told,
        peak=told,
    )
    return replace(plain, **changes)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bad thing every two hours for three days, then twelve an hour for two hours."""
    made = Bench(tmp_path / "test.db")
    made.site.items = [
        *(post(n, T0 - n * timedelta(minutes=5), f"bad refund {n}") for n in range(1, 25)),
        *(post(100 + n, T0 - n * 2 * HOUR, f"bad coffee {n}") for n in range(2, 36)),
    ]
    made.walk()
    yield made
    made.store.close()


def knows(bench: Bench, an_hour: float, days_ago: float = 1) -> DetectorState:
    """The detector has learned that so many items an hour are usual, and keeps that."""
    states = newborn(1)
    age = 40 * 96.0
    states["rest"]["age"][:] = age
    for name in ("fast", "slow"):
        states["season"][name][:] = [[an_hour / 4 * age], [age]]
    at = T0 - timedelta(days=days_ago)
    state = DetectorState(
        brand="acme", source="site", engine=ENGINE, at=at, values=states.column(0)
    )
    bench.store.keep_look("acme", "site", [state], (), None, None, at)
    return state


def chart(bench: Bench, of: Incident, t: Translator = ES, now: object = T0) -> Chart:
    found = chart_of(bench.store, bench.brand, of, now, t)
    assert found is not None
    return found


def bars(found: Chart, color: str) -> list[Rectangle]:
    return [s for s in found.shapes if isinstance(s, Rectangle) and s.color == color]


def test_an_alert_shows_its_two_hours_against_two_days(bench: Bench) -> None:
    """One bar each other hour, two high ones; the figures of the mail called over them."""
    found = chart(bench, incident())
    high = [bar for bar in bars(found, "bad") if bar.height > 10]
    assert [len(bars(found, "calm")), len(high)] == [23, 2]
    assert {"Negativas por hora", "24 en 2 h · normal 6"} <= set(texts(found))
    assert {"Negatives per hour", "24 in 2 h · usual 6"} <= set(texts(chart(bench, incident(), EN)))


def test_it_says_in_a_sentence_what_it_shows(bench: Bench) -> None:
    """For whoever does not see it, in both languages and the zone of the brand."""
    assert chart(bench, incident()).description == (
        "Negativas por hora en las últimas 48 h. De 10:00 a 12:00 hubo 24; lo normal son 6."
    )
    spanish = replace(bench.brand, time_zone="Europe/Madrid")
    found = chart_of(bench.store, spanish, incident(), T0, EN)
    assert found is not None
    assert found.description == (
        "Negatives per hour over the last 48 h. From 11:00 to 13:00 there were 24; 6 are usual."
    )
    over_night = seen(onset_at=T0 - 14 * HOUR, items_expected=0.2)
    assert "De 28 feb 2026, 22:00 a 1 mar 2026, 12:00 hubo 24; lo normal es menos de una." in (
        chart(bench, incident(over_night)).description
    )


def test_days_are_named_where_they_begin(bench: Bench) -> None:
    """Midnight in the brand's zone; else every eight hours of the clock."""
    named = [each for each in texts(chart(bench, incident())) if ":" in each or each[-1] in "81"]
    assert named == ["16:00", "sáb 28", "8:00", "16:00", "dom 1", "8:00"]
    assert {"Sat 28", "08:00"} <= set(texts(chart(bench, incident(), EN)))
    assert {"Sat 28", "8\u00a0AM"} <= set(texts(chart(bench, incident(), Translator("en-US"))))


def test_what_is_usual_is_what_was_known_when_it_was_opened(bench: Bench) -> None:
    """Not what was learned since: the incident does not say what is usual."""
    before = knows(bench, an_hour=8)
    basis = Basis(
        frame=Frame(
            brand="acme",
            source="site",
            budget=1,
            least=3,
            min_change=0,
            warm_up=0,
            guess=0.5,
            weight=1e6,
        ),
        values=before.values,
        quarter=1,
        counts=[],
        slots=[],
    )
    opened = bench.store.save_incident(
        None, incident(), "opened", T0, basis=msgspec.msgpack.encode(basis)
    )
    assert opened is not None
    drawn = chart(bench, opened)
    knows(bench, an_hour=80, days_ago=0)
    assert chart(bench, opened) == drawn
    (line, *_) = (s for s in drawn.shapes if isinstance(s, Line) and s.color == "usual")
    a_negative = min(bar.height for bar in bars(drawn, "calm"))
    foot = max(bar.y + bar.height for bar in bars(drawn, "calm"))
    assert (foot - line.points[0][1]) / a_negative == pytest.approx(4, rel=0.05)


def test_without_a_basis_it_is_the_latest_state_before_it(bench: Bench) -> None:
    """And without any state, bars alone."""
    bare = chart(bench, incident())
    assert not any(isinstance(each, Polygon) for each in bare.shapes)
    assert "lo normal" not in texts(bare)
    knows(bench, an_hour=8)
    assert "lo normal" in texts(chart(bench, incident()))


def test_a_share_is_set_against_what_is_usual_of_so_many(bench: Bench) -> None:
    """Where more is said, more negatives are usual: the band goes with the talk."""
    knows(bench, an_hour=8)
    told = seen(method="share", kind="share")
    found = chart(bench, incident(told))
    assert "24 de 24 · normal 12" in texts(found)
    assert "hubo 24 entre 24; entre tantas, lo normal son 12." in found.description
    (band, *_) = (s for s in found.shapes if isinstance(s, Polygon))
    heights = [y for _, y in band.points[: len(band.points) // 2]]
    assert min(heights[-4:]) < min(heights[:-4])


def test_stars_have_bars_of_their_own(bench: Bench) -> None:
    """Of reviews those with one or two stars, whatever their texts say."""
    stars = seen(method="stars", kind="share", observed=3, items=4)
    assert chart_of(bench.store, bench.brand, incident(stars), T0, ES) is None
    rated = (
        post(200 + n, T0 - n * 10 * timedelta(minutes=1), "ok", rating=Rating(n))
        for n in range(1, 6)
    )
    bench.site.items = [*rated, *bench.site.items]
    bench.later(minutes=1)
    bench.walk()
    found = chart(bench, incident(stars))
    assert "Reseñas de 1–2★ por hora" in texts(found)
    assert [len(bars(found, "calm")), len([b for b in bars(found, "bad") if b.height > 10])] == [
        0,
        1,
    ]


def test_hours_that_nobody_saw_are_hatched(bench: Bench) -> None:
    """The source was not asked for half a day: that is no calm, and the sentence says so."""
    late = T0 + 12 * HOUR
    found = chart(bench, incident(updated_at=T0), now=late)
    (hole, *_) = bars(found, "blind")
    assert hole.width > 100
    assert "sin datos" in texts(found)
    assert found.description.endswith("Parte de ese tiempo no se pudo ver.")


def test_what_is_over_is_shown_a_while_after_its_end(bench: Bench) -> None:
    """Weeks later the chart of an incident is still that of its two days."""
    over = incident(state="recovered", recovered_at=T0 + HOUR)
    found = chart(bench, over, now=T0 + timedelta(days=20))
    assert len([bar for bar in bars(found, "bad") if bar.height > 10]) == 2
    assert "Negativas por hora, 48 h hasta 1 mar 2026, 18:00." in found.description


def test_where_nothing_was_counted_there_is_no_chart(bench: Bench) -> None:
    """Nor of a source that nobody listens to."""
    elsewhere = incident(seen(source="nowhere"))
    assert chart_of(bench.store, bench.brand, elsewhere, T0, ES) is None
    later = T0 + timedelta(days=30)
    assert chart_of(bench.store, bench.brand, incident(), later, ES) is None


def test_for_a_reader_elsewhere_hours_are_those_of_its_clocks(bench: Bench) -> None:
    """What is usual goes by the brand's day, what is written by the reader's."""
    knows(bench, an_hour=8)
    here, there = (
        chart_of(bench.store, bench.brand, incident(), T0, ES, zone)
        for zone in (None, ZoneInfo("America/Mexico_City"))
    )
    assert here is not None
    assert there is not None
    assert "De 4:00 a 6:00 hubo 24" in there.description
    assert bars(here, "bad") == bars(there, "bad")
    assert [s for s in here.shapes if isinstance(s, Polygon)] == [
        s for s in there.shapes if isinstance(s, Polygon)
    ]


def test_a_mail_gets_the_picture_and_its_words(bench: Bench) -> None:
    """A PNG with what it shows; where there is nothing to draw, nothing of both."""
    picture, words = picture_of(bench.store, bench.brand, incident(), T0, ES)
    assert picture.startswith(b"\x89PNG")
    assert words == chart(bench, incident()).description
    elsewhere = incident(seen(source="nowhere"))
    assert picture_of(bench.store, bench.brand, elsewhere, T0, ES) == (b"", "")


def test_an_incident_of_the_whole_brand_sums_its_sources(bench: Bench) -> None:
    """Of one source alone, that is the whole."""
    found = chart(bench, incident(seen(source="*")))
    assert len([bar for bar in bars(found, "bad") if bar.height > 10]) == 2
