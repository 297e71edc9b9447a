"""Every source that signs in, with the commands and keys of its owner: read, answered, refused."""

from __future__ import annotations

import json
import os
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest
import trustme

from tests.e2e.owners import BAR, EVERY, NOW, SITES, SUBSCRIPTION, TAKERS, Owners

pytestmark = [pytest.mark.e2e, pytest.mark.long]

LATER = NOW + timedelta(hours=3)
LISTINGS = {
    **{name: site.listing for name, site in SITES.items()},
    "places": "ChIJSintetico0LunaCafe00001",
    "yelp": "cafe-luna-de-ejemplo",
    "tripadvisor": "1234567",
}
# What a person reads must say what to get, and where.
_COPY_IT = "comprueba la clave en el archivo de secretos"
TO_DO = {
    "appstoreconnect": "crea una clave nueva",
    "chromewebstore": "crea una clave JSON nueva",
    "googlebusiness": "pon el nuevo «refresh token»",
    "mercadolibre": "copia otra vez el App ID y la Secret Key",
    "places": _COPY_IT,
    "playconsole": "crea una clave JSON nueva",
    "tripadvisor": _COPY_IT,
    "trustpilot": "copia otra vez la API Key y el API Secret",
    "woocommerce": "crea una con permiso de lectura",
    "yelp": _COPY_IT,
}


class Agency:
    """A folder with two brands, their keys, and the commands run there."""

    def __init__(self, folder: Path, owners: Owners, shop: Owners, ca: trustme.CA) -> None:
        self.folder, self.owners, self.shop = folder, owners, shop
        self.said = ""
        brands = folder / "config" / "brands"
        brands.mkdir(parents=True)
        settings = 'language = "es"\n[crawl]\npace_factor = 0.0\nretries = 0\n'
        (folder / "config" / "listener.toml").write_text(settings)
        cafe = LISTINGS | {"woocommerce": shop.url}
        (brands / "cafe-luna.toml").write_text(_brand("Café Luna", cafe))
        bar = {"googlebusiness": SUBSCRIPTION, "trustpilot": "barsol.example"}
        (brands / "bar-sol.toml").write_text(_brand("Bar Sol", bar))
        ca.cert_pem.write_to_path(str(folder / "ca.pem"))
        self.keys = owners.environment(shop.url) | dict(owners.key_files(folder / "keys"))
        self.keys |= {"SSL_CERT_FILE": str(folder / "ca.pem"), "LISTENER_LANG": "es"}

    def run(self, *words: str, at: datetime = NOW, code: int = 0, debug: bool = False) -> str:
        """One command; all that it said is kept."""
        self.owners.now = self.shop.now = at
        done = subprocess.run(
            [
                *(sys.executable, "-m", "listener", "--config", str(self.folder / "config")),
                *(*words, "--at", at.isoformat()),
            ],
            env=os.environ | self.keys | ({"LISTENER_DEBUG": "1"} if debug else {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        self.said += done.stdout
        assert done.returncode == code, done.stdout
        return done.stdout

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(self.folder / "listener.db")) as connection:
            return connection.execute(query).fetchall()

    def health(self) -> dict[tuple[str, str], str]:
        """How each watch is."""
        return {
            (brand, source): health
            for brand, source, health in self.rows("SELECT brand, source, health FROM watches")
        }


def _brand(name: str, listings: dict[str, str]) -> str:
    lines = [f'name = "{name}"', 'time_zone = "Europe/Madrid"', "[answers]", "allowed = true"]
    for source, listing in listings.items():
        lines += ["[[listings]]", f'source = "{source}"', f'id = "{listing}"']
        if source == "woocommerce":
            lines.append('options = { api = "v3" }')
    return "\n".join(lines)


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """An agency that has set all its keys, and sites that know them."""
    ca, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    shop = Owners()
    shop.behind_tls(context)
    with Owners() as owners, shop:
        yield Agency(tmp_path, owners, shop, ca)


def proofs(agency: Agency) -> set[str]:
    """Whatever proves who asks: what the owners keep, and what was sent and given."""
    found = {value for name, value in agency.keys.items() if "_URL" not in name}
    found -= {value for name, value in agency.keys.items() if name.endswith(("_FILE", "_LANG"))}
    found -= {agency.shop.url, "cliente-sintetico", "aplicacion-sintetica"}
    for source in agency.owners.keys:
        found |= {line for line in agency.owners.pem(source).splitlines() if "---" not in line}
    found |= {f"pase-{source}-{who}" for source in EVERY for who in ("cafe", "bar")}
    found.add("1//permiso-del-bar")
    for asked in (*agency.owners.requests, *agency.shop.requests):
        found.add(asked.headers.get("authorization", "").partition(" ")[2])
        found.update(parse_qs(asked.body.decode()).get("assertion", []))
    return {each for each in found if len(each) > 5}


def leaks(agency: Agency) -> set[str]:
    """The proofs that stand in what was said or in any file but the owners' own."""
    kept = [path for path in agency.folder.rglob("*") if path.is_file()]
    kept = [path for path in kept if path.parent.name != "keys"]
    assert any(path.name == "listener.db" for path in kept)
    every = agency.said.encode() + b"".join(path.read_bytes() for path in kept)
    return {each for each in proofs(agency) if each.encode() in every}


def test_every_owner_is_let_in_and_all_reviews_are_stored(agency: Agency) -> None:
    """Keys from the environment, from files and of one brand alone: each opens its own account."""
    agency.run("crawl", "--no-alert")
    assert set(agency.health().values()) == {"ok"}
    assert len(agency.health()) == len(EVERY) + 2
    stored = agency.rows(
        "SELECT b.brand, m.source, count(*) FROM brand_links b JOIN mentions m ON m.id ="
        " b.mention_id GROUP BY 1, 2 ORDER BY 1, 2"
    )
    shows_stars_alone = [name for name in SITES if "star_only" in SITES[name].shows]
    expected = [("cafe-luna", name, 3 if name in shows_stars_alone else 2) for name in SITES]
    own = [("bar-sol", "googlebusiness", 1), ("bar-sol", "trustpilot", 1)]
    assert stored == own + sorted(expected)
    counted = agency.rows(
        "SELECT source, count FROM listing_totals t JOIN watches w ON w.id = t.watch_id"
        " WHERE source IN ('places', 'yelp', 'tripadvisor') ORDER BY source"
    )
    assert counted == [("places", 320), ("tripadvisor", 322), ("yelp", 321)]
    assert agency.owners.announced == [], "what was announced is stored, and confirmed"
    [(bar,)] = agency.rows(f"SELECT text FROM mentions WHERE subject = '{BAR}'")
    assert bar == "Media hora para una tónica."
    figures = json.loads(agency.run("reviews", "--format", "json"))
    told = {each["brand"]: each for each in figures["brands"]}
    assert told["cafe-luna"]["total"]["reviews"] == sum(n for *_, n in expected)
    assert leaks(agency) == set()


def test_an_answer_goes_out_once_and_the_next_crawl_finds_it_published(agency: Agency) -> None:
    """At each site that takes answers; those that look it over first are followed up."""
    agency.run("crawl", "--no-alert")
    for source in TAKERS:
        [(key,)] = agency.rows(
            "SELECT m.id FROM mentions m JOIN brand_links b ON b.mention_id = m.id"
            f" WHERE source = '{source}' AND brand = 'cafe-luna' AND stars = 1"
        )
        given = ("reply", str(key), "--text", f"Ya está devuelto, {source}.", "--as", "Marta")
        agency.run(*given, "--yes", at=NOW + timedelta(minutes=1))
        agency.run(*given, "--yes", at=NOW + timedelta(minutes=2), code=2)
    named = {each.headers.get("x-business-user-id") for each in agency.owners.requests}
    assert named == {None, "persona-del-cafe"}, "Trustpilot is told in whose name"
    states = dict(agency.rows("SELECT source, state FROM answers"))
    looked_over = dict.fromkeys(("appstoreconnect", "googlebusiness"), "pending")
    assert states == {"playconsole": "published", "trustpilot": "published"} | looked_over
    for source in looked_over:
        agency.owners.answer_is_given(source, NOW + timedelta(hours=1))
    agency.run("crawl", "--no-alert", at=LATER)
    answers = json.loads(agency.run("reply", "--list", "--format", "json", at=LATER))["answers"]
    assert {each["source"]: each["state"] for each in answers} == dict.fromkeys(TAKERS, "published")
    figures = json.loads(agency.run("reviews", "--format", "json", at=LATER))
    [cafe] = [each for each in figures["brands"] if each["brand"] == "cafe-luna"]
    assert cafe["total"]["answered"] == len(TAKERS)
    assert leaks(agency) == set()


def test_a_key_that_was_withdrawn_stops_its_own_source_alone(agency: Agency) -> None:
    """Each says what to do; the others go on, and the exit code says that one failed."""
    agency.run("crawl", "--no-alert")
    for number, source in enumerate(EVERY, 1):
        agency.owners.revoked = agency.shop.revoked = {source}
        at = NOW + timedelta(days=number)
        said = agency.run("crawl", "--all", "--no-alert", at=at, code=3)
        denied = {who for who, health in agency.health().items() if health == "denied"}
        assert {each for _, each in denied} == {source}, said
        going = f"SELECT brand, source FROM watches WHERE last_success_at = {at.timestamp():.0f}"
        assert set(agency.rows(going)) == set(agency.health()) - denied, said
        for (error,) in agency.rows("SELECT last_error FROM watches WHERE health = 'denied'"):
            assert TO_DO[source] in error
            assert "***" not in error, "it names what has to be mended"
            assert len(error) <= 300, "all of it is shown by `listener status`"
    assert leaks(agency) == set()


@pytest.mark.parametrize(("babbling", "form"), [("pages", "text"), ("everything", "json")])
def test_a_site_that_repeats_its_keys_makes_nobody_else_tell_them(
    agency: Agency, babbling: Literal["pages", "everything"], form: str
) -> None:
    """A page that echoes what it was asked with goes into quarantine without what proves who asks.

    What answers a sign-in is not kept at all: it may hold a token that nobody knows yet.
    """
    agency.run("crawl", "--no-alert")
    agency.owners.babbling = agency.shop.babbling = babbling
    crawl = ("crawl", "--all", "--no-alert", "--log-format", form)
    agency.run(*crawl, at=LATER, code=3, debug=True)
    agency.run("status", at=LATER, code=3)
    agency.run("doctor", at=LATER)
    kept = {source for (source,) in agency.rows("SELECT source FROM quarantine")}
    without_a_token = {"appstoreconnect", "places", "tripadvisor", "woocommerce", "yelp"}
    assert kept == (set(EVERY) if babbling == "pages" else without_a_token)
    assert leaks(agency) == set()
