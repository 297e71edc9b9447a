"""No untranslated string reaches people: every mail and page, in every language and country."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import msgspec
import pytest

import listener
from listener.i18n import CHOICES, LANGUAGES, Translator
from listener.source import source_names, title_of
from tests import pseudo
from tests.pages import PAGES, SAMPLES
from tests.trees import tree

PACKAGE = Path(listener.__file__).parent
DATA = [*pseudo.texts(msgspec.to_builtins(SAMPLES)), *map(title_of, source_names())]
pytestmark = pytest.mark.xdist_group("trees")


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every message stands in marks."""
    pseudo.mark(monkeypatch)
    yield
    monkeypatch.undo()
    pseudo.forget()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pages", PAGES, ids=lambda each: each.__name__)
@pytest.mark.usefixtures("marked")
def test_no_word_of_a_page_stands_in_the_code(pages, language):
    """Outside of the messages there are only names, addresses, and what people wrote."""
    for name, page in pages(Translator(language)):
        assert pseudo.unmarked(page, DATA) == set(), f"{name}\n{page}"


@pytest.mark.parametrize("pages", PAGES, ids=lambda each: each.__name__)
@pytest.mark.usefixtures("marked")
def test_no_figure_of_a_page_is_written_by_hand(pages):
    """Decimals, thousands, days and hours are those of the country, by Babel."""
    for name, page in pages(Translator("es-MX")):
        assert pseudo.by_hand(page, DATA) == set(), f"{name}\n{page}"


@pytest.mark.parametrize("language", CHOICES)
@pytest.mark.parametrize("pages", PAGES, ids=lambda each: each.__name__)
def test_every_page_is_made_in_every_language(pages, language):
    """Blanks are filled, a page says which language it is in, and "p.m." ends a sentence alone."""
    t = Translator(language)
    for name, page in pages(t):
        assert page.strip(), name
        assert "None" not in page, name
        assert not re.search(r"(?<!\.)\.\.(?!\.)", page), name
        if "<html" in page:
            assert f'lang="{language}"' in page, name


def test_a_forgotten_word_is_found():
    """The marks can fail: a word, a heading, a label, a title and a figure of the code's own."""
    assert pseudo.unmarked("⟦Hay ⟪3⟫ de ⟦Acme⟧⟧ today") == {"today"}
    assert pseudo.unmarked("<p>⟦Hola⟧</p><h2>Sources</h2><style>p{}</style>") == {"Sources"}
    assert pseudo.unmarked('<p>⟦Hola⟧ <img alt="Chart"></p>') == {"Chart"}
    assert pseudo.unmarked("⟦Hay ⟦de ⟪3⟫ a …\n⟦Otra⟧ line") == {"line"}
    assert pseudo.unmarked("⟦Hola⟧ Acme · listener explain 7", ["Acme"]) == set()
    assert pseudo.by_hand("⟦Hay 1.5 de ⟪2⟫, 4500, 2026-11 y 9:05⟧") == {
        "1.5",
        "4500",
        "2026",
        "9:05",
    }
    assert "negative" not in [*pseudo.texts({"label": "negative", "text": "Pésimo"})]


def _renderers(*folders: str) -> dict[Path, ast.Module]:
    """Modules with a function that takes a Translator; what programs read is no page, nor paper."""
    return {
        path: tree(path)
        for folder in folders
        for path in (PACKAGE / folder).rglob("*.py")
        if path.stem not in ("as_json", "as_tables", "as_pdf")
        and any(map(_takes_translator, ast.walk(tree(path))))
    }


def _takes_translator(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        each.annotation is not None and ast.unparse(each.annotation) in ("Translator", "Wording")
        for each in (*node.args.args, *node.args.kwonlyargs)
    )


def test_every_renderer_makes_some_page():
    """Whoever writes a new kind of mail or page adds it to tests/pages.py."""
    run: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            run.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for pages in PAGES:
            list(pages(Translator("es")))
    finally:
        sys.setprofile(before)
    renderers = _renderers("alerts", "digest", "web")
    assert len(renderers) > 10
    assert [str(path) for path in renderers if str(path) not in run] == []


_TAGS = re.compile(r"<[!/a-z][^>]*(?:>|$)|^[^<>]*(?<=\")>|\b[a-z-]+=\"[^\"]*\"?")
_STYLE = re.compile(r"[^{}]*\{[^{}]*\}")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;]? +[^\W\d_]{2,}")
_SINGLE = re.compile(r">[^<>&]*[^\W\d_]{2,}")


def _own_words(module: ast.Module) -> Iterator[str]:
    """Texts of the code that read as words for people: some in a row, or one between tags.

    Not those: what documents, what is only matched or raised, styles, and commands to type.
    """
    silent = {
        id(inner)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr | ast.Raise | ast.Assert)
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile")
        for inner in ast.walk(node)
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield))
    }
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            bare = _TAGS.sub(" ", _STYLE.sub(" ", node.value))
            is_command = bare.strip().startswith("listener ")
            if (_SENTENCE.search(bare) and not is_command) or _SINGLE.search(node.value):
                yield node.value


def test_no_renderer_has_words_of_its_own():
    """Neither the parts that no sample of ours reaches."""
    renderers = _renderers("alerts", "detection", "digest", "web", "cli", "demo")
    renderers[PACKAGE / "card.py"] = tree(PACKAGE / "card.py")
    written = {
        (path.name, text)
        for path, module in renderers.items()
        if path.name not in WRITE_FILES
        for text in _own_words(module)
    }
    assert written - NO_WORDS == set()
    example = "def page(t: Translator): return f'<b>{t.x}</b> was said' + '<td>Total</td>'"
    assert {*_own_words(ast.parse(example))} == {"</b> was said", "<td>Total</td>"}


WRITE_FILES = {"docs.py", "schedule.py", "setting.py"}
"""What they write is read by programs, or in both languages."""
NO_WORDS = {
    ("as_html.py", "press pressed"),
    ("as_html.py", "face foremost"),
    ("as_terminal.py", "bold red"),
    ("app.py", "noindex, nofollow"),
    ("run.py", "alert*.eml  alert*.html"),
    ("run.py", ".txt  digest."),
}
"""Names of styles, a colour, names of files, a header for programs."""
