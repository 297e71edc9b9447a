"""The demonstration's folder and the configuration in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from listener.demo.appstore import APP
from listener.demo.content import BRAND, LABEL
from listener.demo.feeds import PATHS, TITLES
from listener.demo.place import LOCATION
from listener.i18n import Translator

BRAND_ID = "cafe-lumbre"
_MARK = "demo.txt"
_SIGNED = LABEL + "\n"


class FolderTaken(Exception):
    """The folder holds something that is not a demonstration's."""


def prepare(folder: Path, t: Translator, *, site: str, mail_host: str, mail_port: int) -> Path:
    """Clear away an earlier demonstration and write its config folder, which is returned.

    Raises FolderTaken rather than touch a folder that a demonstration did not make.
    """
    if folder.is_symlink():
        folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not _is_a_demonstrations(folder):
            raise FolderTaken(str(folder))
        shutil.rmtree(folder)
    brands = folder / "config" / "brands"
    brands.mkdir(parents=True)
    (folder / _MARK).write_text(_SIGNED, encoding="utf-8")
    settings = _SETTINGS.format(
        note=t("demo.config_note"), language=t.language, host=mail_host, port=mail_port
    )
    (folder / "config" / "listener.toml").write_text(settings, encoding="utf-8")
    brand = _BRAND.format(
        note=t("demo.config_note"),
        name=BRAND,
        app=APP,
        place=LOCATION,
        place_note=t("demo.place_note"),
        language=t.language,
        feeds="".join(_feed(site, path, place) for path, place in PATHS.items()),
    )
    (brands / f"{BRAND_ID}.toml").write_text(brand, encoding="utf-8")
    return folder / "config"


def _is_a_demonstrations(folder: Path) -> bool:
    """Whether a demonstration made it: anybody may have a file called like the mark."""
    mark = folder / _MARK
    return mark.is_file() and mark.read_bytes() == _SIGNED.encode()


def _feed(site: str, path: str, place: str) -> str:
    # The forum is about the brand, so all of it counts; of the others, what names the brand.
    match = "false" if place == "foro" else "true"
    return _FEED.format(site=site, path=path, title=TITLES[place], match=match)


_SETTINGS = """\
# {note}

database = "listener.db"
language = "{language}"

[crawl]
contact = "demo@example.invalid"
pace_factor = 0.0

[mail]
host = "{host}"
port = {port}
security = "none"
sender = "listener@example.invalid"
"""

_BRAND = """\
# {note}

name = "{name}"
languages = ["es", "en"]
time_zone = "Europe/Madrid"

[[queries]]
any = ["café lumbre"]
sources = ["hackernews", "reddit"]

[[listings]]
source = "appstore"
id = "{app}"
title = "App {name}"
countries = ["es", "mx", "ar", "co", "us"]

# {place_note}
[[listings]]
source = "googlebusiness"
id = "{place}"
title = "{name} Malasaña"

[[listings]]
source = "reddit"
id = "CafeLumbre_demo"
title = "r/CafeLumbre_demo"
match = false
{feeds}
[alerts]
email = ["equipo@cafelumbre.example"]
language = "{language}"
"""

_FEED = """
[[listings]]
source = "feeds"
id = "{site}{path}"
title = "{title}"
match = {match}
"""
