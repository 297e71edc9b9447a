"""Sentiment: ours beside others that read offline, on the same labelled texts, in one run.

Per language macro-F1 with the interval that 95 of 100 sets drawn anew would lie in, and precision
and recall of `negative`; then texts a second (of the processor's time; cold is the first pass),
time to be ready, memory and size. Each scorer runs in a process of its own; who is not installed is
named. `--card` writes the tables into the model card.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, files, requires
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.labelled import Group, sets
from benchmarks.measures import Quality, quality
from benchmarks.scorers import CONTESTANTS, Contestant, installed

CORE = "listener core"
SIX = ("es", "en", "pt", "fr", "it", "de")
SLOW = "listener e5, every text"
SECONDS = 3_000


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one scorer has shown: by set and language how good it is, and what it costs."""

    quality: dict[str, dict[str, Quality]]
    load_seconds: float
    cold_texts_per_second: float
    warm_texts_per_second: float
    memory_mb: float
    own_mb: float
    with_needs_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks sentiment")
    parser.add_argument("--only", nargs="+", choices=CONTESTANTS, metavar="NAME")
    parser.add_argument("--every-text", action="store_true", help=f"{SLOW} as well: minutes")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--card", action="store_true", help="write the tables into docs/")
    options = parser.parse_args()
    groups = sets()
    measured = {}
    for name in options.only or CONTESTANTS:
        if name == SLOW and not (options.every_text or options.only):
            continue
        contestant = CONTESTANTS[name]
        if not installed(contestant):
            print(f"{name}: not installed: pip install {contestant.wanted}", file=sys.stderr)
            continue
        if found := _measured(contestant, groups):
            measured[name] = found
    if options.json:
        print(json.dumps(msgspec.to_builtins(measured), indent=2))
        return
    from benchmarks.tables import tables

    for title, table in tables(measured, groups).items():
        print(f"\n{title}\n\n{table}")
    if options.card:
        from benchmarks.card import write

        write(measured, groups)
    print(f"\n{_last_line(measured)}")


def _measured(contestant: Contestant, groups: Sequence[Group]) -> Measured | None:
    """What a process of its own says; None where it fails, which is told."""
    read = [group for group in groups if group.language in contestant.languages]
    asked = json.dumps([(group.language, group.texts) for group in read])
    one_core = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.scorers", contestant.name],
        input=asked,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        env=os.environ | one_core,
    )
    if ran.returncode:
        said = ran.stderr.strip().splitlines() or ["no reason given"]
        print(f"{contestant.name}: failed: {said[-1]}", file=sys.stderr)
        return None
    answer = json.loads(ran.stdout.splitlines()[-1])
    found: dict[str, dict[str, Quality]] = {}
    for group, told in zip(read, answer.pop("labels"), strict=True):
        found.setdefault(group.set, {})[group.language] = quality(group.labels, told)
    own, needs = _sizes(contestant)
    return Measured(quality=found, own_mb=own, with_needs_mb=needs, **answer)


def _sizes(contestant: Contestant) -> tuple[float, float]:
    """MB on the disk: its own, and with all that it needs."""
    seen = Counter[str]()
    for package in contestant.packages:
        _add(package, seen)
    if contestant.name.startswith("listener"):
        import listener.sentiment

        folder = Path(listener.sentiment.__file__).parent
        own = _bytes(path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    else:
        own = seen[contestant.packages[0]]
        return own / 1e6, sum(seen.values()) / 1e6
    return own / 1e6, (own + sum(seen.values())) / 1e6


def _add(package: str, seen: Counter[str]) -> None:
    """The size of a distribution and of those that it needs, each once."""
    if package in seen:
        return
    try:
        paths = files(package) or ()
    except PackageNotFoundError:
        return
    seen[package] = _bytes(Path(str(path.locate())) for path in paths if path.suffix != ".pyc")
    for line in requires(package) or ():
        if "extra ==" not in line:
            name = line.split(";")[0]
            for mark in "<>=!~ [(":
                name = name.split(mark)[0]
            _add(name.strip(), seen)


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def _last_line(measured: dict[str, Measured]) -> str:
    parts = []
    for name in (CORE, "listener e5", SLOW):
        if name in measured:
            found: Any = measured[name].quality["umsab_val"]
            mean = sum(found[each].macro_f1 for each in SIX) / len(SIX)
            spanish = found["es"]
            parts.append(
                f"{name}: macro-F1 es {spanish.macro_f1:.1f}, en {found['en'].macro_f1:.1f},"
                f" mean of six {mean:.1f}; negative in es: recall {spanish.recall:.0f} %"
                f" at precision {spanish.precision:.0f} %"
            )
    return "; ".join([*parts, *_reviews(measured)]) or "none of ours was measured"


def _reviews(measured: dict[str, Measured]) -> list[str]:
    """The core beside VADER on English reviews."""
    ours, theirs = measured.get(CORE), measured.get("vaderSentiment")
    if not ours or not theirs:
        return []
    told = []
    for name in ("hutto_amazon", "hutto_movie"):
        own, other = ours.quality[name]["en"], theirs.quality[name]["en"]
        told.append(
            f"{name}: core {own.macro_f1:.1f} (negative {own.negative_f1:.0f}),"
            f" VADER {other.macro_f1:.1f} ({other.negative_f1:.0f})"
        )
    return told
