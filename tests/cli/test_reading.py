"""digest, search, export, status: what is in the database comes out right, and safe."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.budgeting import account_with
from listener.cli.as_json import COLUMNS
from listener.model import Cost, ListingTotals
from listener.source import Budget, load_source
from tests.cli.world import AT, HOSTILE, NOW, SETTINGS, Listener, fill, mention, spike
from tests.detection.evaluations import look


def unsafe(output: str) -> list[str]:
    """What of the output a terminal would obey."""
    return [c for c in output if (ord(c) < 32 and c not in "\n\r\t") or c in "\x7f\x9b\u202e"]


def test_a_calm_digest_ends_with_zero(run: Listener, folder: Path) -> None:
    """All was read and nothing is a spike."""
    fill(folder, mention("a", "lumbre bien", stars=5)).close()
    assert "Café Lumbre" in run("digest", "--at", AT).stdout


def test_an_open_spike_ends_with_ten(run: Listener, folder: Path) -> None:
    """A script sees the spike by the number; it goes before a failing source."""
    with fill(folder, mention("a", "lumbre pésimo"), error="down") as store:
        store.save_incident(None, spike(), "opened", NOW)
    assert "41" in run("digest", "--at", AT, code=10).stdout


def test_status_shows_what_is_open(run: Listener, folder: Path) -> None:
    """Where, why, and how to have it explained; as keys for programs too."""
    seen = look(source="*", onset_at=NOW - timedelta(hours=4), until=NOW - timedelta(hours=1))
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        store.save_incident(None, replace(spike(), source="*", look=seen), "opened", NOW)
    said = " ".join(run("status", "--at", AT).stdout.split())
    assert "▲ Café Lumbre · all sources: Since 09:00, 42 of 58 mentions across all" in said
    assert "listener explain 1" in said
    answer = json.loads(run("status", "--format", "json", "--at", AT).stdout)
    assert answer["incidents"][0]["evaluation"]["observed"] == 42


def test_what_was_expected_does_not_end_with_ten(run: Listener, folder: Path) -> None:
    """A campaign that was marked wakes no script."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        store.save_incident(None, replace(spike(), expected_because="sale"), "opened", NOW)
    assert "It was expected: sale." in run("digest", "--at", AT).stdout


def test_a_spike_of_this_very_second_is_in_the_digest(run: Listener, folder: Path) -> None:
    """A crawl and a digest in the same second agree."""
    with fill(folder, mention("a", "lumbre pésimo")) as store:
        store.save_incident(None, replace(spike(), opened_at=NOW), "opened", NOW)
    assert "41" in run("digest", "--at", AT, code=10).stdout
    run("digest", "--at", AT, "--exit-zero", code=0)


def test_a_failing_source_ends_with_three(run: Listener, folder: Path) -> None:
    """Silence because of a failure is told apart from no news."""
    fill(folder, error="no answer").close()
    assert "no answer" in run("digest", "--at", AT, code=3).stdout
    run("digest", "--at", AT, "--exit-zero", code=0)


@pytest.mark.parametrize("form", ["text", "html", "json", "markdown"])
def test_hostile_text_is_safe_in_a_digest(run: Listener, folder: Path, form: str) -> None:
    """What strangers write moves no cursor, opens no link and runs no script."""
    fill(folder, mention("a", HOSTILE)).close()
    output = run("digest", "--format", form, "--at", AT).stdout
    assert unsafe(output) == []
    if form == "html":
        assert "<b> &amp;" not in output


def test_a_digest_by_mail_waits_when_there_is_no_server(run: Listener, folder: Path) -> None:
    """The mail is kept in the outbox, in words of the recipients, and the code says so."""
    with fill(folder, mention("a", "lumbre bien", stars=5)) as store:
        result = run("digest", "--email", "--at", AT, code=5)
        assert "digest for team@example.com: waits" in result.stderr
        [waiting] = store.waiting()
    assert waiting.event == "digest"
    assert b"team@example.com" in waiting.payload


def test_a_digest_by_mail_needs_somebody_to_tell(run: Listener, folder: Path) -> None:
    """Without a recipient the setting to fill in is named."""
    file = folder / "brands" / "lumbre.toml"
    file.write_text(file.read_text().replace('["team@example.com"]', "[]"))
    fill(folder).close()
    assert "brands/lumbre.toml: alerts.email" in run("digest", "--email", code=2).output


def test_the_period_may_be_a_date_in_the_brands_zone(run: Listener, folder: Path) -> None:
    """`--since 2026-11-22` begins at midnight in Madrid, an hour before that of UTC."""
    fill(folder).close()
    digest = json.loads(
        run("digest", "--since", "2026-11-22", "--format", "json", "--at", AT).stdout
    )
    assert digest["brands"][0]["since"] == "2026-11-21T23:00:00Z"


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31T23:59"])
def test_an_impossible_moment_is_explained(run: Listener, folder: Path, at: str) -> None:
    """A time at the edge of the calendar is refused in a line."""
    fill(folder).close()
    assert at in run("digest", "--at", at, code=2).stderr


def test_any_limit_will_do(run: Listener, folder: Path) -> None:
    """More than a database can count is simply all."""
    fill(folder, mention("a", "pésimo")).close()
    assert "1 mention." in run("search", "--limit", str(10**30)).stdout


@pytest.mark.parametrize(
    "text", ["soon", "2027-01-01", "7y", "99999999d", "9999w", "0001-01-01T00:00"]
)
def test_an_impossible_period_is_explained(run: Listener, folder: Path, text: str) -> None:
    """A period that cannot be is refused with words, never with a traceback."""
    fill(folder).close()
    run("digest", "--since", text, "--at", AT, code=2)


def test_search_folds_accents(run: Listener, folder: Path) -> None:
    """`pesimo` finds `Pésimo`."""
    fill(folder, mention("a", "Pésimo café de lumbre"), mention("b", "todo bien")).close()
    output = run("search", "PESIMO").stdout
    assert "Pésimo café" in output
    assert "1 mention." in output
    assert "todo bien" not in output
    assert "RSS · Ana" in output  # the name people know, not ours


def test_search_filters(run: Listener, folder: Path) -> None:
    """Label, period and limit narrow the search; nothing found is said and is no error."""
    fill(
        folder,
        mention("a", "old and bad", hours=60),
        mention("b", "new and bad"),
        mention("c", "new and good", stars=5),
    ).close()
    bad = run("search", "--label", "negative", "--since", "24h", "--at", AT).stdout
    assert "new and bad" in bad
    assert "old and bad" not in bad
    assert "new and good" not in bad
    assert "The latest one" in run("search", "--limit", "1").stdout
    assert "Nothing was found" in run("search", "lemonade").stdout


def test_a_search_that_cannot_be_understood_is_explained(run: Listener, folder: Path) -> None:
    """A stray quote ends in words, not in a traceback."""
    fill(folder, mention("a", "x")).close()
    assert "cannot be understood" in run("search", 'a "b', code=2).output


def test_hostile_text_is_safe_in_a_search(run: Listener, folder: Path) -> None:
    """Escapes, controls and reordering marks are gone; each line is one line."""
    fill(folder, mention("a", HOSTILE)).close()
    for form in ("text", "json"):
        assert unsafe(run("search", "--format", form).stdout) == []


def test_search_as_json_has_the_columns_of_an_export(run: Listener, folder: Path) -> None:
    """One shape of a mention everywhere."""
    fill(folder, mention("a", "lumbre pésimo", stars=1)).close()
    answer = json.loads(run("search", "--format", "json").stdout)
    assert answer["version"] == 1
    [found] = answer["mentions"]
    assert tuple(found) == COLUMNS
    assert found["stars"] == 1
    assert found["published_at"] == "2026-11-22T11:00:00Z"


def test_no_cell_of_an_export_is_a_formula(run: Listener, folder: Path) -> None:
    """A spreadsheet shows what strangers wrote and computes nothing of it."""
    fill(folder, mention("=1+1", HOSTILE), mention("@x", "+1")).close()
    rows = list(csv.reader(io.StringIO(run("export").stdout, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 3
    for value in rows[1] + rows[2]:
        assert value.removeprefix("-").replace(".", "").isdigit() or not value.startswith(
            ("=", "+", "-", "@", "\t", "\r")
        )
        assert unsafe(value) == []


def test_an_export_for_excel_begins_with_a_mark(
    run: Listener, folder: Path, tmp_path: Path
) -> None:
    """With --excel the file says that it is UTF-8; without, it is bare."""
    fill(folder, mention("a", "pésimo")).close()
    file = tmp_path / "out.csv"
    said = run("export", "--excel", "--output", str(file)).stderr
    assert said == f"1 mention in {file}\n"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfkey,")
    run("export", "--output", str(file))
    assert file.read_bytes().startswith(b"key,")
    assert [path.name for path in tmp_path.glob("out*")] == ["out.csv"]


def test_an_export_to_nowhere_is_explained(run: Listener, folder: Path) -> None:
    """A folder that is not there is named."""
    fill(folder).close()
    told = run("export", "--output", "/nowhere/x.csv", code=2).output
    assert "/nowhere/x.csv cannot be written: no such file or folder" in told


def test_an_export_as_lines_of_json_is_filtered(run: Listener, folder: Path) -> None:
    """Each line is one mention; `--until` leaves out its own moment."""
    fill(folder, mention("a", HOSTILE, hours=30), mention("b", "new")).close()
    lines = run("export", "--format", "jsonl", "--until", "24h", "--at", AT).stdout.splitlines()
    [found] = map(json.loads, lines)
    assert found["id"] == "a"
    assert unsafe(found["text"]) == []


def test_an_export_into_a_closed_pipe_is_quiet(folder: Path) -> None:
    """`listener export | head` ends without a traceback."""
    fill(folder, *(mention(str(n), "lumbre " * 200) for n in range(400))).close()
    command = f"'{sys.executable}' -m listener --config '{folder}' export | head -n 1"
    said = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert said.stdout.startswith("key,")
    assert said.stderr == ""


def test_status_tells_the_broken_the_new_and_the_due(run: Listener, folder: Path) -> None:
    """Every configured watch is listed, also one that no crawl has met."""
    fill(folder, mention("a", "x"), error="no\x1b[31m answer").close()
    output = run("status", "--at", AT, code=3).stdout
    assert "✗  Synthetic feed" in output
    assert "no answer" in output
    assert "?  Hacker News: lumbre" in output
    assert unsafe(output) == []


def test_status_as_json(run: Listener, folder: Path) -> None:
    """The same for machines, with when each is due again."""
    fill(folder, mention("a", "x")).close()
    answer = json.loads(run("status", "--format", "json", "--at", AT).stdout)
    feed = next(each for each in answer["watches"] if each["source"] == "feeds")
    assert feed["health"] == "ok"
    assert feed["next_due_at"] == (NOW + timedelta(minutes=15)).isoformat().replace("+00:00", "Z")
    assert answer["outbox"] == []


def test_status_tells_what_is_used_of_a_budget(
    run: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence with the limit and when there is more, and in numbers for machines."""
    what = {"es": "búsquedas al día", "en": "searches a day"}
    budget = Budget(name="searches", limit=100, per="day", unit="calls", what=what)
    source = load_source("hackernews")
    about = replace(source.about, budgets=(budget,))
    monkeypatch.setattr(type(source), "about", about)
    settings = folder / "listener.toml"
    settings.write_text(SETTINGS + "[budgets.hackernews]\nsearches = 1234\n", encoding="utf-8")
    with fill(folder, mention("a", "x")) as store:
        store.reserve(account_with(about, "hackernews"), [Cost("searches", 7)], NOW)
    told = "Hacker News: used 7 of 1,234 searches a day; starts again on 23 Nov 2026, 01:00"
    assert told in run("status", "--at", AT).stdout
    (row,) = json.loads(run("status", "--format", "json", "--at", AT).stdout)["budgets"]
    assert (row["source"], row["account"], row["budget"]) == ("hackernews", "", "searches")
    assert (row["used"], row["limit"], row["left"], row["unit"]) == (7, 1234, 1227, "calls")
    assert row["renews_at"] == "2026-11-23T00:00:00Z"


def test_status_tells_what_a_store_counts_against_what_we_hold(run: Listener, folder: Path) -> None:
    """How complete a listing is stands in a sentence, and in numbers for machines."""
    said = mention("a", "x", stars=1)
    own = replace(said.mention, subject="https://feed.example.com/rss")
    counted = ListingTotals(count=842, stars=4.25, histogram=(1, 2, 3, 4, 832))
    fill(folder, replace(said, mention=own), totals=counted).close()
    assert "The site counts 842 reviews; we hold 1." in " ".join(
        run("status", "--at", AT).stdout.split()
    )
    watches = json.loads(run("status", "--format", "json", "--at", AT).stdout)["watches"]
    told = {each["source"]: each["listing_totals"] for each in watches}
    assert told["hackernews"] is None
    assert told["feeds"] == {
        "at": "2026-11-22T12:00:00Z",
        "count": 842,
        "stars": 4.25,
        "histogram": [1, 2, 3, 4, 832],
        "held": 1,
        "count_before": None,
    }


def test_a_brand_that_tells_nobody_does_not_stop_the_others(run: Listener, folder: Path) -> None:
    """Each brand that has recipients gets its digest mailed; the rest are only shown."""
    other = folder / "brands" / "acme.toml"
    other.write_text('name = "Acme"\n[[queries]]\nany = ["acme"]\nsources = ["hackernews"]\n')
    with fill(folder) as store:
        run("digest", "--email", "--at", AT, code=5)
        assert [each.brand for each in store.waiting()] == ["lumbre"]


def test_an_export_into_a_pipe_leaves_the_pipe(run: Listener, folder: Path, tmp_path: Path) -> None:
    """A pipe or a device is written to; it is not replaced by a file."""
    fill(folder, mention("a", "pésimo")).close()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        said = reader.submit(pipe.read_text, encoding="utf-8")
        run("export", "--output", str(pipe))
        assert "pésimo" in said.result(10)
    assert pipe.is_fifo()


def test_an_export_through_a_link_leaves_the_link(
    run: Listener, folder: Path, tmp_path: Path
) -> None:
    """The file that a link leads to is written."""
    fill(folder, mention("a", "pésimo")).close()
    link, file = tmp_path / "link.csv", tmp_path / "file.csv"
    link.symlink_to(file)
    run("export", "--output", str(link))
    assert link.is_symlink()
    assert "pésimo" in file.read_text(encoding="utf-8")


def test_a_search_in_the_wrong_encoding_finds_nothing(run: Listener, folder: Path) -> None:
    """What a terminal in Latin-1 types comes in as bytes that are no text."""
    fill(folder, mention("a", "pésimo")).close()
    assert "Nothing was found" in run("search", "p\udce9simo").stdout


def test_the_key_in_a_feeds_address_is_not_shown(run: Listener, folder: Path) -> None:
    """A private feed is named without its key: a digest goes to many."""
    brand = folder / "brands" / "lumbre.toml"
    text = brand.read_text(encoding="utf-8").replace("/rss", "/rss?token=hunter22")
    brand.write_text(text.replace('title = "Synthetic feed"', ""), encoding="utf-8")
    said = mention("a", "pésimo")
    private = replace(said.mention, subject="https://feed.example.com/rss?token=hunter22")
    fill(folder, replace(said, mention=private)).close()
    for form in ("text", "html", "markdown", "json"):
        assert "hunter22" not in run("digest", "--format", form, "--at", AT, "--exit-zero").stdout
    for form in ("text", "json"):
        assert "hunter22" not in run("status", "--format", form, "--at", AT).stdout
    assert "token=***" in run("export").stdout


def test_a_search_says_where_the_text_as_a_whole_feels_otherwise(
    run: Listener, folder: Path
) -> None:
    """The sign is that towards the brand; whoever wonders is told what the text sounds like."""
    scored = replace(mention("a", "dejé Telvia, pésima, por Lumbre"), towards="positive")
    fill(folder, scored, mention("b", "lumbre pésimo", hours=2)).close()
    shown = run("search", "--at", AT).stdout
    assert shown.count("(the text as a whole: negative)") == 1
    assert shown.startswith("+ ")
    first, second = json.loads(run("search", "--at", AT, "--format", "json").stdout)["mentions"]
    assert (first["label"], first["text_label"]) == ("positive", "negative")
    assert (second["label"], second["text_label"]) == ("negative", "negative")
