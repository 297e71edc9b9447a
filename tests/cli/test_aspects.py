"""What mentions speak of, as a person asks for it: listed, searched, told, suggested."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.model import Aspect
from listener.store import Scored, Store
from tests.cli.world import AT, BRAND, NOW, Listener, fill, mention


def about(
    name: str, *spoken: tuple[str, str], stage: str | None = None, hours: float = 1
) -> Scored:
    aspects = tuple(Aspect(aspect, label, -0.5) for aspect, label in spoken)  # type: ignore[arg-type]
    return replace(mention(name, "lumbre", hours=hours), aspects=aspects, stage=stage)


@pytest.fixture
def store(folder: Path) -> Store:
    """Six mentions of waiting, five of them bad; one of the price; the day before, one of each."""
    filled = fill(
        folder,
        *(about(f"w{n}", ("wait", "negative"), stage="support") for n in range(5)),
        about("w5", ("wait", "positive"), ("price", "negative"), stage="use"),
        about("b1", ("wait", "negative"), hours=30),
        about("b2", ("food", "positive"), hours=30),
    )
    filled.close()
    return filled


@pytest.mark.usefixtures("store")
def test_aspects_are_listed_beside_the_period_before(run: Listener) -> None:
    """Those with most negatives first, in the words of people."""
    told = run("aspects", "--since", "24h", "--at", AT).output.splitlines()
    assert told[0] == "Café Lumbre"
    assert told[1].split() == ["Aspect", "Mentions", "before", "Negative", "before"]
    assert [line.split()[:3] for line in told[2:]] == [["Waiting", "6", "1"], ["Price", "1", "0"]]
    assert "(5)" in told[2]
    (brand,) = json.loads(run("aspects", "--format", "json", "--at", AT).output)["brands"]
    assert [(each["aspect"], each["items"]) for each in brand["aspects"]] == [
        ("wait", 7),
        ("price", 1),
        ("food", 1),
    ]


@pytest.mark.usefixtures("store")
def test_a_period_that_speaks_of_nothing_says_so(run: Listener) -> None:
    """An empty table would look like a fault."""
    early = (NOW - timedelta(days=3)).isoformat()
    assert "speaks of an aspect" in run("aspects", "--at", early).output


@pytest.mark.usefixtures("store")
def test_a_search_takes_an_aspect_and_a_stage(run: Listener) -> None:
    """And an export, whose columns tell of both."""
    found = json.loads(run("search", "--aspect", "wait", "--format", "json").output)["mentions"]
    assert len(found) == 7
    more = ("--aspect", "wait", "--stage", "use")
    (one,) = json.loads(run("search", *more, "--format", "json").output)["mentions"]
    assert (one["aspects"], one["stage"]) == ("price:negative, wait:positive", "use")
    (row,) = csv.DictReader(io.StringIO(run("export", *more).output))
    assert (row["aspects"], row["stage"]) == ("price:negative, wait:positive", "use")


@pytest.mark.usefixtures("store")
def test_an_aspect_that_is_none_is_told_with_the_nearest(run: Listener) -> None:
    """By its key, or by what people call it."""
    for typed in ("wiat", "waiting", "espera"):
        told = run("search", "--aspect", typed, code=2)
        assert 'did you mean "wait"?' in told.output


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_the_digest_tells_of_what_enough_mentions_speak(run: Listener, form: str) -> None:
    """One mention of the price says nothing of prices."""
    more = ("--since", "24h", "--at", AT, "--exit-zero", "--format", form)
    told = run("digest", *more).output
    assert "WHAT THEY SPEAK OF" in told or "What they speak of" in told
    assert "Waiting" in told
    assert "Price" not in told
    assert "De qué hablan" in run("digest", *more, "--lang", "es").output or form == "text"


@pytest.mark.usefixtures("store")
def test_the_digest_as_json_tells_of_all_aspects(run: Listener) -> None:
    """A program may judge for itself what is enough."""
    told = run("digest", "--since", "24h", "--at", AT, "--exit-zero", "--format", "json").output
    (brand,) = json.loads(told)["brands"]
    assert brand["aspects"][0] == {
        "aspect": "wait",
        "name": "Waiting",
        "items": 6,
        "negatives": 5,
        "positives": 1,
        "items_before": 1,
        "negatives_before": 1,
    }


def test_apply_reads_what_is_stored_by_lists_of_ones_own(run: Listener, folder: Path) -> None:
    """An aspect of one's own is called what its file calls it, wherever it is told."""
    said = [mention(f"m{n}", "lumbre: la corona dental, pesimo") for n in range(6)]
    fill(folder, *said).close()
    lists = folder / "aspects"
    lists.mkdir()
    (lists / "es.toml").write_text('[crowns]\nname = "Coronas"\nadd = ["corona dental"]\n')
    assert "Read 6 mentions" in run("aspects", "apply", "--at", AT).output
    assert "0 changed" in run("aspects", "apply", "--at", AT).output
    assert "Coronas" in run("aspects", "--at", AT).output
    assert "Coronas" in run("digest", "--since", "24h", "--at", AT, "--exit-zero").output
    assert (
        len(json.loads(run("search", "--aspect", "crowns", "--format", "json").output)["mentions"])
        == 6
    )
    (lists / "es.toml").unlink()
    assert "crowns" in run("aspects", "--at", AT).output


def test_a_wrong_list_is_told_before_anything_is_read(run: Listener, folder: Path) -> None:
    """With exit code 2, file, key and the nearest right key."""
    fill(folder).close()
    (folder / "aspects").mkdir()
    (folder / "aspects" / "es.toml").write_text('[prise]\nadd = ["x"]\n')
    for command in (("aspects", "apply"), ("digest", "--at", AT)):
        told = run(*command, code=2)
        assert "es.toml: prise" in told.output
        assert '"price"' in told.output


def test_suggest_finds_words_that_no_list_has(run: Listener, folder: Path) -> None:
    """With how many say them, one of them, and the lines to paste; never the brand's own name."""
    texts = [
        "Lumbre: la ortodoncia invisible me duele mucho",
        "Sigo con la ortodoncia invisible de lumbre y bien",
        "La ortodoncia invisible cuesta un dineral en Lumbre",
        "Nada que ver con lumbre, otra cosa",
    ]
    fill(folder, *(mention(f"m{n}", text) for n, text in enumerate(texts))).close()
    told = run("aspects", "suggest", "--language", "es", "--at", AT).output
    assert "ortodoncia invisible · 3 mentions" in told
    assert (
        '[ortodoncia-invisible]\nname = "Ortodoncia invisible"\nadd = ["ortodoncia invisible"]'
        in told
    )
    assert "[lumbre]" not in told
    assert "dineral" not in told.split("paste")[-1]
    shape = json.loads(
        run("aspects", "suggest", "--language", "es", "--format", "json", "--at", AT).output
    )
    assert shape["read"] == 4
    assert "ortodoncia invisible" in {each["term"] for each in shape["suggestions"]}


def test_suggest_with_little_to_read_says_so(run: Listener, folder: Path) -> None:
    """And which language it read."""
    fill(folder, mention("m1", "lumbre")).close()
    told = run("aspects", "suggest", "--language", "en", "--at", AT).output
    assert 'Nothing to suggest from 0 mentions in "en"' in told


def test_several_brands_have_to_be_told_apart(run: Listener, folder: Path) -> None:
    """What one brand's customers say is no suggestion for another."""
    (folder / "brands" / "other.toml").write_text(BRAND.replace("Café Lumbre", "Other"))
    fill(folder).close()
    assert "--brand" in run("aspects", "suggest", "--at", AT, code=2).output


def test_a_crawl_notices_that_the_lists_have_changed(run: Listener, folder: Path) -> None:
    """Once; the next one says nothing, for nothing has changed."""
    fill(folder, mention("m1", "lumbre: la corona dental")).close()
    crawl = ("crawl", "--source", "feeds", "--at", AT)
    run(*crawl)
    (folder / "aspects").mkdir()
    (folder / "aspects" / "es.toml").write_text('[crowns]\nname = "C"\nadd = ["corona dental"]\n')
    assert "Read 1 mention" in run(*crawl).output
    assert "Read 1 mention" not in run(*crawl).output
    assert "m1" in run("search", "--aspect", "crowns").output
