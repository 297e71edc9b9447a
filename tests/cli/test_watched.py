"""`listener sources`: of each thing listened to, how it goes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from listener.cli.watched import MANY
from listener.config import load
from listener.model import Bookmark, Gap
from listener.store import Batch
from listener.walk import WalkEnd
from listener.watching import watches_of
from tests.cli.test_silence import filled
from tests.cli.world import AT, NOW, Listener, fill, mention


def block(text: str, source: str) -> str:
    """What is said of one source, on one line."""
    (found,) = [each for each in text.split("\n\n") if each.startswith(f"{source} ·")]
    return " ".join(found.split())


def test_each_watch_tells_how_it_goes(run: Listener, folder: Path) -> None:
    """When it was read, what is newest, how much comes a day, gaps, and when it is due again."""
    fill(folder, *(mention(f"{n}", "lumbre", hours=n * 6) for n in range(56))).close()
    said = block(run("sources", "--at", AT).stdout, "feeds")
    assert "Synthetic feed: Read on 22 Nov 2026, 13:00." in said
    assert "A day: 4.0 in the last 7 days, 2.0 in the last 28." in said
    assert "Next reading: 22 Nov 2026, 13:15." in said
    assert "Hacker News: lumbre: Not read to the end yet. Due now." in block(
        run("sources", "--at", AT).stdout, "hackernews"
    )


def test_gaps_slices_and_silence_are_told(run: Listener, folder: Path) -> None:
    """In both languages, and for programs."""
    with filled(folder, quiet=6) as store:
        key = next(each.key for each in store.statuses() if each.source == "feeds")
        store.ask_backfill({key: NOW - timedelta(days=90)}, NOW)
    said = block(run("sources", "--at", AT).stdout, "feeds")
    assert "come a day; nothing since 16 Nov 2026" in said
    spoken = block(run("sources", "--at", AT, "--lang", "es").stdout, "feeds")
    assert "De lo de antes quedan 2 tramos por leer." in spoken
    told = json.loads(run("sources", "--at", AT, "--format", "json").stdout)["sources"]
    (row,) = next(each for each in told if each["name"] == "feeds")["watched"]
    assert (row["health"], row["slices_left"], row["a_day_week"]) == ("broken", 2, 0.714)


def test_one_brand_or_source_is_told_alone(run: Listener, folder: Path) -> None:
    """And what does not exist is refused, with the nearest name."""
    fill(folder).close()
    by_brand = run("sources", "--brand", "lumbre", "--at", AT).stdout
    assert {each.split(" ")[0] for each in by_brand.split("\n\n")} == {"feeds", "hackernews"}
    assert run("sources", "--source", "feeds", "--at", AT).stdout.startswith("feeds ·")
    assert "feeds" in run("sources", "--source", "feed", code=2).output
    assert "lumbre" in run("sources", "--brand", "lumbr", code=2).output


def test_many_watches_are_summed_up(run: Listener, folder: Path) -> None:
    """An agency with hundreds of feeds reads one line; those in trouble stand below it."""
    brand = folder / "brands" / "lumbre.toml"
    more = "".join(
        f'[[listings]]\nsource = "feeds"\nid = "https://feed.example.com/{n}"\ntitle = "Feed {n}"\n'
        for n in range(MANY)
    )
    brand.write_text(brand.read_text() + more)
    fill(folder, error="down").close()
    said = block(run("sources", "--at", AT).stdout, "feeds")
    assert f"Listened to: {MANY + 1} watches, 0 fine." in said
    assert "One by one: listener sources --source feeds" in said
    assert "Feed 3:" not in said
    assert f"Feed {MANY - 1}: Not read to the end yet." in said
    assert "Feed 3:" in block(run("sources", "--source", "feeds", "--at", AT).stdout, "feeds")


def test_without_a_configuration_the_sources_are_told_all_the_same(
    run: Listener, folder: Path
) -> None:
    """What is wrong with it must not keep anybody from reading."""
    (folder / "brands" / "lumbre.toml").write_text("name = [")
    assert "feeds ·" in run("sources", "--at", AT).stdout


def test_gaps_are_counted(run: Listener, folder: Path) -> None:
    """As in status."""
    with fill(folder) as store:
        watch = watches_of(load(str(folder)))[-1]
        lease = store.lease(watch, "me", NOW, 60)
        assert lease is not None
        gap = Gap(
            from_at=NOW - timedelta(days=2), to_at=NOW - timedelta(days=1), reason="source_cap"
        )
        end = WalkEnd(
            stopped_because="source_cap",
            bookmark=Bookmark(newest_at=NOW, finished_at=NOW),
            gap=gap,
            oldest_at=NOW - timedelta(days=1),
        )
        store.save(Batch(walk=lease, now=NOW, end=end))
    told = json.loads(run("sources", "--at", AT, "--format", "json").stdout)["sources"]
    (row,) = next(each for each in told if each["name"] == "feeds")["watched"]
    assert [each["reason"] for each in row["gaps"]] == ["source_cap"]
    assert "The newest is from 22 Nov 2026, 13:00." in block(
        run("sources", "--at", AT).stdout, "feeds"
    )
