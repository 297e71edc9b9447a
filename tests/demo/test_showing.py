"""The whole demonstration, as a person sees it: real commands, loopback only."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from listener.demo.run import run


@pytest.mark.e2e
def test_the_planted_spike_is_flagged_and_the_mail_arrives(tmp_path):
    """Both digests flag the incident, the team's mail is there, and the end says what to type."""
    folder, lines = tmp_path / "demo", []
    assert run(folder, "es", lines.append, datetime.now(UTC)) == 0, "\n".join(lines)
    for language in ("es", "en"):
        assert "App Store" in (folder / f"digest.{language}.txt").read_text(encoding="utf-8")
        assert "</html>" in (folder / f"digest.{language}.html").read_text(encoding="utf-8")
    mail = message_from_bytes((folder / "alert.eml").read_bytes(), policy=default)
    assert "Café Lumbre" in mail["Subject"]
    assert mail["To"] == "equipo@cafelumbre.example"
    assert (folder / "alert.html").is_file()
    told = "\n".join(lines)
    assert "PICOS NEGATIVOS" in told
    assert f"listener --config {folder / 'config'} digest" in told
