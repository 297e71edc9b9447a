"""A watch that answers and brings nothing any more: told wherever people and cron look."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.cli.progress import Json, Lines
from listener.config import load
from listener.i18n import Translator
from listener.model import Bookmark
from listener.noticing import noticed, silent
from listener.store import Batch, Scored, Store
from listener.summing import Outcome
from listener.walk import WalkEnd
from listener.watching import watches_of
from tests.blank import new_store
from tests.cli.world import AT, NOW, Listener, mention

DAY = timedelta(days=1)


def walk(store: Store, folder: Path, at: datetime, place: int, *found: Scored) -> None:
    """One walk of the watch in that place that ends well."""
    watch = watches_of(load(str(folder)))[place]
    lease = store.lease(watch, "test", at, 60)
    assert lease is not None
    end = WalkEnd(
        stopped_because="reached_bookmark", bookmark=Bookmark(newest_at=at, finished_at=at)
    )
    store.save(Batch(walk=lease, now=at, fresh=found, pages=1, items=len(found), end=end))


def said(name: str, days: float) -> Scored:
    scored = mention(name, "lumbre", stars=5)
    return replace(scored, mention=replace(scored.mention, published_at=NOW - days * DAY))


def filled(folder: Path, *, quiet: float, place: int = -1, a_day: int = 4) -> Store:
    """Sixty days of so many a day, and then for so long nothing, though it was read just now."""
    config = load(str(folder))
    store = new_store(config.database)
    store.register(watches_of(config))
    items = [said(f"{place}-{n}", quiet + n / a_day) for n in range(60 * a_day)]
    walk(store, folder, NOW - 58 * DAY, place, *items)
    walk(store, folder, NOW, place)
    return store


def test_status_tells_it_and_counts_it_as_broken(run: Listener, folder: Path) -> None:
    """With what is usual, since when, and what to do; in the language of the person."""
    filled(folder, quiet=6).close()
    shown = run("status", "--at", AT, code=3).stdout
    assert "come a day; nothing since 16 Nov 2026" in " ".join(shown.split())
    spoken = " ".join(run("status", "--at", AT, "--lang", "es", code=3).stdout.split())
    assert "el sitio responde: puede que haya cambiado" in spoken
    row = json.loads(run("status", "--at", AT, "--format", "json", code=3).stdout)["watches"][-1]
    assert (row["health"], row["silence"]["since"]) == ("broken", "2026-11-16T12:00:00Z")


def test_the_digest_does_not_take_it_for_no_news(run: Listener, folder: Path) -> None:
    """It says that this source cannot be seen, first of all, and exits as for one that fails."""
    filled(folder, quiet=6).close()
    text = " ".join(run("digest", "--at", AT, code=3).stdout.split())
    assert "nothing since 16 Nov 2026" in text
    (brand,) = json.loads(run("digest", "--at", AT, "--format", "json", code=3).stdout)["brands"]
    watch = next(each for each in brand["coverage"] if each["source"] == "feeds")
    assert (watch["sight"], brand["quiet"]) == ("blind", False)


def test_doctor_tells_it(run: Listener, folder: Path) -> None:
    """Beside what is wrong with the settings."""
    filled(folder, quiet=6).close()
    found = run("doctor", "--at", AT, "--format", "json", code=3).stdout
    (finding,) = [f for f in json.loads(found)["findings"] if f["about"] == "sources"]
    assert finding["words"].startswith("Synthetic feed: Usually 4.1 come a day")


@pytest.mark.parametrize("quiet", [0.5, 1.0])
def test_a_usual_pause_is_not_told(run: Listener, folder: Path, quiet: float) -> None:
    """A day without a word, of four a day, is no news."""
    filled(folder, quiet=quiet).close()
    run("status", "--at", AT)
    run("digest", "--at", AT)


def test_what_lies_in_a_gap_is_not_held_against_the_site(run: Listener, folder: Path) -> None:
    """We have not read it, so nobody knows that it is silent."""
    with filled(folder, quiet=6) as store:
        store._connection.execute(
            "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at)"
            " SELECT id, ?, ?, 'source_cap', 0 FROM watches WHERE source = 'feeds'",
            (int((NOW - 5 * DAY).timestamp()), int((NOW - 4 * DAY).timestamp())),
        )
    assert "Usually" not in run("status", "--at", AT).stdout


def test_a_phrase_that_another_one_finds_first_is_not_silent(folder: Path) -> None:
    """Two phrases of one brand and source are heard together: each item counts for one of them."""
    brand = folder / "brands" / "lumbre.toml"
    brand.write_text(brand.read_text().replace('any = ["lumbre"]', 'any = ["lumbre", "café"]'))
    with filled(folder, quiet=6, place=0) as store:
        config = load(str(folder))
        found = noticed(config, store, store.statuses(), NOW)
        read = [each for each in found if each.last_success_at]
        assert [each.silence is not None for each in read] == [True]
        walk(store, folder, NOW - 58 * DAY, 1)
        walk(store, folder, NOW, 1, *(said(f"new{n}", n / 4) for n in range(8)))
        found = noticed(config, store, store.statuses(), NOW)
        assert [each.silence for each in found] == [None] * len(found)


def test_a_crawl_tells_which_of_its_watches_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even a quiet one, as it tells what fails; and as JSON."""
    with filled(folder, quiet=6) as store:
        config = load(str(folder))
        keys = {each.key for each in store.statuses() if each.source == "feeds"}
        found = silent(config, store, {"lumbre": keys}, NOW)
        assert silent(config, store, {"lumbre": set()}, NOW) == ()
    (status,) = found
    zone = NOW.tzinfo
    assert zone is not None
    Lines(Translator("en"), quiet=True).silent(status, zone)
    assert capsys.readouterr().err.startswith("✗ Synthetic feed: Usually 4.1 come a day")
    log = Json(Translator("en"), lambda: NOW)
    log.silent(status, zone)
    log.end(Outcome(silent=found))
    told, finished = map(json.loads, capsys.readouterr().err.splitlines())
    assert (told["event"], told["source"]) == ("silent", "feeds")
    assert finished["silent"] == 1
