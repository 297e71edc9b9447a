"""listings: found by name over loopback, chosen by a person, written without harm to the file."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from listener.config import load
from listener.model import ListingTotals
from listener.testing import Answer, ReplayServer
from listener.watching import watches_of
from tests.cli.world import BRAND, Listener, fill, mention
from tests.warm import warm

HTML = "text/html; charset=utf-8"
HOSTILE = "Lumbre \x1b[31m<b>\u202e[bold]\n'''\"\"\" = 1 # x"
HOME = """<!doctype html><html lang="es"><head><title>Café Lumbre</title>
<link rel="alternate" type="application/rss+xml" title="Lumbre &raquo; Feed" href="/feed/">
<link rel='alternate' type='application/feed+json' title='Lumbre JSON' href='/feed.json'>
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product",
"name": "Café Lumbre", "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.5",
"bestRating": "5", "worstRating": "1", "reviewCount": "12"}}</script></head>
<body><h1>Café Lumbre</h1></body></html>"""
RESULTS = """<html><body>
<div><a href="/store/apps/details?id=com.example.lumbre"></a><b>Lumbre</b><i>Lumbre SL</i></div>
<a href="/store/apps/details?id=com.example.other&hl=es"><span>Otra hoguera</span>
<span>Otra SL</span><span>3,9</span><span>star</span></a>
<a href="/store/apps/details?id=com.example.other">again</a>
<a href="/store/apps/details?id=not a package">x</a><a href="https://evil.invalid/x?id=com.a.b">y</a>
</body></html>"""


def apps(country: str) -> bytes:
    found = [
        {
            "trackId": 1111111111,
            "trackName": HOSTILE,
            "artistName": "Lumbre SL",
            "averageUserRating": 4.25,
            "userRatingCount": 1234,
        },
        {
            "trackId": 2222222222,
            "trackName": "Fuego",
            "artistName": "Otra SL",
            "userRatingCount": 0,
        },
        {"trackName": "sin número"},
    ]
    return json.dumps(
        {"resultCount": 3, "results": found if country == "es" else found[:1]}
    ).encode()


class Web:
    """Both stores and the brand's site; `down` are paths that answer 500, `robots` forbids."""

    def __init__(self) -> None:
        self.down: set[str] = set()
        self.robots = ""

    def __call__(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        if path in self.down:
            return Answer(status=500, body=b"no")
        if path == "/robots.txt":
            return Answer(body=self.robots.encode(), content_type="text/plain")
        answers = {
            "/search": Answer(body=apps(query.get("country", ""))),
            "/store/search": Answer(body=RESULTS.encode(), content_type=HTML),
            "/": Answer(body=HOME.encode(), content_type=HTML),
            "/wp-json/wc/store/v1/products/reviews": Answer(body=b"[]"),
        }
        return answers.get(path) or Answer(status=404, body=b"no", content_type="text/plain")


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def server(web: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReplayServer]:
    """Everything that could be asked answers here."""
    with ReplayServer(web) as made:
        for name in ("APPSTORE", "GOOGLEPLAY"):
            monkeypatch.setenv(f"LISTENER_{name}_URL", made.url)
        yield made


@pytest.fixture
def file(folder: Path) -> Path:
    """The brand's file, with a comment and an order of its own."""
    (folder / "listener.toml").write_text('language = "en"\n[crawl]\npace_factor = 0.0\n')
    made = folder / "brands" / "lumbre.toml"
    made.write_text(f"# mine\n{BRAND}\n[detection] # last\nmin_negatives = 4", encoding="utf-8")
    return made


def listener(folder: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    """A process of its own: Scrapy's reactor runs once in each."""
    return subprocess.run(
        warm("-m", "listener", "--config", str(folder), "listings", *arguments),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        input=answers,
    )


def listed(folder: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    [brand] = load(str(folder)).brands
    return [(each.source, each.id, each.countries) for each in brand.listings]


def find(folder: Path, server: ReplayServer, *more: str, answers: str = ""):
    arguments = ("find", "Lumbre", "--site", server.url, "--country", "es", "--country", "mx")
    return listener(folder, *arguments, *more, answers=answers)


def test_what_is_found_is_shown_asked_about_and_written(
    folder: Path, file: Path, server: ReplayServer
) -> None:
    """Apps in both stores, feeds, a shop and a review page; the chosen ones go into the file."""
    before = file.read_text(encoding="utf-8")
    done = find(folder, server, answers="1-3\n")
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "1111111111",
        "com.example.lumbre",
        f"{server.url}/feed/",
        f"{server.url}/feed.json",
        "WooCommerce",
        "4.5★ · 12 ratings",
        "Lumbre SL · 4.2★ · 1,234 ratings · es, mx",
        "playconsole",
        "robots.txt",
        "3 places added to ",
    ):
        assert words in done.stdout, done.stdout
    assert "wp/v2" not in done.stdout
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before + "\n")
    assert len(listed(folder)) == 4
    assert ("appstore", "1111111111", ("es", "mx")) in listed(folder)
    assert watches_of(load(str(folder)))


def test_a_hostile_title_is_only_text(folder: Path, file: Path, server: ReplayServer) -> None:
    """On the screen, in JSON and in the file it is one line without power over anything."""
    done = find(folder, server, answers="all\n")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    [title] = [each.title for each in load(str(folder)).brands[0].listings if "''" in each.title]
    assert title == "App Store: Lumbre <b>[bold] '''\"\"\" = 1 # x"


def test_nothing_is_written_without_a_yes(folder: Path, file: Path, server: ReplayServer) -> None:
    """Enter, none, and no answer at all leave the file as it is."""
    before = file.read_bytes()
    for answers in ("\n", "none\n", "ninguna\n", ""):
        done = find(folder, server, answers=answers)
        assert done.returncode == 0, done.stderr
        assert "Nothing was changed." in done.stdout
    assert file.read_bytes() == before


def test_yes_takes_what_matches_and_asking_again_adds_nothing(
    folder: Path, file: Path, server: ReplayServer
) -> None:
    """Other people's apps are left out, and so is what only a person may turn on."""
    assert find(folder, server, "--yes").returncode == 0
    first = listed(folder)
    assert {source for source, _, _ in first} == {"appstore", "feeds", "woocommerce"}
    assert "2222222222" not in str(first)
    written = file.read_bytes()
    again = find(folder, server, "--yes")
    assert "is in your file already" in again.stdout
    assert file.read_bytes() == written


def test_one_source_that_fails_is_told_and_the_others_go_on(
    folder: Path, file: Path, server: ReplayServer, web: Web
) -> None:
    """The exit code says that one failed; what the others found can be written."""
    web.down.add("/search")
    done = find(folder, server, answers="all\n")
    assert done.returncode == 3
    assert "App Store: could not be searched" in done.stdout
    assert ("googleplay", "com.example.lumbre", ()) in listed(folder)


def test_robots_txt_closes_what_is_a_page(
    folder: Path, file: Path, server: ReplayServer, web: Web
) -> None:
    """Google's results and the brand's own site are pages; Apple's search is an interface."""
    web.robots = "User-agent: *\nDisallow: /\n"
    site = server.url.replace("127.0.0.1", "localhost")
    done = listener(folder, "find", "Lumbre", "--site", site)
    paths = [asked.path for asked in server.requests]
    assert "/store/search" not in paths
    assert "/" not in paths
    assert "/search" in paths
    assert "Google Play: could not be searched" in done.stdout


def test_without_a_network_nothing_is_harmed(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each source is told to have failed, in a line; there is nothing to choose."""
    for name in ("APPSTORE", "GOOGLEPLAY"):
        monkeypatch.setenv(f"LISTENER_{name}_URL", "http://127.0.0.1:9")
    before = file.read_bytes()
    done = listener(folder, "find", "Lumbre")
    assert done.returncode == 3
    assert "Nothing was found." in done.stdout
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == before


def test_json_tells_the_same_and_asks_nothing(
    folder: Path, file: Path, server: ReplayServer
) -> None:
    """Programs get every key; only with --yes is anything written."""
    before = file.read_bytes()
    done = find(folder, server, "--format", "json")
    told = json.loads(done.stdout)
    first = told["found"][0]
    assert first["source"] == "appstore"
    assert first["likely"] is True
    assert first["added"] is False
    assert file.read_bytes() == before
    told = json.loads(find(folder, server, "--format", "json", "--yes").stdout)
    assert any(each["added"] for each in told["found"])
    assert file.read_bytes() != before


def test_the_name_of_the_brand_is_looked_for_unless_another_is_given(
    folder: Path, file: Path, server: ReplayServer
) -> None:
    """`listener listings find` alone knows what to look for."""
    listener(folder, "find", "--country", "es")
    terms = {asked.query["term"] for asked in server.requests if asked.path == "/search"}
    assert terms == {"Café Lumbre"}


def test_alone_it_lists_what_is_listened_to(run: Listener) -> None:
    """Brand by brand; without a listing it says how to find some."""
    told = run("listings").output
    assert told == "Café Lumbre\n  RSS  Synthetic feed  https://feed.example.com/rss\n"
    [row] = json.loads(run("listings", "--format", "json").output)["listings"]
    assert row["id"] == "https://feed.example.com/rss"


def test_a_brand_without_listings_is_told_how_to_find_them(run: Listener, folder: Path) -> None:
    """The next step is a command to copy."""
    brand = 'name = "Solo"\n[[queries]]\nany = ["solo"]\n'
    (folder / "brands" / "solo.toml").write_text(brand)
    assert 'listener listings find "Solo"' in run("listings", "--brand", "solo").output


def test_with_several_brands_it_must_be_said_for_which(run: Listener, folder: Path) -> None:
    """Unless the name is that of one of them."""
    brand = 'name = "Solo"\n[[queries]]\nany = ["solo"]\n'
    (folder / "brands" / "solo.toml").write_text(brand)
    told = run("listings", "find", "Fogata", code=2).output
    assert "--brand: lumbre, solo" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("look", "Acme"), '"look Acme" is not understood'),
        (("find", "x", "--site", "no site"), "is no address"),
        (("find", "x", "--site", "file:///etc/passwd"), "is no address"),
        (("find", "x", "--country", "Spain"), "two letters"),
    ],
)
def test_what_is_not_understood_is_explained(
    run: Listener, arguments: tuple[str, ...], words: str
) -> None:
    """Before anything is asked of anybody."""
    assert words in run("listings", *arguments, code=2).output


def test_the_question_can_be_answered_at_a_terminal(
    folder: Path, file: Path, server: ReplayServer
) -> None:
    """In Spanish, as a person would."""
    leader, follower = pty.openpty()
    os.write(leader, b"todos\n")
    done = subprocess.run(
        warm(
            *("-m", "listener", "--config", str(folder), "--lang", "es"),
            *("listings", "find", "Lumbre", "--country", "es"),
        ),
        stdin=follower,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(leader)
    os.close(follower)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "¿Cuáles añado?" in done.stdout
    assert "sitios añadidos a" in done.stdout


def init(folder: Path, *answers: str) -> subprocess.CompletedProcess[str]:
    command = warm("-m", "listener", "init", "--dir", str(folder), "--name", "Lumbre")
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        input="\n".join(["", "", "", "", "", "", *answers]) + "\n",
    )


@pytest.mark.long
def test_init_looks_and_writes_what_is_chosen(tmp_path: Path, server: ReplayServer) -> None:
    """After its questions, with the brand's site; then a question like that of `find`."""
    done = init(tmp_path / "c", "yes", server.url, "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 place added to " in done.stdout
    assert listed(tmp_path / "c") == [("appstore", "1111111111", ("us",))]


@pytest.mark.long
def test_init_stands_when_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline the brand is made, each failure told in a line, and the code is 0."""
    for name in ("APPSTORE", "GOOGLEPLAY"):
        monkeypatch.setenv(f"LISTENER_{name}_URL", "http://127.0.0.1:9")
    done = init(tmp_path / "c", "yes", "http://127.0.0.1:9/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "could not be searched" in done.stdout
    assert "Traceback" not in done.stderr
    assert load(str(tmp_path / "c")).brands[0].name == "Lumbre"


def test_every_key_of_the_json_is_documented(
    folder: Path, file: Path, server: ReplayServer, web: Web
) -> None:
    """docs/json.md tells each that comes, and none that does not."""
    web.down.add("/store/search")
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    told = page.partition("## listener listings")[2].partition("\n## ")[0]
    found = json.loads(find(folder, server, "--format", "json").stdout)
    rows = [found, *found["found"], *found["failed"]]
    keys = {key for row in rows for key in row}
    assert {key for key in keys if not re.search(rf"\b{key}\b", told)} == set()
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", told)) <= keys


def test_sources_say_how_much_of_a_listing_is_held(run: Listener, folder: Path) -> None:
    """What the site counts against what is stored, in the words of `status`; so in JSON."""
    counted = ListingTotals(count=4, stars=3.0)
    fill(folder, mention("a", "frío", stars=1), totals=counted).close()
    assert "  Synthetic feed: The site counts 4 reviews; we hold 1." in run("sources").output
    told = json.loads(run("sources", "--format", "json").output)["sources"]
    [row] = [each for source in told for each in source["listings"]]
    assert (row["title"], row["listing_totals"]["held"]) == ("Synthetic feed", 1)
