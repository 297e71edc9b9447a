"""listener reply: a person sees what will stand there, says yes, and it stands there once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from listener.model import Payload, Reply
from tests.answering.conftest import BRAND, Engine, crawled, review, took
from tests.cli.world import HOSTILE
from tests.test_docs import keys, section

Run = Callable[..., Result]
GIVEN = ("reply", "1", "--text", "Lo sentimos.", "--as", "Marta")


def rewrite(folder: Path, before: str, after: str) -> None:
    """Edit the brand's file."""
    file = folder / "brands" / "lumbre.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_answering_is_off_unless_the_brand_allows_it(run: Run, folder: Path, engine: Engine):
    """The refusal names the file and the key; nothing is sent."""
    rewrite(folder, "allowed = true", "")
    crawled(folder, review("a"))
    said = run(*GIVEN, "--yes", code=2).stderr
    assert "lumbre.toml: answers.allowed: answering is off" in said
    assert engine.asked == []


def test_the_preview_shows_all_that_a_person_must_know(run: Run, folder: Path, engine: Engine):
    """The review, the answer, how long, where, in whose name; then the question."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    said = run(*GIVEN, input="y\n").stdout
    for part in (
        "The review (no. 1):",
        "★☆☆☆☆ El café estaba frío",
        "Owner Shop · Ana · 22 Nov 2026, 12:00",
        "https://shop.example.com/a",
        "│ Lo sentimos.",
        "12 of 120 characters.",
        "It will be published on Owner Shop, for everybody to see.",
        "Answered by Marta, in the name of Café Lumbre.",
        "Publish this answer? [y/N]",
        "✓ Published on Owner Shop.",
    ):
        assert part in said
    (request,) = engine.asked
    assert json.loads(request.body) == {"answer": "Lo sentimos."}
    assert request.once


@pytest.mark.parametrize("word", ["n", "", "no", "perhaps", "yes please"])
def test_no_is_no(run: Run, folder: Path, engine: Engine, word: str):
    """Whatever is not a yes sends nothing, and leaves no row."""
    crawled(folder, review("a"))
    assert "Nothing was sent." in run(*GIVEN, input=f"{word}\n").stdout
    assert engine.asked == []
    assert "No review has been answered" in run("reply", "--list").stdout


@pytest.mark.parametrize("word", ["s", "sí", "SI", "y", "Yes"])
def test_yes_in_either_language_is_yes(run: Run, folder: Path, engine: Engine, word: str):
    """`sí` with and without its accent."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    run(*GIVEN, "--lang", "es", input=f"{word}\n")
    assert len(engine.asked) == 1


def test_without_a_person_nothing_is_sent(run, folder, engine, monkeypatch):
    """No terminal, no --yes: the preview, and a refusal that says what to do."""
    crawled(folder, review("a"))
    monkeypatch.setattr("listener.cli.reply.at_a_terminal", lambda: False)
    result = run(*GIVEN, code=2)
    assert "│ Lo sentimos." in result.stdout
    assert "repeat with --yes" in result.stderr
    assert engine.asked == []


def test_whoever_breaks_off_at_the_question_has_sent_nothing(run, folder, engine):
    """The end of the input is a no, and is told as one."""
    crawled(folder, review("a"))
    assert "Nothing was sent." in run(*GIVEN, input="").stdout
    assert engine.asked == []


def test_yes_on_the_command_line_is_a_persons_decision_and_says_so(run, folder, engine):
    """--yes sends without asking, and tells why it did."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    said = run(*GIVEN, "--yes").stdout
    assert "since you said --yes" in said
    assert "[y/N]" not in said


def test_a_text_that_is_too_long_is_refused_before_anybody_is_asked(run, folder, engine):
    """With how many characters too many."""
    crawled(folder, review("a"))
    said = run("reply", "1", "--text", "ñ" * 123, code=2).stderr
    assert "3 characters too many: Owner Shop takes 120 and your answer has 123; shorten it" in said
    said = run("reply", "1", "--text", "x" * 121, "--lang", "es", code=2).stderr
    assert "sobra 1 carácter" in said
    said = run("reply", "1", "--text", "x" * 6120, "--lang", "es", code=2).stderr
    assert "sobran 6000 caracteres" in said
    assert "acórtala" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--text", " \n\t\x1b[0m "], "the answer is empty"),
        (["--text", "Hello {autor}"], "no blank {autor}; those that exist: {author}"),
        (["--text", "Hello {author}, {title}"], "does not tell what to fill {title} with"),
        (["--template", "gracias"], 'nobody has signed, for {signed}: add --as "Your name"'),
        (["--template", "grasias"], 'the brand lumbre has no template "grasias"'),
        (["--template", "corta", "--language", "en"], "choose one with --language: es"),
        ([], "say what to answer"),
        (["--text", "x", "--template", "corta"], "say what to answer"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_once(run, folder, engine, arguments, words):
    """Empty, with a blank that nobody fills, of a template that is not there."""
    crawled(folder, review("a"))
    assert words in run("reply", "1", *arguments, code=2).stderr
    assert engine.asked == []


def test_the_nearest_right_name_is_told(run, folder):
    """Of a template and of a blank."""
    crawled(folder, review("a"))
    assert 'did you mean "gracias"' in run("reply", "1", "--template", "grasias", code=2).stderr
    assert 'did you mean "{author}"' in run("reply", "1", "--text", "{autor}", code=2).stderr


@pytest.mark.parametrize(
    ("declared", "identified", "asked", "sent"),
    [
        ("en-GB", "es", (), "Hello Ana"),
        (None, "en", (), "Hello Ana"),
        (None, "und", (), "Hola, Ana"),
        ("fr", "fr", (), "Hola, Ana"),
        ("es", "es", ("--language", "EN"), "Hello Ana"),
    ],
)
def test_a_template_speaks_the_language_of_the_review(
    run, folder, engine, declared, identified, asked, sent
):
    """What was asked for, else as the site says, else as we found, else the brand's first."""
    crawled(folder, review("a", language=declared, identified=identified))
    engine.answers = [took()]
    run("reply", "1", "--template", "gracias", "--as", "Marta", "--yes", *asked)
    assert json.loads(engine.asked[0].body)["answer"].startswith(sent)


def test_stars_are_written_as_people_write_them(run, folder, engine):
    """Four and a half in Spanish."""
    crawled(folder, review("a", stars=4.5))
    engine.answers = [took()]
    run("reply", "1", "--template", "corta", "--yes")
    assert json.loads(engine.asked[0].body)["answer"] == "Gracias por las 4,5 estrellas."


@pytest.mark.parametrize(
    ("author", "greeted"),
    [
        ("{brand}", "{brand}"),
        ("{0.__class__}", "{0.__class__}"),
        ("Ana\r\nBcc: x\x1b[31m", "Ana Bcc: x"),
        ("A" * 500, "A" * 79 + "…"),
        (r"\g<0>\1", r"\g<0>\1"),
        ("moc\u202e.elpmaxe", "moc.elpmaxe"),
    ],
)
def test_a_hostile_name_is_only_a_name(run, folder, engine, author, greeted):
    """Braces, line ends, escapes: it is never read as a template, and stays one short line."""
    rewrite(
        folder,
        'es = "Hola, {author}: gracias. Un saludo, {signed}, de {brand}."',
        'es = "Hola, {author}"',
    )
    crawled(folder, review("a", author=author))
    engine.answers = [took()]
    run("reply", "1", "--template", "gracias", "--yes")
    assert json.loads(engine.asked[0].body)["answer"] == f"Hola, {greeted}"


def test_hostile_texts_reach_no_terminal(run, folder, engine):
    """Neither by the preview, nor by the list, nor by JSON."""
    crawled(folder, review("a", HOSTILE, author=HOSTILE, url="javascript:alert(1)"))
    engine.answers = [took()]
    shown = run("reply", "1", "--text", HOSTILE[:60], "--as", HOSTILE, "--yes").stdout
    shown += run("reply", "--list").stdout + run("reply", "--list", "--format", "json").stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "javascript" not in shown


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("a", {"stars": None}, "is not a review"),
        ("a", {"deleted": True}, "has been deleted"),
    ],
)
def test_only_reviews_that_are_there_are_answered(run, folder, name, what, words):
    """No posts, nothing deleted, nothing unknown."""
    crawled(folder, review(name))
    crawled(folder, review("b", **{k: v for k, v in what.items() if k == "stars"}))
    if "deleted" in what:
        crawled(folder, review("b", text="", deleted=True))
    assert words in run("reply", "2", "--text", "x", code=2).stderr
    assert "no mention number 9" in run("reply", "9", "--text", "x", code=2).stderr
    assert "say the number of the review" in run("reply", "--text", "x", code=2).stderr


def test_a_source_that_takes_no_answers_says_where_to_answer(run, folder):
    """The page of the review."""
    rewrite(
        folder,
        'source = "ownershop"\nid = "shop"',
        'source = "feeds"\nid = "https://feed.example.com/rss"',
    )
    crawled(folder, review("a"))
    said = run("reply", "1", "--text", "x", code=2).stderr
    assert "cannot be answered from here; answer on its page: https://shop.example.com/a" in said


def test_what_was_sent_is_on_record(run, folder, engine):
    """Who, when, from which template, in which language, and what became of it."""
    crawled(folder, review("a"))
    engine.answers = [took(state="pending")]
    said = run("reply", "1", "--template", "gracias", "--as", "Marta", "--yes").stdout
    assert "it has yet to publish it" in said
    (row,) = json.loads(run("reply", "--list", "--format", "json").stdout)["answers"]
    assert row["written_by"] == "Marta"
    assert (row["template"], row["language"], row["state"]) == ("gracias", "es", "pending")
    assert row["created_at"] == row["sent_at"] == "2026-11-22T12:00:00Z"
    assert row["text"] == "Hola, Ana: gracias. Un saludo, Marta, de Café Lumbre."
    assert row["key"] == 1


def test_json_stands_alone_on_the_standard_output(run, folder, engine):
    """A program reads the answer; a person read the preview."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    result = run(*GIVEN, "--yes", "--format", "json")
    assert json.loads(result.stdout)["answers"][0]["state"] == "published"
    assert "│ Lo sentimos." in result.stderr


def test_the_keys_of_json_are_documented(run, folder, engine):
    """docs/json.md tells every key that comes, and none that does not."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    said, found = (
        section("reply"),
        set(keys(json.loads(run(*GIVEN, "--yes", "--format", "json").stdout))),
    )
    assert {key for key in found if not re.search(rf"\b{key}\b", said)} == set()
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", said)) - found == set()


def test_search_and_reviews_tell_the_number_to_answer(run, folder):
    """What `listener reply` wants to know stands beside each review."""
    crawled(folder, review("a"), review("b", "una delicia"))
    said = run("search", "delicia").stdout
    assert "Ana · 22 Nov 2026, 12:00 · no. 2" in said


def test_spanish_readers_read_spanish(run, folder, engine):
    """Preview, question and outcome."""
    crawled(folder, review("a"))
    engine.answers = [took()]
    said = run(*GIVEN, "--lang", "es", input="s\n").stdout
    for part in (
        "La reseña (n.º 1):",
        "tal como quedará",
        "¿Publicar esta respuesta? [s/N]",
        "Contesta Marta, en nombre de Café Lumbre.",
        "✓ Publicada en Owner Shop.",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "{signed}, de {brand}",
            "{firma}",
            "answers.templates.gracias.es: there is no blank {firma}",
        ),
        ("{signed}, de {brand}", "{brant}", 'did you mean "{brand}"'),
        ('es = "Gracias', 'spa = "Gracias', "answers.templates.corta.spa: needs two letters"),
        ("Gracias por las {stars} estrellas.", " ", "answers.templates.corta.es"),
        (
            "allowed = true",
            "allow = true",
            'answers.allow: no such setting (did you mean "allowed"?)',
        ),
        ("allowed = true", 'allowed = "yes"', "answers.allowed: needs true or false"),
    ],
)
def test_a_slip_in_the_settings_is_told_when_they_are_read(run, folder, before, after, words):
    """Before the day on which somebody needs the template."""
    crawled(folder, review("a"))
    rewrite(folder, before, after)
    assert words in run("search", code=2).stderr


def test_a_review_of_two_brands_is_answered_by_the_one_that_is_named(run, folder, engine):
    """Each brand has its own permission and its own account."""
    crawled(folder, review("a"))
    second = BRAND.replace("Café Lumbre", "Otra").replace("allowed = true", "")
    (folder / "brands" / "otra.toml").write_text(second, encoding="utf-8")
    engine.answers = [took()]
    _link(folder, "otra")
    assert "is of several brands; choose one with --brand" in run(*GIVEN, code=2).stderr
    assert "otra.toml: answers.allowed" in run(*GIVEN, "--brand", "otra", code=2).stderr
    run(*GIVEN, "--brand", "lumbre", "--yes")
    assert len(engine.asked) == 1


def _link(folder: Path, brand: str) -> None:
    import sqlite3

    from listener.config import load

    with sqlite3.connect(load(str(folder)).database) as connection:
        connection.execute(
            "INSERT INTO brand_links SELECT ?, at, mention_id, watch_id, queries, copy_of, towards"
            " FROM brand_links",
            (brand,),
        )
    connection.close()


def test_an_answer_of_the_owner_goes_to_the_source_with_the_review(run, folder, engine):
    """Some sites want to know what is to be replaced."""
    crawled(folder, review("a", replies=(Reply(text="Old", id="r7"),)))
    engine.answers = [Payload(body=b"{}", status=200)]
    said = run(*GIVEN, "--replace", "--yes", code=3).stdout
    assert "replaces what you answered before: “Old”" in said
