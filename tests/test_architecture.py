"""The house keeps its shape: layers, packages, words, and documents that match the code."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

import listener
from listener import causes, errors, facts, model, outgoing, records, spikes
from tests.trees import nodes, tree

# One worker parses the code, for these tests and those of the languages.
pytestmark = pytest.mark.xdist_group("trees")
ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHELLS = ("cli", "demo")
CODE = sorted([*(ROOT / "listener").rglob("*.py"), *(ROOT / "spiders").glob("*.py")])
CORE = [path for path in CODE if path.relative_to(ROOT).parts[1] not in SHELLS]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_point_down():
    """The layers that pyproject.toml draws hold."""
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", linter, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_module_has_its_layer():
    """No module stands outside the picture."""
    (layers,) = (c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    drawn = {name.strip() for layer in layers["layers"] for name in re.split("[:|]", layer)}
    inside = {p for p in (ROOT / "listener").iterdir() if p.suffix == ".py" or _is_package(p)}
    there = {f"listener.{p.stem}" for p in inside} - {"listener.__init__"}
    assert drawn == there | {"spiders"}


def test_the_package_list_is_the_folders():
    """What setuptools is told to pack is what there is."""
    folders = {_package(p) for p in (ROOT / "listener").rglob("*") if _is_package(p)}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders | {
        "listener",
        "listener.spiders",
    }


def test_the_newest_changelog_heading_is_the_version():
    """Whoever raises the version says what changed."""
    newest = re.search(r"^## (\S+)", _read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == listener.__version__


def test_every_error_is_explained():
    """Each error has a sentence of its own, and its row in docs/errors.md."""
    kinds = {name: kind for name, kind in vars(errors).items() if _is_error(kind)}
    rows = set(re.findall(r"^\| `(\w+)` \|", _read("docs/errors.md"), re.MULTILINE))
    assert rows == set(kinds)
    for name, kind in kinds.items():
        assert str(kind()).endswith("."), name
        assert str(kind()) == (kind.__doc__ or "").split("\n", 1)[0]


def test_every_exit_code_is_explained():
    """The codes that commands end with are those of docs/errors.md."""
    exits = pytest.importorskip("listener.cli.exits", reason="the commands are not there yet")
    codes = {value for name, value in vars(exits).items() if name.isupper()}
    table = _read("docs/errors.md").split("## Errors")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == codes
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\d+) \|$", _read("docs/errors.md"), re.MULTILINE)
    for name, code in rows:
        if name != "LeaseLost":
            assert exits.code_of(getattr(errors, name)()) == int(code), name


def test_every_word_is_in_the_glossary():
    """A type of the model is a word with a meaning in both languages."""
    words = set(re.findall(r"`(\w+)`", _read("docs/glossary.md")))
    said = set()
    for module in (model, records, outgoing, spikes, causes, facts):
        said |= {name for name, kind in vars(module).items() if _is_word(kind)}
        said |= set(re.findall(r"^(\w+) = Literal", _source(module), re.MULTILINE))
    assert said <= words
    assert not {word for word in words if word[0].isupper()} - said


def test_the_glossary_leaves_no_cell_empty():
    """Word, palabra, meaning, significado: all four."""
    rows = [line for line in _read("docs/glossary.md").splitlines() if line.startswith("| ")]
    assert len(rows) > 50
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4, row
        assert all(cells), row


def test_the_architecture_names_every_module():
    """The picture in the documentation is the one in pyproject.toml."""
    picture = _read("docs/design/architecture.md")
    names = {p.stem for p in (ROOT / "listener").iterdir() if p.suffix == ".py" or _is_package(p)}
    assert [n for n in sorted(names) if not n.startswith("__") and f"`{n}`" not in picture] == []


def test_a_file_says_what_it_is_for():
    """The first line of every file is a sentence about it."""
    assert [_place(path) for path in CODE if not ast.get_docstring(tree(path))] == []


def test_a_file_can_be_read_in_one_sitting():
    """Files stay short; word lists and the demo's texts are no code."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    lists = {path for path in CODE if "lexicon" in path.name or path.name == "content.py"}
    too_long = {p: lines for p, lines in lengths.items() if lines > 400 and p not in lists}
    assert {_place(path): lines for path, lines in too_long.items()} == {}


def test_a_function_is_a_paragraph():
    """No function of the core is longer than a page of a paperback."""
    for path in CORE:
        for node in _functions(path):
            assert _length(node) <= 60, f"{_place(path)}: {node.name} has {_length(node)} lines"


def test_nine_functions_in_ten_are_short():
    """The house style, as a number."""
    lengths = sorted(_length(node) for path in CODE for node in _functions(path))
    assert lengths[len(lengths) // 2] <= 10
    assert lengths[len(lengths) * 9 // 10] < 35


def test_no_name_hides_what_it_does():
    """No Manager, no Helper, no utils."""
    vague = re.compile(r"manager|helper|utils?$", re.IGNORECASE)
    names = [path.stem for path in CODE]
    for path in CODE:
        names += [node.name for node in nodes(path) if isinstance(node, ast.ClassDef)]
    assert [name for name in names if vague.search(name)] == []


def test_a_source_never_imports_a_source():
    """Shared shapes have a file of their own, with an underscore in front."""
    for path in (ROOT / "spiders").glob("*.py"):
        shared = re.findall(
            r"^\s*from (?:\.|listener\.spiders\.?)(\w*) import (\w+)",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        for module, name in shared:
            assert (module or name).startswith("_"), f"{path.name} imports {module or name}"


def test_the_lock_file_is_for_anybody():
    """Every library is pinned with its hashes, and none comes from a place of our own."""
    lock = _read("requirements.lock")
    assert "://" not in lock
    assert not re.search(r"^--(?!hash)", lock, re.MULTILINE)
    pinned = re.findall(r"^([a-z0-9][\w.-]*)(\[[\w,]+\])?==", lock, re.MULTILINE)
    assert len(pinned) > 50
    names = {name.replace("_", "-") for name, _ in pinned}
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert name[0].lower().replace("_", "-") in names, requirement


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in nodes(path) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def _is_package(path: Path) -> bool:
    return path.is_dir() and (path / "__init__.py").exists()


def _package(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parts)


def _is_error(kind: object) -> bool:
    return inspect.isclass(kind) and issubclass(kind, errors.ListenerError)


def _is_word(kind: object) -> bool:
    return (
        inspect.isclass(kind)
        and issubclass(kind, msgspec.Struct)
        and kind.__module__
        in {each.__name__ for each in (model, records, outgoing, spikes, causes, facts)}
    )


def _source(module: object) -> str:
    return Path(module.__file__).read_text(encoding="utf-8")  # type: ignore[attr-defined]
