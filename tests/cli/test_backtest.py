"""listener backtest: what would have been sent, and how soon a made-up spike would be seen."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from listener.cli.backtest_shown import Shown, as_text
from listener.config import load
from listener.detection.replay import WouldBe
from listener.detection.replayed import Backtest
from listener.i18n import Translator
from listener.model import Author
from listener.spikes import WHOLE_BRAND
from listener.store import Scored
from tests.cli.world import AT, HOSTILE, NOW, Listener, fill, mention, spike

DAYS = 23
LEARNED = ("--brand", "lumbre", "--from", "2026-11-13", "--at", AT)
PLANTED = (8, 5, 2)
"""So many days ago thirty people complained within an hour."""

ROOT = Path(__file__).parents[2]


def by(said: Scored, name: str) -> Scored:
    return replace(said, mention=replace(said.mention, author=Author(name=name)))


def usual(a_day: int = 90, seed: int = 1) -> list[Scored]:
    """Talk by day and night, of which two in ten are negative."""
    rng = np.random.default_rng(seed)
    return [
        by(
            mention(
                f"m{n}",
                f"lumbre: hoy {n}",
                hours=float(rng.uniform(0, DAYS * 24)),
                sounds="negative" if rng.random() < 0.2 else "positive",
            ),
            f"p{n}",
        )
        for n in range(DAYS * a_day)
    ]


def planted() -> list[Scored]:
    return [
        by(mention(f"s{days}-{n}", f"{HOSTILE} {n}", hours=24 * days + n / 30), f"{n} {HOSTILE}")
        for days in PLANTED
        for n in range(30)
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


def answer(run: Listener, *more: str, code: int = 0) -> dict[str, object]:
    answered = run("backtest", *LEARNED, "--format", "json", *more, code=code)
    found: dict[str, object] = json.loads(answered.stdout)
    return found


def undocumented(found: dict[str, object]) -> set[str]:
    """Keys of its own that docs/json.md does not tell."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    section = page.split("## listener backtest\n")[1].split("\n## ")[0]
    parts = [found, *(rows(found, name)[0] for name in ("heard", "budgets", "known", "trials"))]
    own = {key for part in parts for key in part} | set(rows(found, "trials")[0]["tried"][0])  # type: ignore[index]
    own |= {"sent_at", "events", "examples"}
    assert {"sent_at", "events", "examples", "sentence"} <= set(rows(found, "incidents")[0])
    return {key for key in own if not re.search(rf"\b{key}\b", section)}


def rows(found: dict[str, object], name: str) -> Sequence[dict[str, object]]:
    told = found[name]
    assert isinstance(told, list)
    return told


def test_planted_spikes_are_found_and_exceed_the_budget(run: Listener, folder: Path) -> None:
    """Each with its day and what was said; the exit code tells; nothing is stored."""
    with fill(folder, *usual(), *planted()) as store:
        said = run("backtest", *LEARNED, "--alarms", "0.33,1,100", code=7).stdout
        assert store.incidents("lumbre", NOW - timedelta(days=99), NOW) == []
        assert store.detector_states("lumbre") == []
    words = flat(said)
    assert "Café Lumbre, 13 Nov 2026, 00:00 to 22 Nov 2026, 13:00: 10 days looked at" in words
    assert re.search(r"0\.33 3 9\.\d+ 0 2\d\.\d \(\d\.\d–\d+\.\d\) exceeded", words)
    assert re.search(r" 100 \d+ \d+(\.\d+)? 0 0\.\d \(0\.\d–0\.\d\) kept", words)
    assert "AT 1 A MONTH, THESE" in words
    assert re.search(r"1 14 Nov 2026, 1[23]:\d\d 14 Nov 2026, 1[12]:\d\d", words)
    assert len(re.findall(r"^ +· “", said, re.MULTILINE)) == 9
    assert "RSS: listened to since 22 Nov 2026; what was before, since 30 Oct 2026" in words
    assert [c for c in said if (ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e"] == []


@pytest.mark.long
def test_what_people_called_true_is_no_false_alarm(run: Listener, folder: Path) -> None:
    """Its delay is told beside the best there can be; in Spanish as well."""
    with fill(folder, *usual(), *planted()) as store:
        at = NOW - timedelta(days=PLANTED[0])
        seen = replace(spike(), onset_at=at - timedelta(hours=1), opened_at=at, updated_at=at)
        over = replace(seen, state="recovered", recovered_at=at)
        before = store.save_incident(None, over, "opened", at)
        assert before is not None
        store.save_incident(before, replace(before, acknowledged_at=at), None, at)
    found = answer(run, "--alarms", "0.33", "--inject", "talk=1.1@2026-11-21/1h", code=7)
    assert undocumented(found) == set()
    assert rows(found, "trials")[0]["soon_after"] is True
    assert rows(found, "trials")[0]["tried"][0]["delay_hours"] is None  # type: ignore[index]
    (kept,) = rows(found, "budgets")
    assert (kept["sent"], kept["rightly"], kept["verdict"]) == (3, 1, "over")
    (known,) = rows(found, "known")
    assert known["id"] == 1
    assert 0 < float(str(known["delay_hours"])) <= 2
    words = flat(run("--lang", "es", "backtest", *LEARNED, code=7).stdout)
    assert "LO QUE SE SABE QUE PASÓ" in words
    assert "CON 1 AL MES, ESTOS" in words
    assert re.search(
        r"Incidente 1, RSS, desde el 14 nov 2026, 12:00: hallado en \d+ minutos;", words
    )


def test_a_made_up_spike_is_found(run: Listener, folder: Path) -> None:
    """At each budget, with its delay and that of who knows the change; chance is told."""
    fill(folder, *usual()).close()
    asked = ("--inject", "share=.2:.7@2026-11-19T10:00", "--inject", "both=4,.6@2026-11-20/6h")
    said = run("backtest", *LEARNED, "--alarms", "1,10", *asked).stdout
    words = flat(said)
    assert "MADE UP: the negative share rises from 20% to 70%, from 19 Nov 2026, 10:00" in words
    assert "MADE UP: 4 times the talk, of which 60% negative" in words
    times = re.findall(r"found in (\d+) (\w+), after (\d+) mentions; (\d\.\d) times what", words)
    assert len(times) == 4
    one, ten, both, _ = times
    assert 1 <= int(ten[0]) <= int(one[0]) <= 12
    assert (one[1], both[1]) == ("hours", "minutes")
    assert int(one[2]) > 5
    assert 1 <= float(one[3]) <= 4
    assert "one draw of chance, number 1" in words


def test_a_quiet_brand_is_left_in_peace(run: Listener, folder: Path) -> None:
    """Nothing is sent; so little time cannot tell that a budget is kept."""
    fill(folder, *usual(seed=2)).close()
    words = flat(run("backtest", *LEARNED).stdout)
    assert "At 1 a month, none." in words
    assert re.search(r"1 0 0 0 0\.0 \(0\.0–\d\.\d\) not known yet: too little time", words)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--alarms", "1;2"], "1;2: alarms a month are numbers above 0"),
        (["--alarms", "0"], "0: alarms a month are numbers above 0, up to 1000"),
        (["--alarms", "nan"], "nan: alarms a month are numbers"),
        (
            ["--inject", "shar=.5@2026-11-20"],
            "shar is nothing that can be made up; share, talk and both are",
        ),
        (["--inject", "shar=.5@2026-11-20"], "share"),
        (["--inject", "share=.5"], "share=.5 is not understood; for example"),
        (["--inject", "share=x@2026-11-20"], "is not understood"),
        (["--inject", "both=3@2026-11-20"], "is not understood"),
        (["--inject", "share=.5:.2@2026-11-20"], "a share is 0 to 1, and has to rise"),
        (["--inject", "share=1.5@2026-11-20"], "a share is 0 to 1"),
        (["--inject", "talk=1@2026-11-20"], "more talk is more than 1"),
        (["--inject", "talk=inf@2026-11-20"], "is not understood"),
        (["--inject", "talk=3@yesterday"], "yesterday"),
        (["--inject", "talk=3@2026-11-20/6"], "6"),
        (["--inject", "talk=3@2026-11-20/90d"], "it lasts 28 days at most"),
        (["--inject", "talk=3@2026-10-20"], "it begins outside of what is looked at"),
        (["--inject", f"talk=3@2026-11-20{HOSTILE}"], "is not understood"),
        (["--from", "soon"], "soon"),
        (["--to", "2026-11-01"], "there is nothing to look at between 13 Nov 2026"),
        (["--from", "2026-10-31", "--to", "2026-11-02"], "was still being learned"),
        (["--source", "rss"], "rss"),
        (["--source", "hackernews"], "nothing is stored of hackernews of this brand"),
        (["--brand", "lumbr"], "lumbre"),
    ],
)
def test_what_is_not_understood_is_explained(
    run: Listener, folder: Path, asked: list[str], words: str
) -> None:
    """With what is right, and exit code 2; no cursor is moved."""
    fill(folder, *(mention(f"m{n}", "lumbre", hours=24 * n + 1) for n in range(DAYS))).close()
    said = run("backtest", *LEARNED, *asked, code=2).stderr
    assert words in flat(said)
    assert [c for c in said if (ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e"] == []


def test_too_little_is_stored_to_learn_from(run: Listener, folder: Path) -> None:
    """Of a new brand there is nothing to replay; the message says what to do."""
    fill(folder).close()
    said = run("backtest", "--at", AT, code=2).stderr
    assert "Nothing is stored of Café Lumbre yet." in said
    fill(folder, mention("a", "lumbre", hours=48), at=NOW + timedelta(hours=1)).close()
    said = flat(run("backtest", "--at", AT, code=2).stderr)
    assert "there are data only since 20 Nov 2026, and 28 days are learned from first" in said


def test_an_incident_that_another_tells_of_names_it_as_the_list_does(folder: Path) -> None:
    """The replay's own ids stand nowhere: one that is not listed is not named at all."""
    config = load(str(folder))
    whole = replace(spike(), id=7, source=WHOLE_BRAND)
    parts = [replace(spike(), id=1, parent=7), whole, replace(spike(), id=9, parent=3)]
    told = Backtest(
        since=NOW - timedelta(days=9),
        until=NOW,
        heard=(),
        kept=(),
        budget=1.0,
        would_be=tuple(WouldBe(incident=each) for each in parts),
        known=(),
        trials=(),
    )
    shown = Shown(brand=config.brand("lumbre"), told=told, examples={}, seed=1)
    said = flat(as_text(shown, config, Translator("es")))
    assert re.findall(r"Lo cuenta el incidente (\d+)", said) == ["2"]
