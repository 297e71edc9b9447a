"""A configuration, and a way to run commands on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listener.cli.group import listener
from tests.cli.world import BRAND, SETTINGS, Listener


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins in English, and what a command sets is put back."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    for name in ("LISTENER_CONFIG", "LISTENER_DATABASE", "LISTENER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration folder with one brand."""
    made = tmp_path / "config"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (made / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    return made


@pytest.fixture
def run(folder: Path) -> Listener:
    """Runs a command on that configuration."""

    def command(*arguments: str, code: int = 0, **settings: object) -> Result:
        result = CliRunner().invoke(
            listener, ["--config", str(folder), *arguments], prog_name="listener", **settings
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return command
