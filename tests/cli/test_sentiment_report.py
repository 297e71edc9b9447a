"""The whole road: a person answers what was drawn; report, digest and alarm tell the error."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from listener import pipeline
from listener.config import load
from listener.detection import Case, Look, follow, reason
from listener.i18n import Translator
from listener.labelling import Session, draw, month_of
from listener.measuring import of_source
from listener.store import Scored, Store
from tests.cli.world import AT, NOW, Listener, fill, mention
from tests.detection.evaluations import look as evaluation
from tests.test_docs import JSON, keys


def said(number: int) -> Scored:
    """Of thirty that sound negative every fifth is fine; of sixty others every tenth is bad."""
    negative = number < 30
    wrong = number % (5 if negative else 10) == 0
    text = f"lumbre {'malo' if negative != wrong else 'bien'} número {number}"
    found = mention(
        f"m{number}", text, hours=1 + number / 10, sounds="negative" if negative else "positive"
    )
    if number % 2:
        return found
    return replace(found, sentiment=replace(found.sentiment, language="en"))


@pytest.fixture
def stored(folder: Path) -> Path:
    fill(folder, *(said(number) for number in range(90))).close()
    return folder


def label_all(folder: Path) -> None:
    """Draw and answer through the same session that the command uses."""
    first, until = month_of(NOW)
    with Store(load(str(folder)).database) as store:
        for language in ("es", "en"):
            pool = [e for e in store.drawable("lumbre", first, until) if e.language == language]
            drawn = draw(pool, first, count=40, seed="lumbre")
            session = Session(store, "lumbre", drawn, by="marta", now=lambda: NOW)
            while (current := session.current()) is not None:
                session.say("negative" if "malo" in current.mention.text else "positive")
            assert session.labelled == 40


def test_without_labels_it_says_how_to_begin(run: Listener, stored: Path) -> None:
    """And digest and JSON say nothing of it."""
    told = run("sentiment", "report", "--at", AT).output
    assert "nobody knows how right it is" in told
    assert "listener label --brand lumbre" in told
    answer = json.loads(run("sentiment", "report", "--format", "json", "--at", AT).output)
    assert answer["brands"][0]["total"] == {"labels": 0}
    digest = json.loads(
        run("digest", "--format", "json", "--since", "24h", "--at", AT, "--exit-zero").output
    )
    assert digest["brands"][0]["measured"] == []


def test_what_was_labelled_is_told_by_report_digest_and_json(run: Listener, stored: Path) -> None:
    """In words, in both languages; the truth lies within the bounds."""
    label_all(stored)
    told = " ".join(run("sentiment", "report", "--at", AT).output.split())
    assert told.startswith("Café Lumbre 80 labels, since 22 Nov 2026. Scored by: t-1.")
    shape = (
        r"of 100 called negative, (\d+) \((\d+)-(\d+)\) are; of 100 negative ones it finds (\d+)"
    )
    everything = re.search("All together: " + shape, told)
    assert everything is not None
    value, low, high, recall = map(int, everything.groups())
    assert low <= 80 <= high
    assert abs(value - 80) <= 12
    assert 65 <= recall <= 95
    assert "Spanish: of 100" in told
    assert "English: of 100" in told
    spanish = " ".join(run("--lang", "es", "sentiment", "report", "--at", AT).output.split())
    assert "En total: de cada 100 que da por negativas," in spanish
    assert "95 veces de cada 100" in spanish
    digest = " ".join(run("digest", "--since", "24h", "--at", AT, "--exit-zero").output.split())
    assert "Acierto medido, español: de cada 100 que da por negativas," in digest
    for form in ("html", "markdown"):
        shown = run("--lang", "en", "digest", "--format", form, "--at", AT, "--exit-zero").output
        assert "Measured accuracy, Spanish" in shown


def test_where_one_language_was_labelled_nothing_is_said_of_all(
    run: Listener, stored: Path
) -> None:
    """A brand of two languages would be told that both are read as well as that one."""
    run("label", "--language", "es", "--at", AT, input="n\np\n0\nn\n")
    told = run("sentiment", "report", "--at", AT).output
    assert "  Spanish: of 100 called negative" in told
    assert "All together" not in told


def test_the_keys_of_the_report_are_documented(run: Listener, stored: Path) -> None:
    """docs/json.md tells every key that comes."""
    label_all(stored)
    answer = json.loads(run("sentiment", "report", "--format", "json", "--at", AT).output)
    (found,) = re.findall(
        r"^## listener sentiment report$(.*?)^## ", JSON, re.MULTILINE | re.DOTALL
    )
    assert {key for key in keys(answer) if not re.search(rf"\b{key}\b", found)} == set()
    (brand,) = answer["brands"]
    assert [each["language"] for each in brand["languages"]] == ["en", "es"]
    assert brand["sources"][0]["labels"] == brand["total"]["labels"] == 80
    digest = json.loads(
        run("digest", "--format", "json", "--since", "24h", "--at", AT, "--exit-zero").output
    )
    (measured, _) = digest["brands"][0]["measured"]
    assert measured["language"] == "en"
    assert measured["precision"]["low"] < measured["precision"]["value"]


def test_an_alarm_says_how_many_of_its_negatives_truly_are(stored: Path) -> None:
    """By what was measured of its source; without labels it says nothing of it."""
    label_all(stored)
    with Store(load(str(stored)).database) as store:
        judged = store.judged("lumbre", NOW - timedelta(days=30))
    incidents = []
    for measured in (None, of_source(judged, "feeds")):
        change = follow(None, evaluation(observed=41), now=NOW, measured=measured)
        assert change is not None
        incidents.append(change.incident)
    before, after = incidents
    assert before.truly is None
    assert after.truly is not None
    assert after.truly.low < after.truly.count < after.truly.high <= 41
    said = reason(after, Translator("es"), ZoneInfo("UTC"))
    assert re.search(
        r"De las 41, unas \d+ lo son de verdad \(entre \d+ y \d+\), medido en 80 etiquetas\.", said
    )
    assert "de verdad" not in reason(before, Translator("es"), ZoneInfo("UTC"))


def test_detect_takes_what_was_measured(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline hands it to detection, a source each."""
    label_all(stored)
    seen: list[Case] = []

    def look(cases: Sequence[Case], _now: object) -> list[Look]:
        seen.extend(cases)
        return [Look(states=(), evaluations=(), basis=b"") for _ in cases]

    monkeypatch.setattr("listener.detecting.look", look)
    config = load(str(stored))
    with Store(config.database) as store:
        pipeline.detect(config, store, NOW)
    (case,) = [each for each in seen if each.series.source == "feeds"]
    assert case.series.measured is not None
    assert case.series.measured.labels == 80
