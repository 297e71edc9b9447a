"""The guides can be followed as they stand, and the database is as documented."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import click
import pytest

from listener.cli.group import listener
from listener.cli.power_shown import sentences
from listener.columns import ColumnMap, Columns, Scale, load_map
from listener.config import load
from listener.detection import reason
from listener.detection.power import sight
from listener.i18n import Translator
from listener.matching import Matcher, tree_of
from listener.matching.grammar import FIELDS
from listener.model import Mention, Query
from listener.sentiment.lists import Lists
from listener.source import load_source
from listener.watching import watches_of
from tests.cli.world import BRAND, SETTINGS, fill, mention
from tests.detection.evaluations import incident

ROOT = Path(__file__).parents[1]


def blocks(page: str, language: str) -> list[str]:
    """The blocks of that language on a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "README.es.md"])
def test_the_brand_of_the_readme_can_be_listened_to(page: str, tmp_path: Path) -> None:
    """Whoever copies it has a configuration that works."""
    (tmp_path / "brands").mkdir()
    (text,) = blocks(page, "toml")
    (tmp_path / "brands" / "lumbre.toml").write_text(text, encoding="utf-8")
    sources = {watch.source for watch in watches_of(load(str(tmp_path)))}
    assert sources == {"hackernews", "feeds", "appstore"}


@pytest.mark.parametrize("page", ["docs/quickstart.md", "docs/quickstart.es.md"])
def test_the_mail_server_of_the_first_steps_can_be_set(page: str, tmp_path: Path) -> None:
    """Whoever copies it has settings that work."""
    (text,) = blocks(page, "toml")
    (tmp_path / "listener.toml").write_text(text, encoding="utf-8")
    assert load(str(tmp_path)).settings.mail.host == "smtp.example.com"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.es.md",
        "docs/quickstart.md",
        "docs/quickstart.es.md",
        "docs/guides/schedule.md",
        "docs/guides/schedule.es.md",
        "docs/guides/answer.md",
        "docs/guides/answer.es.md",
        "docs/guides/owners.md",
        "docs/guides/owners.es.md",
        "docs/guides/block.md",
        "docs/guides/block.es.md",
        "docs/guides/import.md",
        "docs/guides/import.es.md",
        "docs/guides/queries.md",
        "docs/guides/queries.es.md",
        "docs/guides/engines.md",
        "docs/guides/engines.es.md",
        "docs/guides/aspects.md",
        "docs/guides/aspects.es.md",
        "docs/guides/teach.md",
        "docs/guides/teach.es.md",
        "docs/guides/label.md",
        "docs/guides/label.es.md",
        "docs/guides/alerts.md",
        "docs/guides/alerts.es.md",
        "docs/guides/channels.md",
        "docs/guides/channels.es.md",
        "docs/guides/digest.md",
        "docs/guides/digest.es.md",
    ],
)
def test_every_command_that_the_guides_show_exists(page: str) -> None:
    """Each command and each of its options is one that listener takes."""
    group = click.Context(listener)
    text = "\n".join(blocks(page, "sh"))
    shown = re.findall(r"\blistener ((?:sentiment |alert )?[a-z]+)((?: --[a-z-]+)*)", text)
    assert shown
    for name, options in shown:
        command: click.Command | None = listener
        for part in name.split():
            assert isinstance(command, click.Group)
            command = command.get_command(group, part)
        assert command is not None, name
        known = {flag for option in command.params for flag in option.opts}
        assert set(options.split()) <= known, f"{name}{options}"


@pytest.mark.parametrize(
    ("page", "language"), [("docs/guides/alerts.md", "en"), ("docs/guides/alerts.es.md", "es")]
)
def test_what_the_guide_quotes_is_what_is_said(page: str, language: str) -> None:
    """The sentence of an alert and that of doctor stand there word by word."""
    text = (ROOT / page).read_text(encoding="utf-8").replace("> ", "")
    quoted, t = " ".join(text.split()), Translator(language)
    alert = reason(incident(), t, UTC)
    seen = " ".join(sentences(sight(3 / 7, 0.2, 0.5), t))
    assert " ".join(alert.split()) in quoted
    assert " ".join(seen.partition(" Below")[0].partition(" Con menos")[0].split()) in quoted


@pytest.mark.parametrize("page", ["docs/guides/owners.md", "docs/guides/owners.es.md"])
def test_the_accounts_of_the_guide_can_be_connected(page: str, tmp_path: Path) -> None:
    """Each listing can be listened to, and each key is one that its source asks for."""
    (tmp_path / "brands").mkdir()
    brand = 'name = "Café Lumbre"\n' + "\n".join(blocks(page, "toml"))
    (tmp_path / "brands" / "lumbre.toml").write_text(brand, encoding="utf-8")
    sources = {watch.source for watch in watches_of(load(str(tmp_path)))}
    assert sources == {"googlebusiness", "playconsole", "appstoreconnect", "trustpilot"} | {
        "mercadolibre",
        "woocommerce",
    }
    text = (ROOT / page).read_text(encoding="utf-8")
    told = {name.partition("__")[0] for name in re.findall(r"LISTENER_[A-Z_]+[A-Z]", text)}
    asked = {secret.name for name in sources for secret in load_source(name).about.secrets}
    assert {name.removesuffix("_FILE") for name in told} == asked


QUERY_GUIDES = ["docs/guides/queries.md", "docs/guides/queries.es.md"]


def rows(page: str, title: str) -> list[list[str]]:
    """The cells of the table on a page that begins with this title."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (body,) = re.findall(rf"^\| {title} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body.splitlines()]


@pytest.mark.parametrize("page", QUERY_GUIDES)
def test_the_queries_of_the_guide_find_what_it_says(page: str) -> None:
    """Each example finds its text, and does not find the other."""
    title = (
        r"\w+ \w+ \| [^|]+ \| Not?"
        if page.endswith("queries.md")
        else r"Escribes \| Encuentra \| No"
    )
    table = rows(page, title)
    assert len(table) == 16
    for query, found, other in table:
        match = Matcher([Query(query=query.strip("`"))])
        assert match(Mention(id="1", text=found)), query
        assert not match(Mention(id="1", text=other)), query


@pytest.mark.parametrize("page", QUERY_GUIDES)
def test_the_filters_of_the_guide_are_understood(page: str) -> None:
    """Each example is a query, and every filter is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = re.findall(r"`((?:author|site|url|source|lang|rating|raw|hashtag):[^`]+)`", text)
    assert {query.partition(":")[0] for query in shown} == set(FIELDS)
    for query in shown:
        tree_of(Query(query=query))


@pytest.mark.parametrize("page", QUERY_GUIDES)
def test_the_settings_of_the_query_guide_can_be_used(page: str, tmp_path: Path) -> None:
    """Whoever copies them is listened for."""
    (tmp_path / "brands").mkdir()
    text = 'name = "Café Luna"\n' + "\n".join(blocks(page, "toml"))
    (tmp_path / "brands" / "luna.toml").write_text(text, encoding="utf-8")
    assert len({watch.query for watch in watches_of(load(str(tmp_path)))}) == 2


@pytest.mark.parametrize("page", ["docs/guides/import.md", "docs/guides/import.es.md"])
def test_the_column_maps_of_the_guide_can_be_used(page: str, tmp_path: Path) -> None:
    """Each is whole, and the table names every setting and every meaning of a column."""
    (tmp_path / "imports").mkdir()
    maps = blocks(page, "toml")
    assert len(maps) == 4
    for number, text in enumerate(maps):
        (tmp_path / "imports" / f"m{number}.toml").write_text(text, encoding="utf-8")
        assert load_map(tmp_path, f"m{number}").columns.used
    told = set(re.findall(r"`\[?(\w+)\]?`", (ROOT / page).read_text(encoding="utf-8")))
    kinds = (ColumnMap, Columns, Scale)
    assert {name for kind in kinds for name in kind.__struct_fields__} - {"name"} <= told


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a brand of which one thing was said, as any tool opens it."""
    folder = tmp_path / "config"
    (folder / "brands").mkdir(parents=True)
    (folder / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    fill(folder, mention("a", "lumbre pésimo")).close()
    with closing(sqlite3.connect(load(str(folder)).database)) as connection:
        yield connection


def test_every_table_and_column_is_documented(database: sqlite3.Connection) -> None:
    """docs/database.md has all that a new database has, and nothing else."""
    page = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    told = re.findall(r"^### (\w+)$.*?^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    ours = (
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '\\_%' "
    )
    ours += (
        "ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'mentions\\_fts\\_%' ESCAPE '\\'"
    )
    tables = {name for (name,) in database.execute(ours)}
    assert {name for name, _ in told} == tables
    for name, text in told:
        there = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
        assert {c for c in there if not re.search(rf"\b{c}\b", text)} == set(), name
        starts = re.findall(r"^(\w+(?:, \w+)*)", text, re.MULTILINE)
        assert {word for line in starts for word in line.split(", ")} - there == set(), name


def test_the_examples_of_the_database_run(database: sqlite3.Connection) -> None:
    """Whoever copies a query gets an answer, not an error."""
    for query in blocks("docs/database.md", "sql"):
        database.execute(query.replace("cafe-lumbre", "lumbre")).fetchall()
    searched = [query for query in blocks("docs/database.md", "sql") if "MATCH" in query]
    assert database.execute(searched[0]).fetchall() == [("lumbre pésimo",)]


@pytest.mark.parametrize(
    ("page", "language"), [("docs/guides/aspects.md", "en"), ("docs/guides/aspects.es.md", "es")]
)
def test_the_lists_of_the_guide_and_of_the_example_can_be_read(
    page: str, language: str, tmp_path: Path
) -> None:
    """Whoever copies them has lists that work; the example changes nothing until it is edited."""
    (tmp_path / "aspects").mkdir()
    (text,) = blocks(page, "toml")
    (tmp_path / "aspects" / f"{language}.toml").write_text(text, encoding="utf-8")
    assert set(Lists(tmp_path).own_names.values()) <= {"Crowns", "Coronas"}
    assert Lists(ROOT / "config").words(language) == Lists().words(language)
