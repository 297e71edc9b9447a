"""sources, doctor, schedule: where things are, what is missing, how it runs by itself."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path

import pytest

from listener.config import load
from listener.source import source_names
from tests.cli.world import AT, Listener, fill, mention


def test_sources_tells_each(run: Listener) -> None:
    """Every source with what it sees, and whether its secrets are set, else where to get them."""
    output = run("sources").stdout
    for name in source_names():
        assert f"\n{name} · " in "\n" + output
    told = " ".join(output.split())
    assert "LISTENER_REDDIT_CLIENT_ID: not set; get it at https://www.reddit.com/" in told


def test_doctor_says_where_a_missing_key_is_to_be_had(run: Listener, folder: Path) -> None:
    """With its address, not with a blank."""
    (folder / "brands" / "x.toml").write_text(
        'name = "Luna"\n[[listings]]\nsource = "x"\nid = "@cafeluna"\n'
    )
    told = " ".join(run("doctor").stdout.split())
    assert "LISTENER_X_BEARER_TOKEN: not set; get it at https://console.x.com" in told


def test_sources_reads_without_a_sound_configuration(run: Listener, folder: Path) -> None:
    """What is wrong with a brand's file keeps nobody from reading the list of sources."""
    (folder / "brands" / "bad.toml").write_text("nonsense")
    run("sources")


@pytest.mark.parametrize("command", [["sources"], ["doctor"]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_ever_printed(
    run: Listener, monkeypatch: pytest.MonkeyPatch, command: list[str], form: str
) -> None:
    """A secret is set or not; its value goes no further."""
    for name in ("LISTENER_REDDIT_CLIENT_SECRET", "LISTENER_SMTP_PASSWORD"):
        monkeypatch.setenv(name, "s3cret-value")
    output = run(*command, "--format", form).output
    assert "s3cret-value" not in output
    if command == ["sources"] and form == "json":
        sources = {each["name"]: each for each in json.loads(output)["sources"]}
        assert [each["set"] for each in sources["reddit"]["secrets"]] == [False, True]


def test_doctor_names_all_places_in_order(run: Listener, folder: Path) -> None:
    """The folder in use, why, and the three that are not."""
    places = json.loads(run("doctor", "--format", "json").stdout)["config_places"]
    assert [each["place"] for each in places] == [
        "--config",
        "LISTENER_CONFIG",
        "./config",
        "user folder",
    ]
    assert [each["used"] for each in places] == [True, False, False, False]


def test_doctor_finds_a_configuration_to_mend(run: Listener, folder: Path) -> None:
    """The same words as elsewhere, and 2."""
    (folder / "listener.toml").write_text("langage = 1\n")
    assert 'did you mean "language"?' in run("doctor", code=2).stdout


def test_doctor_tells_a_password_file_that_cannot_be_read(
    run: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail's line says it, and all the other lines are still there."""
    with (folder / "listener.toml").open("a", encoding="utf-8") as file:
        file.write('[mail]\nhost = "mail.example.com"\n')
    monkeypatch.setenv("LISTENER_SMTP_PASSWORD_FILE", str(folder / "gone"))
    said = run("doctor", "--at", AT, code=2).stdout
    assert "LISTENER_SMTP_PASSWORD_FILE" in said
    assert "database" in said


def test_what_lies_in_the_folder_of_another_user_is_named(
    run: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody may look, neither the settings' places nor the database end in a traceback."""
    fill(folder).close()
    database, look = load(str(folder)).database, Path.stat

    def refused(path: Path, **more: bool) -> object:
        if path == database or path.name == "of-another":
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(path, **more)

    monkeypatch.setattr(Path, "stat", refused)
    monkeypatch.setenv("LISTENER_CONFIG", "/of-another")
    for command in ("doctor", "status"):
        answered = run(command, code=4)
        said = "".join((answered.stdout + answered.stderr).split())
        assert f"{database}cannotbeopened:thereisnopermission" in said


def test_doctor_looks_into_the_database(run: Listener, folder: Path) -> None:
    """A sound database is counted; a damaged one ends with 4."""
    fill(folder, mention("a", "x")).close()
    assert "1 mention," in run("doctor", "--at", AT).stdout
    load(str(folder)).database.write_bytes(b"not a database at all" * 100)
    assert "is not a listener database" in run("doctor", code=4).stdout


def test_doctor_tells_of_a_newer_database(run: Listener, folder: Path) -> None:
    """A database of a newer listener is not touched."""
    fill(folder).close()
    connection = sqlite3.connect(load(str(folder)).database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "Update listener" in run("doctor", code=4).stdout


def test_crontab_lines_can_be_pasted(run: Listener, tmp_path: Path) -> None:
    """Absolute paths, quoted, with cron's own per cent sign escaped."""
    odd = tmp_path / "a b%c" / "config"
    (odd / "brands").mkdir(parents=True)
    (odd / "listener.toml").write_text('language = "es"\n')
    lines = run("schedule", "--config", str(odd)).stdout.splitlines()
    [crawl, recheck] = [line for line in lines if not line.startswith("#")]
    assert crawl.startswith("*/15 * * * * /")
    assert f"--config '{tmp_path}/a b\\%c/config' crawl --quiet" in crawl
    assert recheck.startswith("37 4 * * * /")


def test_a_brand_that_tells_a_chat_alone_has_its_daily_digest(
    run: Listener, tmp_path: Path
) -> None:
    """Chats and webhooks get the digest as addresses do, so its line is printed for them too."""
    made = tmp_path / "chat"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text("[channels.team]\n")
    alerts = "[alerts]\nchannels = ['team']\n[[queries]]\nany = ['acme']\n"
    (made / "brands" / "acme.toml").write_text(f"name = 'Acme'\n{alerts}")
    assert "digest --period day --email" in run("schedule", "--config", str(made)).stdout


def test_schedule_for_each_program(run: Listener) -> None:
    """Lines for cron, units for systemd, a workflow for GitHub."""
    assert "0 8 * * *" in run("schedule").stdout
    assert "OnUnitActiveSec=30min" in run("schedule", "--for", "systemd", "--every", "30").stdout
    assert "recheck --quiet" in run("schedule", "--for", "systemd").stdout
    workflow = run("schedule", "--for", "github", "--every", "60").stdout
    assert 'cron: "0 */1 * * *"' in workflow
    assert "${{ secrets.LISTENER_SMTP_PASSWORD }}" in workflow
    assert "cron cannot count" in run("schedule", "--every", "7", code=2).output
