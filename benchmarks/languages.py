"""Language identification on the labelled posts of seven languages: how many are told right.

With `among`, the seven are those expected, as a brand's languages are; without, any language may be
answered, and none where nothing is sure. Both identifiers are measured, where they are installed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from importlib.util import find_spec
from time import process_time

from benchmarks.labelled import rows_of
from listener.sentiment import language

SEVEN = ("ar", "de", "en", "es", "fr", "it", "pt")
LIBRARIES = {"eldc": "eldc==0.4.0", "py3langid": "py3langid==0.4.0"}


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks languages").parse_args()
    rows = [(row["text"], row["lang"]) for row in rows_of("umsab_val") if row["lang"] in SEVEN]
    means = list[str]()
    for library, wanted in LIBRARIES.items():
        if find_spec(library) is None:
            print(f"{library}: not installed: pip install {wanted}")
            continue
        _use(library)
        means += [_tell(library, rows, among) for among in (SEVEN, ())]
    print("; ".join(means))


def _use(library: str) -> None:
    """Let that one be found, and forget the detectors that are ready."""
    if library != "eldc":
        sys.modules["eldc"] = None  # type: ignore[assignment]
    language._detector.cache_clear()


def _tell(library: str, rows: list[tuple[str, str]], among: tuple[str, ...]) -> str:
    way = f"{library}, {'among the seven' if among else 'any language'}"
    language.identify("so that it is loaded", among)
    before = process_time()
    answers = [language.identify(text, among) for text, _ in rows]
    speed = len(rows) / (process_time() - before)
    total = Counter(wanted for _, wanted in rows)
    pairs = [(wanted, told) for (_, wanted), told in zip(rows, answers, strict=True)]
    right = Counter(wanted for wanted, told in pairs if told == wanted)
    unknown = Counter(wanted for wanted, told in pairs if told == language.UNDETERMINED)
    print(f"{way}: {speed:,.0f} texts/s")
    for each in SEVEN:
        share, none = 100 * right[each] / total[each], 100 * unknown[each] / total[each]
        print(f"  {each}  {share:5.1f} % right, {none:4.1f} % unknown")
    mean = sum(100 * right[each] / total[each] for each in SEVEN) / len(SEVEN)
    return f"{way}: {mean:.2f} %"
