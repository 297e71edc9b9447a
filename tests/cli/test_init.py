"""init: what it writes is read back, and nothing is ever overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner, Result

from listener.cli.group import listener
from listener.config import load
from listener.watching import watches_of

APP = "https://apps.apple.com/es/app/synthetic/id1234567890"
FEED = "https://example.com/rss"


def init(folder: Path, *arguments: str, answers: str = "", language: str = "en") -> Result:
    os.environ["LISTENER_LANG"] = language
    return CliRunner().invoke(
        listener, ["init", "--dir", str(folder), *arguments], input=answers, prog_name="listener"
    )


def test_options_alone_make_a_configuration(tmp_path: Path) -> None:
    """With --yes nothing is asked, and every option arrives where it belongs."""
    made = tmp_path / "config"
    result = init(
        made,
        *("--yes", "--name", "Café Lumbre", "--email", "a@example.com", "--email", "b@example.com"),
        *("--app", APP, "--country", "ES", "--country", "mx", "--feed", FEED),
        *("--time-zone", "Europe/Madrid", "--languages", "es", "--phrase", "lumbre"),
    )
    assert result.exit_code == 0, result.output
    config = load(str(made))
    [brand] = config.brands
    assert (brand.id, brand.name, brand.time_zone) == (
        "cafe-lumbre",
        "Café Lumbre",
        "Europe/Madrid",
    )
    assert brand.alerts.email == ("a@example.com", "b@example.com")
    assert brand.queries[0].any == ("lumbre",)
    places = [(each.source, each.id, each.countries) for each in brand.listings]
    assert places == [("feeds", FEED, ()), ("appstore", "1234567890", ("es", "mx"))]
    assert len(watches_of(config)) == 4
    for words in ("approve", "aspects/", "rules.toml", "doctor", "crawl", "digest"):
        assert words in result.output


def test_the_example_of_an_app_has_countries_to_copy(tmp_path: Path) -> None:
    """Whoever has named no app may uncomment it later."""
    init(tmp_path / "c", answers="Lumbre\n" + "\n" * 6 + "no\n", language="es")
    written = (tmp_path / "c" / "brands" / "lumbre.toml").read_text(encoding="utf-8")
    assert '# countries = ["es", "mx"]' in written


def test_questions_are_asked_again_until_they_fit(tmp_path: Path) -> None:
    """A wrong answer is explained and the question put again; Enter takes what is usual."""
    answers = ["Café Lumbre", "", "ingles", "", "Europe/Madird", "Europe/Madrid"]
    answers += ["not an address", "", "nonsense", "", FEED]
    result = init(tmp_path / "c", answers="\n".join(answers) + "\n", language="es")
    assert result.exit_code == 0, result.output
    assert '"ingles" no vale; escribe códigos como es, en' in result.output
    assert '¿querías decir "Europe/Madrid"?' in result.output
    assert "no es una dirección de correo" in result.output
    config = load(str(tmp_path / "c"))
    assert config.settings.language == "es"
    assert config.brands[0].listings[0].id == FEED


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """The file that stands in the way is named, stays as it is, and the code is 2."""
    assert init(tmp_path / "c", "--yes", "--name", "Acme").exit_code == 0
    file = tmp_path / "c" / "brands" / "acme.toml"
    file.write_text("mine")
    result = init(tmp_path / "c", "--yes", "--name", "ACME")
    assert result.exit_code == 2
    assert f"{file}: this file exists" in result.output
    assert file.read_text() == "mine"


def test_a_name_that_is_taken_is_told_before_all_else_is_asked(tmp_path: Path) -> None:
    """Nobody answers seven questions for nothing: the first is put again."""
    made = tmp_path / "my config"
    init(made, "--yes", "--name", "Acme")
    result = init(made, answers="ACME\nLumbre\n" + "\n" * 6 + "no\n")
    assert result.exit_code == 0, result.output
    first, _, rest = result.output.partition("acme.toml")
    assert first.count(":") == 2
    assert "Brand name" in rest or "brand" in rest
    assert f"--config '{made}'" in rest
    assert {each.id for each in load(str(made)).brands} == {"acme", "lumbre"}
    refused = init(made, "--name", "Acme")
    assert refused.exit_code == 2
    assert "acme.toml" in refused.output


def test_a_full_disk_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command would stumble over it; the file that did not fit is named."""
    opened = Path.open

    class Full:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def write(self, _: str) -> None:
            """What is written waits to be flushed."""

    def full(path: Path, mode: str = "r", **more: str) -> object:
        file = opened(path, mode, **more)
        if path.name != "acme.toml" or mode != "x":
            return file
        file.close()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    result = init(tmp_path / "c", "--yes", "--name", "Acme")
    assert result.exit_code == 2
    assert "acme.toml cannot be written: the disk is full" in result.output
    assert not (tmp_path / "c" / "brands" / "acme.toml").exists()


def test_a_second_brand_leaves_the_settings_alone(tmp_path: Path) -> None:
    """`listener.toml` is written once; each brand has a file of its own."""
    init(tmp_path / "c", "--yes", "--name", "Acme")
    settings = tmp_path / "c" / "listener.toml"
    settings.write_text(settings.read_text() + "# mine\n")
    assert init(tmp_path / "c", "--yes", "--name", "Lumbre").exit_code == 0
    assert settings.read_text().endswith("# mine\n")
    assert [brand.id for brand in load(str(tmp_path / "c")).brands] == ["acme", "lumbre"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "name",
    [
        'Quo"te',
        "back\\slash",
        "{brace}",
        "日本",
        "ñandú \u202e x",
        "a\x1b[31mb\nc",
        "#x = 1",
        "'''",
    ],
)
def test_any_name_is_written_right(tmp_path: Path, name: str, language: str) -> None:
    """Quotes, braces, escapes and other scripts come back as they were, on one safe line."""
    made = tmp_path / "c"
    assert init(made, "--yes", "--name", name, language=language).exit_code == 0
    [brand] = load(str(made)).brands
    if name.isprintable():
        assert brand.name == name
    assert "\x1b" not in brand.name
    assert "\n" not in brand.name


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--app", "my app", "number of the app"),
        ("--feed", "example.com", "whole address"),
        ("--email", "a@b\nBcc: c@d", "no e-mail address"),
        ("--country", "Spain", "two letters"),
        ("--time-zone", "Madrid", "no such time zone"),
        ("--languages", "Spanish!", "codes like es"),
        ("--name", " ", "empty"),
    ],
)
def test_a_wrong_option_is_explained_and_nothing_written(
    tmp_path: Path, option: str, value: str, words: str
) -> None:
    """All is checked before the first file is written."""
    result = init(tmp_path / "c", "--yes", "--name", "Acme", option, value)
    assert result.exit_code == 2
    assert words in result.output
    assert not (tmp_path / "c").exists()


def test_yes_without_a_name_is_refused(tmp_path: Path) -> None:
    """The one thing that cannot be guessed."""
    assert "--name" in init(tmp_path / "c", "--yes").output


def test_bytes_that_are_no_text_leave_nothing_half_written(tmp_path: Path) -> None:
    """What a terminal in Latin-1 sends is written as text that can be read again."""
    made = tmp_path / "c"
    odd = ("--name", "Caf\udce9", "--feed", "https://x.example/\udcff")
    assert init(made, "--yes", *odd, language="en").exit_code == 0
    [brand] = load(str(made)).brands
    assert brand.name == "Caf\ufffd"


def test_a_look_up_is_offered_and_nothing_is_lost_without_it(tmp_path: Path) -> None:
    """Whoever says no, or nothing, has a brand all the same, and is told how to look later."""
    for number, answer in enumerate(["no\n", "n\n", "what?\nno\n", ""]):
        made = tmp_path / str(number)
        result = init(made, answers="Café Lumbre\n\n\n\n\n\n\n" + answer, language="es")
        assert result.exit_code == 0, result.output
        assert "¿Busco ahora sus apps" in result.output
        assert 'listener listings find "Café Lumbre"' in result.output
        assert load(str(made)).brands[0].listings == ()


def test_yes_looks_nothing_up(tmp_path: Path) -> None:
    """Asked nothing, it asks nobody either; the command for later is told."""
    result = init(tmp_path / "c", "--yes", "--name", "Acme")
    assert 'listener listings find "Acme"' in result.output
    assert "Looking" not in result.output
