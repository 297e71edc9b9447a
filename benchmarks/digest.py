"""The digest: CPU and memory of `listener digest` in stores of two sizes, beside plain SQL.

Two kinds of stores are built first (`benchmarks.agency` says what is in them and why): a busy brand
with all of its mentions in a month, and an agency whose brand has as many a day in both sizes. Each
way runs in a process of its own, in turn, and the least of some rounds counts; all is in the page
cache by then. What Python needs to start is in all figures; beside them stands the same command on
an empty store, so that it can be taken off.

`--explain` prints the statements of one digest instead, the slowest first, with SQLite's plan.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NOW, DAY = 1_782_897_000, 86_400  # 2026-07-01 09:10 UTC, where the stores end
BRANDS = {"acme": "Acme"}
PERIODS = {"24h": 1, "7d": 7, "28d": 28}
ROWS = Path(__file__).with_name("by_rows.py")


class Used(NamedTuple):
    """CPU milliseconds and peak megabytes of a process."""

    ms: float
    mb: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks digest")
    parser.add_argument("--sizes", default="1000000,5000000", help="mentions in each store")
    parser.add_argument("--stores", default="agency,busy", help="which kinds of stores")
    parser.add_argument("--periods", default="24h,7d,28d")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to build (default: a temporary one)")
    parser.add_argument("--keep", action="store_true", help="use and keep stores of that folder")
    parser.add_argument("--explain", action="store_true", help="the statements and their plans")
    parser.add_argument("--as", dest="role", choices=["build", "explain"], help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        {"build": _build, "explain": _explain}[options.role](options)
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as temporary:
        folder = options.folder if options.keep and options.folder else Path(temporary)
        for kind in options.stores.split(","):
            _measure(options, folder, kind)


def _measure(options: argparse.Namespace, folder: Path, kind: str) -> None:
    sizes = [int(size) for size in options.sizes.split(",")]
    places = {size: folder / f"{kind}-{size}" for size in (0, *sizes)}
    for size, place in places.items():
        if not (place / "listener.db").exists():
            # In a process of its own: a child's peak begins with the size of who starts it.
            _again("build", place, kind, size, options.periods)
    for size in sizes if options.explain else ():
        _again("explain", places[size], kind, size, options.periods)
    for period in () if options.explain else options.periods.split(","):
        _compare(places, f"{kind}, {period}", _ways(places, period), options.rounds)


def _again(role: str, place: Path, kind: str, size: int, periods: str) -> None:
    command = [*_python("digest"), "--as", role, "--folder", str(place), "--kind", kind]
    subprocess.run([*command, "--size", str(size), "--periods", periods], check=True)


def _python(name: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks", name]


def _build(options: argparse.Namespace) -> None:
    """A folder with a configuration and a store of that kind and size beside it."""
    folder = options.folder
    brands = folder / "config" / "brands"
    brands.mkdir(parents=True, exist_ok=True)
    for brand, name in BRANDS.items():
        (brands / f"{brand}.toml").write_text(f'name = "{name}"\n[[queries]]\nany = ["{brand}"]\n')
    path = folder / "listener.db"
    if not options.size:
        from listener.store import Store

        Store(path).close()
        return
    from benchmarks.agency import KINDS, build

    began = time.monotonic()
    part = path.with_suffix(".part")
    made = KINDS[options.kind](options.size)
    build(part, made)
    part.rename(path)
    a_day, each = made.shares[0] * made.a_day, path.stat().st_size / options.size
    print(
        f"{options.kind}: {options.size:,} mentions of {len(made.brands)} brands in {made.days}"
        f" days, of acme {a_day:,.0f} a day; {each:,.0f} bytes each; built in"
        f" {time.monotonic() - began:.0f} s",
        flush=True,
    )


def _ways(places: Mapping[int, Path], period: str) -> dict[str, list[str]]:
    """The commands that take turns, by what they are called in the table."""
    since = NOW - PERIODS[period] * DAY
    ours = {
        f"digest {size:,}": [
            *(sys.executable, "-m", "listener", "--config", str(place / "config")),
            *("digest", "--brand", "acme", "--since", period, "--exit-zero"),
            *("--at", "2026-07-01T09:10:00Z"),
        ]
        for size, place in places.items()
    }
    rows = {
        f"{way} {size:,}": [
            *(sys.executable, str(ROWS), str(place / "listener.db")),
            *("acme", str(since), str(NOW), way),
        ]
        for way in ("tables", "view")
        for size, place in places.items()
    }
    return ours | rows


def _compare(
    places: Mapping[int, Path], title: str, ways: Mapping[str, list[str]], rounds: int
) -> None:
    found, (_, *sizes) = _least(ways, rounds), places
    print(f"\n{title:<22}" + "".join(f"{size:>26,}" for size in places))
    for way in ("digest", "tables", "view"):
        cells = (found[f"{way} {size:,}"] for size in places)
        print(f"{way:<22}" + "".join(f"{c.ms:>14,.0f} ms{c.mb:>6,.0f} MB" for c in cells))
    small, large = (found[f"digest {size:,}"] for size in (sizes[0], sizes[-1]))
    idle = found["digest 0"]
    rows, view = (found[f"{way} {sizes[-1]:,}"].ms for way in ("tables", "view"))
    bare = found["tables 0"].ms
    print(
        f"{title}: at {sizes[-1]:,} {large.ms / small.ms:.2f} x the time of {sizes[0]:,}"
        f" ({_over(large.ms - idle.ms, small.ms - idle.ms):.2f} x without the start),"
        f" {large.mb:.0f} MB ({idle.mb:.0f} MB on an empty store);"
        f" SQL over rows: {rows / large.ms:.1f} x our CPU"
        f" ({_over(rows - bare, large.ms - idle.ms):.1f} x without the starts),"
        f" over the view {view / large.ms:.1f} x"
        f" ({_over(view - bare, large.ms - idle.ms):.1f} x)",
        flush=True,
    )


def _over(one: float, other: float) -> float:
    """A ratio of what is left when the starts are taken off, which may be next to nothing."""
    return one / max(other, 1.0)


def _least(ways: Mapping[str, list[str]], rounds: int) -> dict[str, Used]:
    """The least CPU and memory of each way over rounds in which they take turns."""
    least: dict[str, Used] = {}
    for turn in range(rounds + 1):
        for name, command in ways.items():
            used = _used(command)
            # The first round only fills the page cache.
            if turn:
                before = least.get(name, used)
                least[name] = Used(min(before.ms, used.ms), min(before.mb, used.mb))
    return least


def _used(command: list[str]) -> Used:
    # Bytecode is kept, as it is on a user's machine.
    user = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=user)
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed: {said}")
    return Used(1000 * (used.ru_utime + used.ru_stime), used.ru_maxrss / 1024)


def _explain(options: argparse.Namespace) -> None:
    """Every statement of one digest with its CPU milliseconds, rows and plan, the slowest first."""
    from datetime import UTC, datetime

    from listener import pipeline
    from listener.config import load
    from listener.store import Store

    folder = options.folder
    now = datetime.fromtimestamp(NOW, UTC)
    config = load(str(folder / "config"))
    for period in options.periods.split(","):
        since = datetime.fromtimestamp(NOW - PERIODS[period] * DAY, UTC)
        with Store(folder / "listener.db") as store:
            asked: list[str] = []
            connection = store._connection
            connection.set_trace_callback(asked.append)
            pipeline.reports(config, store, since, now, "acme")
            connection.set_trace_callback(None)
            timed = []
            for question in asked:
                if not question.lstrip().startswith(("SELECT", "WITH")):
                    continue
                began = time.process_time()
                rows = len(connection.execute(question).fetchall())
                timed.append((1000 * (time.process_time() - began), rows, question))
            spent = sum(ms for ms, _, _ in timed)
            print(f"\n=== {options.kind}, {options.size:,} mentions, --since {period}:")
            print(f"    {len(timed)} statements, {spent:.0f} ms")
            for ms, rows, question in sorted(timed, reverse=True)[:12]:
                print(f"\n{ms:.1f} ms, {rows} rows: {' '.join(question.split())[:1_500]}")
                for step in connection.execute(f"EXPLAIN QUERY PLAN {question}"):
                    print(f"    {step[3]}")
