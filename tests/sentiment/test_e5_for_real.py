"""The real encoder in the `e5` engine; skipped where its wheel is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from listener.scoring import Scoring
from listener.sentiment import Sentiments
from listener.sentiment.tiers import lacking, second_look

pytestmark = pytest.mark.skipif(
    bool(lacking("e5")), reason='not installed: pip install "listener-crawler[e5]"'
)

TEXTS = {
    "La comida estaba buenísima y el trato, de diez. Volveremos seguro.": "positive",
    "Llevo tres semanas esperando el reembolso y nadie contesta. Una vergüenza.": "negative",
    "The app crashes every time I open it, completely useless.": "negative",
    "Best hotel we have ever stayed in, lovely staff!": "positive",
}


def test_it_reads_both_languages() -> None:
    """Plain praise and plain complaints come out as what they are, by its own name."""
    score = Sentiments(second=second_look(Scoring(engine="e5")))
    found = score(list(TEXTS), [None] * len(TEXTS), ("es", "en"))
    assert {each.model for each in found} == {"listener-e5-1"}
    assert [each.label for each in found] == list(TEXTS.values())


COMPLAINTS = {
    "es": (
        "Pésimo servicio, nunca más vuelvo.",
        "La app se cierra sola cada vez que intento pagar.",
        "Me cobraron dos veces y no me devuelven el dinero.",
        "El pedido llegó tarde, frío y equivocado.",
        "La habitación estaba sucia y olía fatal.",
        "Nadie contesta el teléfono, qué vergüenza de empresa.",
        "Una estafa, no compren aquí.",
        "Muy malo, se rompió a los dos días.",
    ),
    "en": (
        "Terrible service, I will never come back.",
        "The app crashes whenever I try to pay.",
        "They charged me twice and refuse to refund me.",
        "My order was late, cold and wrong.",
        "The room was dirty and it smelled awful.",
        "What a scam, do not buy here.",
        "Very bad, it broke after two days.",
    ),
}
PRAISE = {
    "es": (
        "Excelente atención, volveré seguro.",
        "Me encanta la nueva versión de la app.",
        "El personal, amabilísimo, y la comida buenísima.",
        "Llegó antes de lo previsto y en perfecto estado.",
        "La mejor compra que he hecho en años.",
        "Muy contenta con el servicio, gracias por todo.",
    ),
    "en": (
        "Excellent service, I will definitely come back.",
        "I love the new version of the app.",
        "The staff were so kind and the food was delicious.",
        "It arrived early and in perfect condition.",
        "The best thing I have bought in years.",
        "Very happy with the service, thank you for everything.",
    ),
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_plain_complaints_are_negative_and_praise_is_positive(language: str) -> None:
    """The head that ships, on what nobody could take for anything else."""
    score = Sentiments(second=second_look(Scoring(engine="e5", everything_up_to=100)))
    for label, texts in (("negative", COMPLAINTS[language]), ("positive", PRAISE[language])):
        found = score.whole(language, texts)
        assert {text: each.label for text, each in zip(texts, found, strict=True)} == dict.fromkeys(
            texts, label
        )


@pytest.mark.long
def test_processes_of_its_own_read_the_same(tmp_path: Path) -> None:
    """Two processes, begun as a command begins them, give the vectors of one."""
    from listener.sentiment.workers import encode

    script = tmp_path / "read.py"
    script.write_text(
        "import sys, numpy as np\n"
        "from listener.sentiment.workers import encode, encoders\n"
        "if __name__ == '__main__':\n"
        "    texts = [f'número {n} de la cola' for n in range(150)]\n"
        "    with encoders(2) as pool:\n"
        "        np.save(sys.argv[1], encode(texts, pool))\n",
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, str(script), str(tmp_path / "found.npy")],
        check=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    found = np.load(tmp_path / "found.npy")
    own = encode([f"número {n} de la cola" for n in range(150)])
    assert np.abs(found - own).max() < 1e-4
