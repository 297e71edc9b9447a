"""How many texts a second each engine scores, and which share of them it reads again.

    python -m benchmarks tiers [--texts 600] [--file texts.jsonl]

Every engine in this run, on the same texts: the core, then what e5 reads with one process and with
two, its cache empty and full. Texts are of the own corpus where it is there, else made up.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks.work import Work
from listener.model import Sentiment
from listener.scoring import Scoring
from listener.sentiment import Sentiments
from listener.sentiment.tiers import lacking, second_look

AMONG = ("es", "en")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks tiers")
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--file", type=Path, help="a text a line, or JSON with a key `text`")
    chosen = parser.parse_args()
    texts = _texts(chosen.file, chosen.texts)
    mean = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} texts of {mean:.0f} characters, {os.cpu_count()} cores")
    core, firsts, used = _timed(Sentiments(), texts)
    _tell("core", core, f"{used:.0f} a CPU-second")
    if lacking("e5"):
        print('e5 is not installed: pip install "listener-crawler[e5]"')
        return
    figures = {"core": core}
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            name = f"e5, {workers} process{'es' if workers > 1 else ''}"
            beside = Path(folder) / str(workers)
            scoring = Scoring(engine="e5", everything_up_to=0, workers=workers)
            figures[name], again, used = _timed(_ready(scoring, beside), texts)
            read = sum(a.model != b.model for a, b in zip(firsts, again, strict=True))
            _tell(name, figures[name], f"{read / len(texts):.0%} of them read again")
            share = read / len(texts)
            more = f"{share * used:.1f} a CPU-second" if workers == 1 else ""
            _tell("  of those read again", share * figures[name], more)
        cached, _, _ = _timed(Sentiments(second=second_look(scoring, beside)), texts)
        _tell("e5, read before", cached)
    print("tiers: " + ", ".join(f"{name} {speed:.0f} texts/s" for name, speed in figures.items()))


def _ready(scoring: Scoring, beside: Path) -> Callable[..., list[Sentiment]]:
    """An engine whose weights are loaded and whose processes have begun."""
    sentiments = Sentiments(second=second_look(scoring, beside))
    warm = [f"quizá sí o quizá no, número {n} de los que esperan" for n in range(300)]
    sentiments(warm, [None] * len(warm), AMONG)
    return sentiments


def _timed(
    score: Callable[..., list[Sentiment]], texts: Sequence[str]
) -> tuple[float, list[Sentiment], float]:
    """Texts a second, what came of it, and texts a second of this process's own work."""
    score(["de usar y tirar"], [None], AMONG)
    began, worked = time.perf_counter(), time.process_time()
    found = score(texts, [None] * len(texts), AMONG)
    seconds, used = time.perf_counter() - began, time.process_time() - worked
    return len(texts) / seconds, found, len(texts) / max(used, 1e-9)


def _tell(name: str, speed: float, more: str = "") -> None:
    print(f"{name:24}{speed:8.1f} texts a second  {more}".rstrip())


def _texts(file: Path | None, count: int) -> list[str]:
    if file is None:
        work = Work()
        return [work.said(AMONG[n % 2])[: 60 + n % 200] for n in range(count)]
    lines = file.read_text(encoding="utf-8").splitlines()
    texts = [msgspec.json.decode(line)["text"] if line[:1] == "{" else line for line in lines]
    return texts[:: max(1, len(texts) // count)][:count]
