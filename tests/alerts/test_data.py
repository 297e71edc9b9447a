"""A program is handed the same as people read: stable keys, all in docs/json.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from listener.alerts.compose import compose
from listener.alerts.outages import outage_alert
from listener.alerts.pack import pack
from listener.i18n import Translator
from listener.links import links_of
from listener.outgoing import Target
from listener.records import Outage
from listener.routes import Authors
from tests.alerts.stories import spike, whole
from tests.digest.samples import MADRID, NOW

EN = Translator("en")
HOOK = Target(channel="webhook", recipient="hook", language="en")
LINKS = links_of(spike(), HOOK, "https://cx.example.org", "k" * 20, NOW)
DOCS = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def told(authors: Authors = "name") -> dict[str, Any]:
    """What a webhook gets of a whole brand with one of its sources, and of another incident."""
    children = (spike(id=9, source="reddit", parent=7),)
    stories = [whole(incident=spike(source="*"), children=children), whole(incident=spike(id=8))]
    alert = compose(stories, "Acme", EN, MADRID, now=NOW, authors=authors, links={7: LINKS})
    packed = pack(alert, HOOK, sender="a@example.org", thread="t", first=True, now=NOW)
    answer: dict[str, Any] = json.loads(packed)
    return answer


def unseen() -> dict[str, Any]:
    """What it gets of a source that cannot be seen."""
    outage = Outage(
        brand="acme", source="reddit", since=NOW - timedelta(days=1), noticed_at=NOW, told=True
    )
    alert = outage_alert([outage], "Acme", EN, MADRID, over=False)
    answer: dict[str, Any] = json.loads(
        pack(alert, HOOK, sender="a@example.org", thread="t", first=True, now=NOW)
    )
    return answer


def keys(value: object) -> Iterator[str]:
    """Every key, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_it_has_the_figures_of_the_evaluation_as_they_are() -> None:
    """Neither rounded nor in the marks of a language."""
    first = told()["data"]["incidents"][0]
    assert first["evaluation"]["expected"] == 6.2
    assert first["evaluation"]["monthly"] == 0.0004
    assert first["evaluation"]["share"] == 0.7885
    assert (first["severity"], first["looks"], first["alarming"]) == (7, 6, 5)
    assert first["links"]["ack"] == LINKS.ack
    assert first["command"] == "listener explain 7"
    assert first["sources"][0]["id"] == 9


def test_sources_have_their_names_and_their_titles() -> None:
    """A program goes by the name, people by the title."""
    second = told()["data"]["incidents"][1]
    assert (second["source"], second["source_title"]) == ("appstore", "App Store")


def test_the_first_incident_has_ten_mentions_and_each_other_three() -> None:
    """So that it stays small enough for what takes it."""
    counts = [len(each["mentions"]) for each in told()["data"]["incidents"]]
    assert counts == [10, 3]


def test_of_very_many_incidents_it_stays_small_enough() -> None:
    """What takes webhooks often takes 256 KB at most."""
    stories = [whole(incident=spike(id=number)) for number in range(1, 41)]
    alert = compose(stories, "Acme", EN, MADRID, now=NOW)
    packed = pack(alert, HOOK, sender="a@example.org", thread="t", first=True, now=NOW)
    assert len(packed) < 200_000
    assert len(json.loads(packed)["data"]["incidents"]) == 40


@pytest.mark.parametrize(
    ("authors", "name", "url"),
    [("name", True, True), ("link", False, True), ("hidden", False, False)],
)
def test_authors_are_told_as_the_setting_allows(authors: Authors, name: bool, url: bool) -> None:
    """Their names, a link only, or neither."""
    first = told(authors)["data"]["incidents"][0]["mentions"][0]
    assert (first["author"] is not None, first["url"] is not None) == (name, url)
    assert ("Persona 1" in json.dumps(told(authors))) == name


def test_the_keys_are_documented() -> None:
    """docs/json.md tells every key that comes, and none that does not."""
    found = re.search(r"^## Webhooks$(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found
    comes = {*keys(told()), *keys(unseen())}
    assert {key for key in comes if not re.search(rf"\b{key}\b", found[1])} == set()
    said = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", found[1]))
    assert said - comes == set()
