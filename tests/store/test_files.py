"""Files are read by their names, out of archives too; what cannot be read stops no other."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

import listener.importing
from listener.importing import files_in


def test_archives_are_opened_and_sorted_by_name(tmp_path: Path) -> None:
    """Months come in their order; folders and what a Mac adds are no files."""
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name in ("x/2.csv", "x/1.csv", "__MACOSX/x/._1.csv", "x/.DS_Store"):
            archive.writestr(name, name)
        archive.writestr("x/3.csv.gz", gzip.compress(b"drei"))
        archive.mkdir("y")
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"zip"))
    (tmp_path / "a.csv").write_bytes(b"a")
    found = list(files_in([tmp_path / name for name in ("c.csv.gz", "b.zip", "a.csv")]))
    assert [(each.name, each.body) for each in found] == [
        ("a.csv", b"a"),
        ("b.zip/x/1.csv", b"x/1.csv"),
        ("b.zip/x/2.csv", b"x/2.csv"),
        ("b.zip/x/3.csv.gz", b"drei"),
        ("c.csv", b"zip"),
    ]


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
@pytest.mark.parametrize("how", ["cut", "other"])
def test_a_damaged_archive_is_said_and_the_next_file_read(
    tmp_path: Path, name: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A download that broke off is downloaded again; what is no archive at all likewise."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    path = tmp_path / name
    if how == "other":
        path.write_bytes(b"no es un archivo comprimido")
    elif name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("1.csv", "x" * 1000)
        path.write_bytes(path.read_bytes()[:500])
    else:
        path.write_bytes(gzip.compress(bytes(range(256)))[:-20])
    (tmp_path / "b.csv").write_bytes(b"b")
    broken, fine = files_in([path, tmp_path / "b.csv"])
    assert (
        broken.error == f"{name}: el archivo comprimido está dañado o a medias; descárgalo de nuevo"
    )
    assert fine.body == b"b"


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """A file that went away in the meantime stops no other."""
    (found,) = files_in([tmp_path / "gone.csv"])
    assert found.error.startswith("gone.csv: ")


def test_a_small_archive_does_not_unpack_into_a_mountain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading stops at the limit."""
    monkeypatch.setattr(listener.importing, "LARGEST", 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.csv", bytes(5_000_000))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(bytes(5_000_000)))
    found = list(files_in([tmp_path / "a.zip", tmp_path / "b.csv.gz"]))
    assert [(bool(each.error), each.body) for each in found] == [(True, b"")] * 2


def test_a_name_is_shown_without_tricks(tmp_path: Path) -> None:
    """A file's name is hostile, too."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("\x1b[31mrojo.csv", b"")
    (found,) = files_in([tmp_path / "a.zip"])
    assert "\x1b" not in found.name
