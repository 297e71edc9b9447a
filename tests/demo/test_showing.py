"""The whole demonstration, as a person sees it: real commands, loopback only."""

import subprocess
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from listener.demo.place import reviews
from listener.demo.run import run


@pytest.mark.e2e
def test_the_planted_spike_is_flagged_and_the_mail_arrives(tmp_path):
    """Both digests flag the incident, the team's mail is there, and the end says what to type.

    The machine speaks Spanish as in Mexico, as most machines speak a country's language.
    """
    folder, lines = tmp_path / "demo", []
    assert run(folder, "es-MX", lines.append, datetime.now(UTC)) == 0, "\n".join(lines)
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
    digest = " ".join((folder / "digest.es.txt").read_text(encoding="utf-8").split())
    assert "Contestadas pocas para saberlo (n=6)" in digest
    assert "4 de 6 reseñas" in digest
    assert "Cambiaron de estrellas 2 " in digest
    assert "1 a mejor, 1 a peor" in digest
    count = len(reviews(datetime.now(UTC)))
    assert f"El sitio cuenta {count} reseñas; tenemos {count}." in digest
    assert "también es inventado" in " ".join(told.split())
    changes = f"listener --config {folder / 'config'} reviews --changes"
    assert changes in told
    command = [sys.executable, "-m", *changes.split()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1★ → 4★, 19 hours after the answer" in shown
    explain = f"listener --config {folder / 'config'} explain"
    assert f"{explain} " in told
    assert "backtest --alarms 0.33,1,3 " in told
    command = [sys.executable, "-m", *explain.split()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "gives the same figures." in shown
