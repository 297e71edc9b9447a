"""The real recordings through the real crawl into a real database, twice.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from listener.testing import Answer, ReplayServer

ROOT = Path(__file__).parent.parent.parent
RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
FEEDS = sorted(path for path in RECORDINGS.glob("feeds/*/*") if path.suffix != ".md")
REVIEWS = sorted(RECORDINGS.glob("appstore_rss/*.json"))
SETTINGS = "[crawl]\npace_factor = 0.0\n[detection]\nhistory_days = 1\nwarm_up_days = 1\n"

pytestmark = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings in {RECORDINGS}"
)


def crawl(folder: Path, brand: str, **environment: str) -> int:
    """One `listener crawl` of everything; its exit code."""
    config = folder / "config"
    (config / "brands").mkdir(parents=True, exist_ok=True)
    (config / "listener.toml").write_text(SETTINGS)
    (config / "brands" / "acme.toml").write_text(f'name = "Acme"\n{brand}')
    command = [sys.executable, "-m", "listener", "--config", str(config), "crawl", "--all"]
    return subprocess.run(
        [*command, "--quiet"], env={**os.environ, **environment}, check=False, capture_output=True
    ).returncode


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "listener.db")) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.long
@pytest.mark.skipif(len(FEEDS) != 94, reason="another set of feeds")
def test_every_entry_of_94_real_feeds_is_stored_once(tmp_path: Path) -> None:
    """A second crawl adds none; the three files that are no feed are in quarantine."""

    def route(
        path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        kind = "application/json" if path.endswith(".json") else "application/xml"
        return Answer(body=(RECORDINGS / path.lstrip("/")).read_bytes(), content_type=kind)

    with ReplayServer(route) as server:
        brand = "".join(
            f'[[listings]]\nsource = "feeds"\nmatch = false\n'
            f'id = "{server.url}/{path.relative_to(RECORDINGS).as_posix()}"\n'
            for path in FEEDS
        )
        for _ in range(2):
            assert crawl(tmp_path, brand) == 3
            assert rows(tmp_path, "SELECT count(*) FROM mentions") == [(1721,)]
    assert rows(tmp_path, "SELECT count(DISTINCT url) FROM quarantine") == [(3,)]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM watches WHERE health = 'ok'") == [(91,)]


def test_every_real_app_store_review_is_stored_with_stars_and_country(tmp_path: Path) -> None:
    """A page of each recorded app and country; the unknown app is an empty one, not an error."""
    pages = {path.name.split("_")[0] + path.name.split("_")[1]: path for path in REVIEWS}

    def route(
        path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        country = path.split("/")[1]
        app = path.partition("/id=")[2].partition("/")[0]
        found = pages.get(app + country)
        if found is None or "/page=1/" not in path or path.endswith("xml"):
            return Answer(body=b'{"feed": {}}') if path.endswith("json") else _empty_xml()
        return Answer(body=found.read_bytes())

    with ReplayServer(route) as server:
        brand = "".join(
            f'[[listings]]\nsource = "appstore"\nid = "{app}"\ncountries = ["{country}"]\n'
            for app, country in sorted((name[:-2], name[-2:]) for name in pages)
        )
        for _ in range(2):
            assert crawl(tmp_path, brand, LISTENER_APPSTORE_URL=server.url) == 0
            stored = rows(
                tmp_path,
                "SELECT count(*), count(stars), count(country), count(version) FROM mentions",
            )
    held = {name: path.read_text().count('"im:rating"') for name, path in pages.items()}
    assert stored == [(sum(held.values()),) * 4]


def _empty_xml() -> Answer:
    body = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'
    return Answer(body=body, content_type="text/xml")
