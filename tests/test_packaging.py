"""What people install: a wheel that works outside the checkout, with all that belongs in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import listener

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path.stem
    for folder in (ROOT / "spiders", ROOT / "listener" / "clients")
    for path in folder.glob("[!_]*.py")
)
SPIDERS = sorted(path.stem for path in (ROOT / "spiders").glob("[!_]*.py"))

pytestmark = pytest.mark.xdist_group("packaging")  # one wheel for all of it


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The command's output, run as from a shell that knows nothing of the checkout."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "LISTENER_", "SCRAPY_"))
    }
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean | {"LISTENER_LANG": "en"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of the checkout, without asking the network."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("listener", "spiders"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "wheel", "-qq", "--no-index", "--no-deps")
    _run(*pip, "--no-build-isolation", "-w", out, ".", cwd=source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs folder of a new environment that holds the wheel and sees our libraries."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    paths = {"base": str(home), "platbase": str(home)}
    programs = Path(sysconfig.get_path("scripts", "venv", paths))
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    # A .pth line adds a folder without reading the .pth files in it: our own editable install,
    # which is one of those, stays out of sight.
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "-qq")
    _run(*pip, "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=home)
    return programs


def test_the_wheel_holds_all_sources_and_all_data(wheel):
    """Every file under listener/ and spiders/ is in the wheel, under the name it is imported by."""
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {path for path in (ROOT / "listener").rglob("*") if path.is_file()}
    wanted = {str(path.relative_to(ROOT)) for path in ours if "__pycache__" not in path.parts}
    wanted |= {f"listener/spiders/{path.name}" for path in (ROOT / "spiders").glob("*.py")}
    assert wanted <= names


def test_the_wheel_holds_nothing_else(wheel):
    """No tests, no top-level `spiders` that could clash with another package."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"listener", f"listener_crawler-{listener.__version__}.dist-info"}
    assert [name for name in names if "/test_" in name or "/tests/" in name] == []


def test_the_wheel_says_who_it_is(wheel):
    """Name, version, licence and Pythons, as a package index shows them."""
    archive = zipfile.ZipFile(wheel)
    folder = f"listener_crawler-{listener.__version__}.dist-info"
    said = Parser().parsestr(archive.read(f"{folder}/METADATA").decode())
    assert said["Name"] == "listener-crawler"
    assert said["Version"] == listener.__version__
    assert said["License-Expression"] == "Apache-2.0"
    assert said["Requires-Python"] == "<3.14,>=3.11"
    assert b"Apache License" in archive.read(f"{folder}/licenses/LICENSE")


def test_the_installed_package_is_the_wheel(installed, tmp_path):
    """What follows tests the wheel, not the checkout."""
    where = "import listener, listener.spiders as s; print(listener.__file__, *s.__path__)"
    shown = _run(installed / "python", "-c", where, cwd=tmp_path)
    assert str(ROOT) not in shown
    assert str(installed.parent) in shown


def test_the_command_helps_outside_the_checkout(installed, tmp_path):
    """`listener --help` works where there is no configuration at all."""
    shown = _run(installed / "listener", "--help", cwd=tmp_path)
    assert "crawl" in shown
    assert shown == _run(installed / "python", "-m", "listener", "--help", cwd=tmp_path)


def test_the_command_lists_all_sources(installed, tmp_path):
    """`listener sources` finds every source that is packed."""
    shown = _run(installed / "listener", "sources", cwd=tmp_path)
    assert [name for name in SOURCES if name not in shown] == []


def test_scrapy_lists_the_spiders_outside_the_checkout(installed, tmp_path):
    """`scrapy list` finds them by the settings module alone."""
    settings = {"SCRAPY_SETTINGS_MODULE": "listener.crawl.settings"}
    shown = _run(installed / "python", "-m", "scrapy", "list", cwd=tmp_path, **settings)
    assert shown.split() == SPIDERS


def test_scrapy_lists_the_spiders_in_the_checkout():
    """`scrapy list` finds them by scrapy.cfg."""
    assert _run(sys.executable, "-m", "scrapy", "list", cwd=ROOT).split() == SPIDERS
