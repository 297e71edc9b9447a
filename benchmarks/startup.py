"""Starting: CPU time of `listener --help` and of a digest, as multiples of a bare Python."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BRAND = 'name = "Acme"\n[[queries]]\nany = ["acme"]\n'


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks startup")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        brands = Path(folder) / "config" / "brands"
        brands.mkdir(parents=True)
        (brands / "acme.toml").write_text(BRAND)
        from listener.store import Store

        Store(Path(folder) / "listener.db").close()
        digest = ["-m", "listener", "--config", str(brands.parent), "digest", "--exit-zero"]
        ways = {"bare": ["-c", ""], "help": ["-m", "listener", "--help"], "digest": digest}
        spent = _least(ways, options.rounds)
    for name, seconds in spent.items():
        print(f"{name}: {1000 * seconds:.0f} ms CPU")
    print(
        f"listener --help: {spent['help'] / spent['bare']:.1f} x bare Python;"
        f" listener digest: {spent['digest'] / spent['bare']:.1f} x"
    )


def _least(ways: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The least CPU seconds of each way over rounds in which they take turns."""
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, arguments in ways.items():
            least[name] = min(least[name], _cpu(arguments))
    return least


def _cpu(arguments: list[str]) -> float:
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed")
    return used.ru_utime + used.ru_stime
