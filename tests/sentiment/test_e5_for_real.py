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
