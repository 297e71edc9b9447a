"""Spanish and English: nothing forgotten in either."""

from __future__ import annotations

import ast
import re
import socket
import ssl
import string
from pathlib import Path

import pytest

from listener import errors, i18n
from listener.i18n import LANGUAGES, LOCALE, Translator, language_of, say, why
from listener.i18n.compiled import compiled, read, sources
from tests import catalogues
from tests.trees import nodes

PACKAGE = Path(i18n.__file__).parents[1]
AREAS = {area: catalogues.messages(area) for area in catalogues.AREAS}
EVERY = [(area, key) for area, messages in AREAS.items() for key in messages]
# One worker parses the code, for these tests and those of the architecture.
pytestmark = pytest.mark.xdist_group("trees")


def _fields(text: catalogues.Text) -> set[str]:
    parts = text if isinstance(text, tuple) else (text,)
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


def test_every_message_is_there_in_both_languages_with_the_same_blanks():
    """Whoever adds a sentence writes it twice, and fills the same blanks in both."""
    texts = {f"{area}.{key}": AREAS[area][key] for area, key in EVERY}
    assert [key for key, each in texts.items() if set(each) != set(LANGUAGES)] == []
    assert [key for key, each in texts.items() if _fields(each["es"]) != _fields(each["en"])] == []


def test_every_message_says_something_for_one_and_for_many():
    """A pair is exactly two texts, in both languages; none is blank, which gettext would skip."""
    for area, key in EVERY:
        texts = AREAS[area][key].values()
        assert len({type(text) for text in texts}) == 1, f"{area}.{key}"
        for text in texts:
            parts = text if isinstance(text, tuple) else (text,)
            assert len(parts) == (2 if isinstance(text, tuple) else 1), f"{area}.{key}"
            assert all(parts), f"{area}.{key}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_catalogue_is_plain(path):
    """Each key once, unsure and dropped ones none; the plural's key is the singular's."""
    text = path.read_text(encoding="utf-8")
    written = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert len(written) == len(read(path))  # of a key that stands twice, one would not be read
    assert re.search(r"^#(~|,.*fuzzy)", text, re.MULTILINE) is None
    pairs = re.findall(r'^msgid "(.+)"\nmsgid_plural "(.+)"$', text, re.MULTILINE)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in text
    assert f"Language: {path.parts[-3]}\\n" in text


def test_both_languages_have_their_messages_in_one_order():
    """Two catalogues of an area can be read side by side."""
    for area in AREAS:
        orders = {
            language: [m.id for m in read(LOCALE / language / "LC_MESSAGES" / f"{area}.po")]
            for language in LANGUAGES
        }
        assert orders["es"] == orders["en"], area


def test_the_compiled_catalogues_are_those_that_are_written():
    """`make docs` was run after the last change of a sentence."""
    stale = [
        path.stem for path in sources() if path.with_suffix(".mo").read_bytes() != compiled(path)
    ]
    assert stale == [], "run `make docs`"
    assert {path.with_suffix("") for path in LOCALE.rglob("*.mo")} == {
        path.with_suffix("") for path in sources()
    }


def test_every_message_that_the_code_asks_for_is_there():
    """A key that is spelled wrong would only be noticed when somebody needs the sentence."""
    asked = re.compile(rf'\(\s*"({"|".join(AREAS)})\.([a-z][a-z0-9_]*)"')
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "spiders").glob("*.py")]
    missing = {
        f"{file.name}: {area}.{key}"
        for file in files
        for area, key in asked.findall(file.read_text(encoding="utf-8"))
        if key not in AREAS[area]
    }
    assert not missing


def _said_in_code() -> tuple[set[str], list[str]]:
    """Every text that the code holds, and as patterns those it puts together."""
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "spiders").glob("*.py")]
    texts, patterns = set(), []
    for file in files:
        for node in nodes(file):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else None for p in node.values)
                patterns.append("".join(".+" if p is None else re.escape(p) for p in parts))
    return texts, patterns


def test_no_message_is_left_over():
    """A sentence that nobody says any more is not translated for ever."""
    texts, patterns = _said_in_code()
    # `say(f"cli.{name}_example")` asks for a family; `say(f"cli.{name}")` says nothing of a key.
    family = re.compile(rf"({'|'.join(AREAS)})\\\..*\w")
    families = [re.compile(pattern) for pattern in patterns if family.match(pattern)]
    left_over = [
        f"{area}.{key}"
        for area, key in EVERY
        if not {f"{area}.{key}", key} & texts
        and not any(pattern.fullmatch(f"{area}.{key}") for pattern in families)
    ]
    assert left_over == []


def test_no_words_are_chosen_by_a_country():
    """What depends on the words asks for the catalogue: a language may be es-MX."""
    by_country = re.compile(r"\bt\.language(\]| ==| !=| in [^a-z])|language_of\(\) [=!]=")
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "spiders").glob("*.py")]
    found = [file.name for file in files if by_country.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_no_error_is_told_in_one_language_only():
    """What goes wrong is told by a key of a catalogue, never by a sentence in the code."""
    kinds = {kind.__name__ for kind in errors.ListenerError.__subclasses__()}
    kinds |= {kind.__name__ for kind in errors.SourceError.__subclasses__()}
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "spiders").glob("*.py")]
    calls = [
        (file, node)
        for file in files
        for node in nodes(file)
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in kinds
    ]
    assert len(calls) > 20
    written = [
        f"{file.name}:{call.lineno}"
        for file, call in calls
        if isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert written == []


@pytest.fixture
def spoken(tmp_path, monkeypatch):
    """Catalogues made up for a test: `any`, with one and many of something, and a blank."""
    words = {"es": ("una mención", "{n} menciones"), "en": ("one mention", "{n} mentions")}
    for language, (one, many) in words.items():
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "any.po").write_text(
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
            '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
            f'msgid "n"\nmsgid_plural "n"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n\n'
            'msgid "name"\nmsgstr "Marca: {brand}"\n\n'
            'msgid "seen"\nmsgstr "Visto a las {at}. Otra vez a las {at} o así."\n',
            encoding="utf-8",
        )
        (folder / "any.mo").write_bytes(compiled(folder / "any.po"))
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    i18n.catalogue.cache_clear()
    yield
    i18n.catalogue.cache_clear()


def test_one_and_many_are_told_apart(spoken):
    """`n` chooses between singular and plural, as a number or as it is written for people."""
    assert Translator("es")("any.n", n=1) == "una mención"
    assert Translator("es")("any.n", n="1") == "una mención"
    assert Translator("en")("any.n", n=0) == "0 mentions"
    assert Translator("es")("any.n", n=2) == "2 menciones"
    assert Translator("es")("any.n", n="1.001") == "1.001 menciones"
    assert Translator("es")("any.n", n="—") == "— menciones"


def test_a_message_that_is_not_there_is_missed(spoken):
    """Nobody is shown a key in place of a sentence."""
    assert Translator("es").has("any.name")
    assert not Translator("es").has("any.nothing")
    with pytest.raises(KeyError, match=r"any\.nothing"):
        Translator("es")("any.nothing")


def test_a_stranger_s_braces_are_only_text(spoken):
    """What fills a blank is never read as a blank itself."""
    assert Translator("en")("any.name", brand="{secret} {0}") == "Marca: {secret} {0}"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_ES.UTF-8"}, "es-ES"),
        ({"LANG": "en_GB.UTF-8"}, "en-GB"),
        ({"LANG": "es_CL.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C.UTF-8"}, "es-MX"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_AR"}, "es-AR"),
        ({"LANG": "en_US.UTF-8", "LISTENER_LANG": "es-mx"}, "es-MX"),
        ({"LANG": "en_US.UTF-8", "LISTENER_LANG": "es"}, "es"),
        ({"LANG": "POSIX"}, "en"),
    ],
)
def test_people_read_the_language_of_their_machine(environment, language):
    """LISTENER_LANG first, then the locale, then English."""
    assert language_of(environment) == language


def test_a_country_changes_the_figures_and_not_the_words():
    """Mexico reads the Spanish catalogue, and its pages say that they are Mexican."""
    t = Translator("es-MX")
    assert (t.language, t.catalogue) == ("es-MX", "es")
    assert t("digest.see_more") == Translator("es")("digest.see_more")
    assert Translator("en_US").catalogue == "en"


def test_a_sentence_has_one_full_stop(spoken):
    """Also where its last word brings one; within a sentence nothing is taken away."""
    t = Translator("es-MX")
    assert t("any.seen", at="7:23 p.m.") == "Visto a las 7:23 p.m. Otra vez a las 7:23 p.m. o así."
    assert t("any.seen", at="19:23") == "Visto a las 19:23. Otra vez a las 19:23 o así."


def test_errors_speak_the_language_of_their_reader(monkeypatch):
    """The same fault in both languages."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    assert say("errors.no_such_setting") == "no existe este ajuste"
    monkeypatch.setenv("LISTENER_LANG", "en")
    assert say("errors.no_such_setting") == "no such setting"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "no existe el archivo o la carpeta"),
        (PermissionError(13, "Permission denied"), "no hay permiso"),
        (ConnectionRefusedError(111, "Connection refused"), "no acepta conexiones"),
        (socket.gaierror(-2, "Name or service not known"), "no existe ese nombre de servidor"),
        (TimeoutError("timed out"), "no responde"),
        (ssl.SSLError(1, "[SSL] wrong version number"), "[SSL] wrong version number"),
        (OSError(9999, "Something odd"), "Something odd"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_system_refuses_is_told_in_the_reader_s_language(error, words, monkeypatch):
    """No English of the operating system in a Spanish sentence, as far as we know its words."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    assert words in why(error)
