"""Help, languages, exit codes and what starting costs."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from listener.cli.group import COMMANDS, listener
from listener.errors import DeliveryError, ListenerError, StoreError, Throttled
from tests.cli.world import AT, Listener, fill, mention

HEAVY = (
    "babel",
    "msgspec",
    "sqlite3",
    "scrapy",
    "praw",
    "numpy",
    "sqlite_utils",
    "rich",
    "twisted",
)


def child(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def imported(code: str) -> set[str]:
    """Names of the heavy modules that are there after running this."""
    said = child("-c", f"import sys\n{code}\nprint(*(m for m in {HEAVY} if m in sys.modules))")
    assert said.returncode == 0, said.stderr
    return set(said.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy() -> None:
    """`listener --help` only lists; it imports no command and no library of theirs."""
    code = "from listener.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert imported(code) == set()


def test_what_a_file_gets_on_windows_is_utf8() -> None:
    """Where a code page has no ticks, what goes to a file or a pipe ended in a traceback."""
    said = child("-m", "listener", "--lang", "es", "doctor", PYTHONIOENCODING="cp1252")
    assert said.returncode in (0, 2), said.stderr
    assert "✓  configuración" in said.stdout


def test_digest_imports_no_engine() -> None:
    """`listener digest` reads the database and needs nothing of the crawl."""
    heavy = imported("import listener.cli.digest") - {"msgspec", "sqlite3"}
    assert not heavy


def cpu_seconds(*arguments: str) -> float:
    """The least CPU time of some runs."""
    measured = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        measured.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(measured)


def test_help_starts_fast() -> None:
    """`listener --help` takes at most five times the CPU of a bare Python."""
    assert cpu_seconds("-m", "listener", "--help") <= 5 * cpu_seconds("-c", "pass")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help_with_an_example(command: tuple[str, ...], language: str) -> None:
    """Each command tells what it does and shows how, in both languages."""
    result = CliRunner().invoke(listener, ["--lang", language, *command, "--help"])
    assert result.exit_code == 0
    assert ("Ejemplos:" if language == "es" else "Examples:") in result.output
    example = result.output.partition("Ejemplos:" if language == "es" else "Examples:")[2]
    assert " ".join(["listener", *command]) in example


def test_help_speaks_the_language_of_the_machine() -> None:
    """Without LISTENER_LANG the locale decides, click's own words included."""
    said = child("-m", "listener", "crawl", "--help", LISTENER_LANG="", LC_ALL="es_MX.UTF-8").stdout
    assert said.startswith("Uso: listener crawl [OPCIONES]")
    assert "Muestra esta ayuda." in said
    assert "Options" not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frob"], "No existe el comando 'frob'"),
        (["digest", "--brnd", "x"], "¿Querías decir '--brand'?"),
        (["digest", "--format", "xx"], "'xx' no es ninguna de estas"),
        (["search", "--limit", "0"], "0 no está en el intervalo"),
        (["schedule", "--every", "many"], "'many' no es un número válido"),
        (["digest", "--at", "ayer"], '"ayer" no es un día ni una hora'),
    ],
)
def test_a_mistyped_command_is_explained_in_spanish(
    run: Listener, arguments: list[str], words: str
) -> None:
    """A slip of the finger ends with 2 and a hint, in the language that is spoken."""
    assert words in run("--lang", "es", *arguments, code=2).output


def test_an_unknown_setting_is_named_with_its_nearest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names file, key and the nearest right key, in one line, and ends with 2."""
    file = folder / "brands" / "acme.toml"
    file.write_text('name = "Acme"\n[[queries]]\nany = ["acme"]\nexcludes = ["x"]\n')
    monkeypatch.chdir(folder.parent)
    result = CliRunner().invoke(listener, ["digest"])
    assert result.exit_code == 2
    assert result.output == (
        'config/brands/acme.toml: queries[0].excludes: no such setting (did you mean "exclude"?)\n'
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ListenerError("x"), 1),
        (Throttled("x"), 3),
        (StoreError("x"), 4),
        (DeliveryError("x"), 5),
    ],
)
def test_each_kind_of_error_has_its_code(
    run: Listener, monkeypatch: pytest.MonkeyPatch, error: ListenerError, code: int
) -> None:
    """Cron can tell by the number what must be done; the words are one safe line."""

    def fail(*_: object) -> None:
        raise type(error)("no\x1b[31m way\nout")

    monkeypatch.setattr("listener.cli.session.configured", fail)
    assert run("digest", code=code).output == "no way out\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is made of /dev/full")
def test_a_full_disk_behind_the_screen_is_told_in_a_line(folder: Path) -> None:
    """`listener digest > page.txt`, and whatever else writes there; no traceback at the end."""
    fill(folder).close()
    for name in ("digest", "status"):
        with Path("/dev/full").open("w") as full:
            told = subprocess.run(
                [sys.executable, "-m", "listener", "--config", str(folder), name],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        said = "what goes to the screen cannot be written: the disk is full"
        assert (told.returncode, told.stderr.strip()) == (2, said)


def test_debug_shows_the_traceback(run: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """LISTENER_DEBUG=1 is for those who want to see more."""
    monkeypatch.setenv("LISTENER_DEBUG", "1")
    with pytest.raises(StoreError):
        run("digest")


def test_a_missing_database_says_where_to_begin(run: Listener) -> None:
    """Before the first crawl the reading commands point to it, and make no file."""
    for command in ("digest", "search", "status", "export", "alert"):
        assert "start with: listener crawl" in run(command, code=4).output


def test_a_folder_without_brands_points_to_init(run: Listener, folder: Path) -> None:
    """The first thing to do is said when nothing is set up."""
    (folder / "brands" / "lumbre.toml").unlink()
    assert "listener init" in run("crawl", code=2).output


def test_a_wrong_brand_or_source_is_named_with_its_nearest(run: Listener, folder: Path) -> None:
    """`--brand` and `--source` are checked before anything is done."""
    fill(folder).close()
    assert 'did you mean "lumbre"?' in run("digest", "--brand", "lumbr", code=2).output
    assert 'did you mean "feeds"?' in run("crawl", "--source", "feed", code=2).output


def test_the_language_of_the_configuration_is_spoken(
    run: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option goes before the environment, that before the configuration."""
    fill(folder, mention("a", "pésimo lumbre")).close()
    (folder / "listener.toml").write_text('language = "es"\n')
    monkeypatch.setenv("LISTENER_LANG", "")
    assert "1 mención." in run("search").stdout
    monkeypatch.setenv("LISTENER_LANG", "en")
    assert "1 mention." in run("search").stdout
    assert "1 mención." in run("--lang", "es", "search").stdout
    assert "1 mention." in run("search", "--lang", "en", "--at", AT).stdout


def test_version() -> None:
    """`listener --version` tells it, and no more."""
    assert child("-m", "listener", "--version").stdout == "listener 0.1.0\n"
