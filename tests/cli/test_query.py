"""listener query: what a query means, what is asked for it, what it finds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_reading import unsafe
from tests.cli.world import AT, BRAND, HOSTILE, Listener, fill, mention

JSON = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def test_explain_says_what_a_query_means(run: Listener) -> None:
    """In words, line by line."""
    text = '"luna nueva" (caro OR lento) "cobro doble"~5 -empleo lang:es rating:<3 raw:Ñu'
    said = run("query", "explain", text).stdout
    for line in (
        'it says "luna nueva"',
        'it says one of: "caro", "lento"',
        'it says "cobro", "doble" near each other, in any order',
        'it does not say "empleo"',
        'the language is "es"',
        "it has fewer than 3 stars",
        'it says "Ñu" exactly, with these capitals and accents',
    ):
        assert line in " ".join(said.split()), line


def test_explain_speaks_spanish(run: Listener) -> None:
    """All of it."""
    said = run("--lang", "es", "query", "explain", "luna* -(sol OR marte) site:luna.es").stdout
    assert "aparece una palabra que empieza por «luna»" in said
    assert "no aparece ninguna de estas frases: «sol», «marte»" in said
    assert "está en luna.es o en uno de sus subdominios" in said
    assert "lo que solo empieza" in said


def test_explain_says_what_each_source_is_asked_and_what_is_looked_at_here(run: Listener) -> None:
    """The exact text, and the rest."""
    said = run("query", "explain", "luna (caro OR lento) lang:es").stdout
    assert 'Hacker News: "luna"\n    looked at here as well: it says one of: "caro"' in said
    assert 'X: "luna" ("caro" OR "lento") (lang:es OR lang:und)\n    looked at here as' in said


def test_explain_says_what_cannot_be_asked_and_why(run: Listener) -> None:
    """Sources that do not search, and queries that nobody can search for."""
    said = " ".join(run("query", "explain", "lang:es *bank").stdout.split())
    assert "Hacker News" in said.partition("What cannot be asked")[2]
    assert "the query asks for no word that can be searched for" in said
    assert "do not search for phrases" in said


def test_explain_warns_of_small_operators(run: Listener) -> None:
    """Whoever writes `or` means OR."""
    assert '"or" in small letters' in run("query", "explain", "luna or sol").stdout
    assert "small letters" not in run("query", "explain", "luna OR sol").stdout


def test_explain_warns_of_quotes_and_operators_that_do_nothing(run: Listener, folder: Path) -> None:
    """Of single quotes, and of what stands in a list; an apostrophe is none."""
    assert "does not make a phrase" in run("query", "explain", "'café luna' caro").stdout
    assert "does not make a phrase" not in run("query", "explain", "l'or d'Acme").stdout
    path = folder / "brands" / "lumbre.toml"
    path.write_text(BRAND.replace('["lumbre"]', '["lumbre OR brasa"]'), encoding="utf-8")
    said = " ".join(run("query", "explain", "--brand", "lumbre").stdout.split())
    assert "stands in a list and is looked for as it is, with its OR" in said


def test_explain_says_what_is_lost_for_its_link(run: Listener) -> None:
    """X looks for what is to be left out in links as well, and Hacker News is not told."""
    query = ("query", "explain", 'luna -"luna de miel"', "--source")
    said = " ".join(run(*query, "x").stdout.split())
    assert 'X searches links as well; what has "luna de miel" in a link alone does not' in said
    assert "links as well" not in run(*query, "hackernews").stdout


def test_explain_tells_things_in_one_line_apart(run: Listener) -> None:
    """Alternatives of several kinds."""
    said = " ".join(
        run("query", "explain", 'luna (caro OR "mal rato"~2)', "--source", "x").stdout.split()
    )
    assert 'it says "caro", it says "mal", "rato" near each other' in said


def test_a_query_may_begin_with_what_must_not_be_there(run: Listener) -> None:
    """It is no option; and -h is none of it."""
    said = run("query", "explain", "-miel luna", "--source", "x").stdout
    assert 'X: "luna" -"miel"' in said
    assert "only says what you do not want" in run("query", "explain", "-luna", code=2).output
    assert "Usage" in run("query", "-h").stdout


def test_explain_tells_the_queries_of_a_brand(run: Listener, folder: Path) -> None:
    """Those of its file, with the sources they name."""
    said = run("query", "explain", "--brand", "lumbre").stdout
    assert 'Query "main" of lumbre' in said
    assert said.partition("Sources that search but are off")[0].count('"lumbre"') == 2
    (folder / "brands" / "lumbre.toml").write_text(
        BRAND.replace('any = ["lumbre"]', 'query = "lumbre AND"'), encoding="utf-8"
    )
    wrong = run("query", "explain", "--brand", "lumbre", code=2).output
    assert "lumbre.toml: queries[0].query: AND and OR" in wrong


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["explain"], "write the query, or say with --brand"),
        (["test"], "write the query after it"),
        (["explain", "luna AND"], "AND and OR stand between two things"),
        (["test", "autor:ana"], 'did you mean "author:"?'),
        (["explain", "NOT luna"], "only says what you do not want"),
        (["explain", "luna", "--brand", "lumbr"], 'did you mean "lumbre"?'),
        (["explain", "luna", "--without", "job"], "'job' is not one of"),
        (["frob"], "'frob' is not one of"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(run: Listener, arguments: list[str], told: str) -> None:
    """And ends with 2."""
    assert told in run("query", *arguments, code=2).output


def test_test_counts_and_shows_what_is_stored(run: Listener, folder: Path) -> None:
    """By source, by day, and the newest as cards; each mention once."""
    said = (
        mention("a", "lumbre: cobro muy doble", stars=1),
        mention("b", "lumbre bien", stars=5, hours=30),
        mention("c", "cobro, luego doble", hours=50),
    )
    fill(folder, *said).close()
    found = run("query", "test", '"cobro doble"~3', "--at", AT).stdout
    assert found.startswith("2 mentions fit the query, of 3 looked at\n")
    assert re.search(r"By source\n +\S.* 2\n", found)
    assert re.search(r"20 Nov 2026 +1\n +22 Nov 2026 +1\n", found)
    assert "Synthetic — lumbre: cobro muy doble" in found
    recent = run("query", "test", '"cobro doble"~3', "--since", "24h", "--at", AT).stdout
    assert recent.startswith("1 mention fits the query, of 1 looked at")
    none = run("query", "test", "marte", "--at", AT).stdout
    assert none.startswith("0 mentions fit")


def test_test_takes_the_language_of_the_text(run: Listener, folder: Path) -> None:
    """Where the source tells none, what was found out when it was stored."""
    fill(folder, mention("a", "lumbre pésimo")).close()
    assert run("query", "test", "lang:es", "--at", AT).stdout.startswith("1 mention")
    assert run("query", "test", "lang:en", "--at", AT).stdout.startswith("0 mentions")


def test_test_knows_every_filter_and_option(run: Listener, folder: Path) -> None:
    """Source, stars, inflection, ready exclusions."""
    fill(folder, mention("a", "lumbre: cuentas", stars=1), mention("b", "envía tu CV")).close()
    counts = {
        ("cuenta",): 0,
        ("cuenta", "--inflect"): 1,
        ("cv",): 1,
        ("cv", "--without", "jobs"): 0,
        ("source:feeds rating:<2",): 1,
        ("cv", "--source", "hackernews"): 0,
        ("cv", "--brand", "lumbre"): 1,
        ("author:ana",): 2,
        ("site:example.com",): 2,
    }
    for arguments, count in counts.items():
        found = json.loads(run("query", "test", *arguments, "--format", "json").stdout)
        assert found["count"] == count, arguments


@pytest.mark.parametrize("form", ["text", "json"])
def test_hostile_text_is_safe(run: Listener, folder: Path, form: str) -> None:
    """Neither what is found nor the query itself moves a cursor."""
    fill(folder, mention("a", HOSTILE)).close()
    found = run("query", "test", "second", "--format", form, "--at", AT).stdout
    assert "pésimo café" in found
    hostile = 'luna "\x1b[31mrojo\u202e\x07"'
    explained = run("query", "explain", hostile, "--format", form).stdout
    assert "rojo" in explained
    wrong = run("query", "explain", f"{hostile} AND", code=2).output
    assert unsafe(found) == unsafe(explained) == unsafe(wrong) == []


def test_snippets_are_shown(run: Listener) -> None:
    """Nobody leaves out what they have not seen."""
    said = run("query", "snippets").stdout
    assert '"jobs": job advertisements' in said
    assert "envía tu CV" in said
    assert json.loads(run("query", "snippets", "--format", "json").stdout)["snippets"]["jobs"]["pt"]


def test_the_keys_of_json_are_documented(run: Listener, folder: Path) -> None:
    """docs/json.md tells every key that comes, and none that does not."""
    fill(folder, mention("a", "lumbre cobro")).close()
    text = '"a b"~2 (raw:x OR lang:es) -rating:<3 or'
    explained = json.loads(run("query", "explain", text, "--format", "json").stdout)
    found = json.loads(run("query", "test", "lumbre", "--format", "json", "--at", AT).stdout)
    part = re.search(r"^## listener query$(.*?)(?=^## |\Z)", JSON, re.MULTILINE | re.DOTALL)
    assert part is not None
    keys = set(_keys(explained)) | set(found) | {"snippets"}
    assert {key for key in keys if not re.search(rf"\b{key}\b", part[1])} == set()
    told = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", part[1]))
    assert told - keys - {"no_search", "no_words"} == set()


def _keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return [k for key, inner in value.items() for k in (key, *_keys(inner))]
    return [k for inner in value for k in _keys(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("more", [["acme"], ["--source", "reddit"], ["--without", "jobs"]])
def test_apply_refuses_what_it_would_not_heed(run: Listener, more: list[str]) -> None:
    """It matches with the queries of the files: one that is typed with it is a misunderstanding."""
    assert "allows --brand only" in run("query", "apply", *more, code=2).output
