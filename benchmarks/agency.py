"""Stores like an agency's or a busy brand's, made up and written fast, for `digest` to be measured.

What is in them, and why. Ten sources: half reviews with stars (J-shaped, as in shops: many
fives, many ones), locations, versions and the owner's answers; half posts and articles, with
languages and countries. Hours and weekdays as people sleep and work. Authors by Zipf's law, some
new each day. Every twentieth mention repeats another, one in a hundred has no time of its own, one
in a hundred reviews was edited, some are hidden. Texts of 316 bytes, a sentiment and about one
aspect each, what every watch saw of each quarter of an hour, and what shops count of a listing.

A larger `agency` has both more brands and a longer past: some brands, one of them loud (1,500
mentions a day at every size), the others quieter by Zipf's law. Its digest tells of the same number
of mentions, and whether the rest slows it down is the question. A `busy` brand has all of it within
30 days, 7,000 mentions an hour of five millions: whether sums spare the rows is the question.

Rows lie in the order in which a crawl stores them: by time, all brands mixed. They are written by
columns and not by our own face, which would take an hour; sums are made by the product's own SQL.
Not in it: the index of the full text and the sketches of copies, which no digest reads.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.work import Work
from listener.model import Watch
from listener.store import Store, rollups, summed_schema

NOW = datetime(2026, 7, 1, 9, 10, tzinfo=UTC)
LOUD, LOUD_A_DAY = "acme", 1_500
DAY, BIN = 86_400, 900
ASPECTS = ("price", "service", "wait", "delivery", "quality", "staff", "app", "returns")
COUNTRIES, LANGUAGES = ("ES", "MX", "AR", "US"), ("es", "es", "es", "en")
_HOURS = np.array(
    [*(3, 2, 1, 1, 1, 2, 3, 5, 8, 10, 10, 10), *(11, 12, 11, 10, 9, 10, 11, 12, 12, 11, 8, 5)]
)
_WEEKDAYS = (1.05, 1.05, 1.0, 1.0, 1.05, 0.95, 0.9)


class Voice(NamedTuple):
    """A source as it is heard: its share of all, and where it is listened to."""

    source: str
    kind: str
    share: float
    listings: tuple[str, ...]
    told: tuple[float, float] = (0.22, 0.3)
    """Which shares of the unrated are negative, and positive."""


VOICES = (
    Voice("googleplay", "review", 0.20, ("com.{}.app", "com.{}.pro")),
    Voice("appstore", "review", 0.10, ("{}-284882215",)),
    Voice("googlebusiness", "review", 0.14, ("{}-centro", "{}-norte", "{}-sur")),
    Voice("trustpilot", "review", 0.06, ("www.{}.example",)),
    Voice("x", "post", 0.22, ("{} hoy",), (0.35, 0.2)),
    Voice("facebook", "comment", 0.08, ("{}.oficial",), (0.3, 0.3)),
    Voice("reddit", "post", 0.06, ("r-{}",), (0.4, 0.15)),
    Voice("bluesky", "post", 0.04, ("{} sky",)),
    Voice("googlenews", "article", 0.07, ("{} noticias",), (0.12, 0.12)),
    Voice("youtube", "comment", 0.03, ("{} canal",)),
)


class Agency(NamedTuple):
    """How many brands over how many days make so many mentions."""

    brands: tuple[str, ...]
    shares: Any
    days: int
    a_day: float


def agency(size: int) -> Agency:
    """8 brands and half a year of a million; 14 brands and near two years of five."""
    count = max(2, round(8 * (size / 1_000_000) ** 0.35))
    quiet = 1 / np.arange(2, count + 1)
    others = float(quiet.sum()) * LOUD_A_DAY * 1.7
    days = max(57, round(size / (LOUD_A_DAY + others)))
    a_day = size / days
    loud = min(0.8, LOUD_A_DAY / a_day)
    shares = np.concatenate([[loud], quiet / quiet.sum() * (1 - loud)])
    return Agency((LOUD, *(f"marca{n:02d}" for n in range(1, count))), shares, days, a_day)


def busy(size: int) -> Agency:
    """One brand that all the world speaks of, and all of it within a month."""
    return Agency((LOUD,), np.array([1.0]), 30, size / 30)


KINDS = {"busy": busy, "agency": agency}


def build(path: Path, made: Agency, seed: int = 1) -> None:
    """Write the store of an agency; some minutes for five millions."""
    with Store(path) as store:
        store.register(_watches(made))
        connection = store._connection
        with _bare(connection):
            _fill(connection, made, np.random.default_rng(seed), _texts(seed))
            _look_back(connection, made)
            _sum_up(connection, made)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _watches(made: Agency) -> list[Watch]:
    return [
        Watch(brand=brand, source=voice.source, listing=listing.format(brand))
        for brand in made.brands
        for voice in VOICES
        for listing in voice.listings
    ]


def _texts(seed: int) -> list[str]:
    work = Work(seed)
    return [work.text() for _ in range(5_000)]


@contextmanager
def _bare(connection: sqlite3.Connection) -> Iterator[None]:
    """Without triggers and the second indexes while rows are written; they come back after."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger'"
        " OR (type = 'index' AND tbl_name IN ('mentions', 'brand_links', 'mention_aspects')))"
    ).fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in found:
        connection.execute(sql)


def _fill(connection: sqlite3.Connection, made: Agency, dice: Any, texts: list[str]) -> None:
    watches = _numbers(connection, made)
    first, left = 1, round(made.a_day * made.days)
    start = int(NOW.timestamp()) - made.days * DAY
    for day in range(made.days):
        weight = _WEEKDAYS[(start // DAY + 3 + day) % 7]
        count = left if day == made.days - 1 else min(left, round(made.a_day * weight))
        drawn = _Day(made, dice, first, count, start + day * DAY)
        connection.execute("BEGIN")
        drawn.write(connection, watches, texts)
        connection.execute("COMMIT")
        first, left = first + count, left - count


def _numbers(connection: sqlite3.Connection, made: Agency) -> Any:
    """By brand, voice and turn: the number of a watch; fewer listings than turns come again."""
    known = dict(connection.execute("SELECT key, id FROM watches"))
    turns = math.lcm(*(len(voice.listings) for voice in VOICES))
    return [
        [
            [
                known[f"{brand}/{v.source}/{v.listings[n % len(v.listings)].format(brand)}"]
                for n in range(turns)
            ]
            for v in VOICES
        ]
        for brand in made.brands
    ]


class _Day:
    """All that was said on one day, column by column."""

    def __init__(self, made: Agency, dice: Any, first: int, count: int, start: int) -> None:
        self.made, self.dice, self.count = made, dice, count
        self.ids = np.arange(first, first + count)
        hours = np.roll(_HOURS / _HOURS.sum(), -((start % DAY) // 3600))
        self.at = start + np.sort(
            dice.choice(24, count, p=hours) * 3600 + dice.integers(0, 3600, count)
        )
        self.brand = dice.choice(len(made.brands), count, p=made.shares)
        shares = np.array([voice.share for voice in VOICES])
        self.voice = dice.choice(len(VOICES), count, p=shares / shares.sum())
        self.turn = dice.integers(0, 6, count)
        self.place = dice.integers(0, 4, count)
        rated = np.array([voice.kind == "review" for voice in VOICES])[self.voice]
        stars = dice.choice([1, 2, 3, 4, 5], count, p=[0.22, 0.07, 0.09, 0.17, 0.45])
        bad, good = (np.array([v.told[n] for v in VOICES])[self.voice] for n in (0, 1))
        chance = dice.random(count)
        felt = np.where(chance < bad, -1, np.where(chance > 1 - good, 1, 0))
        self.felt = np.where(rated, np.sign(stars - 3), felt)
        self.stars = [float(s) if r else None for s, r in zip(stars, rated, strict=True)]
        self.polarity = np.clip(self.felt * 0.5 + dice.normal(0, 0.25, count), -1, 1).round(3)
        # Of 60,000 some speak often and most once; each day the window moves on to new ones.
        zipf = (60_000 ** dice.random(count)).astype(int)
        self.author = zipf + self.brand * 1_000_000 + np.where(zipf > 3_000, (start // DAY) * 10, 0)

    def write(self, connection: sqlite3.Connection, watches: Any, texts: list[str]) -> None:
        labels = [("neutral", "positive", "negative")[n] for n in self.felt.tolist()]
        dated = self.dice.random(self.count) >= 0.01
        seen = (self.at + self.dice.integers(30, 1_800, self.count)).tolist()
        ids, at = self.ids.tolist(), self.at.tolist()
        connection.executemany(
            "INSERT INTO mentions (id, source, native_id, id_kind, kind, url, title, text,"
            " author_name, author_id, published_at, precision, first_seen_at, last_seen_at,"
            " language, country, subject, version, rating_raw, rating_worst, rating_best, stars,"
            " likes, label, polarity, content_hash) VALUES (?, ?, ?, 'native', ?, ?, ?, ?, ?, ?, ?,"
            " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._mentions(labels, at, dated.tolist(), seen, texts),
        )
        self._links(connection, watches, np.where(dated, self.at, seen).tolist())
        connection.execute(
            "INSERT INTO sentiments SELECT id, 'bench-1', label, polarity, 0.7, language,"
            " first_seen_at, max(0, -polarity), max(0, polarity), NULL, NULL FROM mentions"
            " WHERE id BETWEEN ? AND ?",
            (ids[0], ids[-1]),
        )
        self._aspects(connection, labels)
        self._answers(connection, ids, at)

    def _mentions(
        self, labels: list[str], at: list[int], dated: list[bool], seen: list[int], texts: list[str]
    ) -> Iterator[tuple[object, ...]]:
        columns = (self.ids, self.brand, self.voice, self.turn, self.place, self.author)
        chosen = self.dice.integers(0, len(texts), self.count).tolist()
        rows = zip(*(c.tolist() for c in columns), self.stars, self.polarity.tolist(), strict=True)
        for n, (key, brand, voice, turn, place, author, stars, polarity) in enumerate(rows):
            heard, name = VOICES[voice], f"autor{author}"
            native, mood = f"{key * 2654435761 % 2**32:08x}{key}", labels[n]
            scale = (None, None) if stars is None else (1.0, 5.0)
            subject = heard.listings[turn % len(heard.listings)].format(self.made.brands[brand])
            version = f"7.{(at[n] // DAY) % 400 // 14}" if voice < 2 else None
            yield (
                *(
                    key,
                    heard.source,
                    native,
                    heard.kind,
                    f"https://{heard.source}.example/{native}",
                ),
                *("Opinión" if stars else "", texts[chosen[n]], name, name),
                *(at[n] if dated[n] else None, "second" if dated[n] else "none", seen[n], seen[n]),
                *(LANGUAGES[place], COUNTRIES[place], subject, version, stars, *scale, stars),
                *(author % 40, mood, polarity, native.encode()),
            )

    def _links(self, connection: sqlite3.Connection, watches: Any, at: list[int]) -> None:
        """In the order of their key, as a page's rows are; every twentieth repeats another."""
        ids, copies = self.ids.tolist(), (self.dice.random(self.count) < 0.05).tolist()
        towards = (self.dice.random(self.count) < 0.02).tolist()
        hidden = (self.dice.random(self.count) < 0.005).tolist()
        last: dict[int, int] = {}
        rows, away = [], []
        columns = zip(self.brand.tolist(), self.voice.tolist(), self.turn.tolist(), strict=True)
        for n, (brand, voice, turn) in enumerate(columns):
            name, watch = self.made.brands[brand], watches[brand][voice][turn]
            if hidden[n]:
                away.append((name, ids[n], at[n], watch, "main", "blocked", at[n]))
                continue
            first = last.get(brand) if copies[n] else None
            if first is None:
                last[brand] = ids[n]
            felt = "negative" if towards[n] else None
            rows.append((name, at[n], ids[n], watch, "main", first, felt))
        connection.executemany("INSERT INTO brand_links VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(rows))
        connection.executemany(
            "INSERT INTO hidden_links (brand, mention_id, at, watch_id, queries, reason, hidden_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            away,
        )

    def _aspects(self, connection: sqlite3.Connection, labels: list[str]) -> None:
        named = self.dice.integers(-6, len(ASPECTS), (self.count, 2)).tolist()
        rows = [
            (key, ASPECTS[each], mood, polarity)
            for key, both, mood, polarity in zip(
                self.ids.tolist(), named, labels, self.polarity.tolist(), strict=True
            )
            for each in {*both}
            if each >= 0
        ]
        connection.executemany("INSERT INTO mention_aspects VALUES (?, ?, ?, ?)", rows)

    def _answers(self, connection: sqlite3.Connection, ids: list[int], at: list[int]) -> None:
        """Four in ten reviews are answered within days, and one in a hundred is edited."""
        chance = self.dice.random(self.count).tolist()
        wait = self.dice.exponential(1.5 * DAY, self.count).astype(int).tolist()
        until = int(NOW.timestamp())
        rated = [n for n, stars in enumerate(self.stars) if stars is not None]
        connection.executemany(
            "INSERT INTO replies (mention_id, native_id, author, text, at, time_kind,"
            " first_seen_at) VALUES (?, ?, 'Equipo', 'Gracias por contárnoslo.', ?, 'created', ?)",
            [
                (ids[n], f"r{ids[n]}", at[n] + wait[n], at[n] + wait[n] + 600)
                for n in rated
                if chance[n] < 0.4 and at[n] + wait[n] < until
            ],
        )
        connection.executemany(
            "INSERT INTO versions (mention_id, replaced_at, title, text, rating_raw, stars, label)"
            " VALUES (?, ?, '', 'Antes.', 1.0, 1.0, 'negative')",
            [
                (ids[n], at[n] + wait[n])
                for n in rated
                if chance[n] > 0.99 and at[n] + wait[n] < until
            ],
        )


def _look_back(connection: sqlite3.Connection, made: Agency) -> None:
    """What each watch saw of each quarter, how it is, and what shops count of their listings."""
    until = int(NOW.timestamp())
    start = until - made.days * DAY
    connection.execute("BEGIN")
    connection.execute(
        "WITH RECURSIVE bins (bin) AS (SELECT :start UNION ALL SELECT bin + 900 FROM bins"
        " WHERE bin + 900 < :until) INSERT INTO coverage (watch_id, bin, state)"
        " SELECT w.id, bin, iif((bin / 900 * 31 + w.id) % 211, 'ok', 'down')"
        " FROM watches w CROSS JOIN bins",
        {"start": start - start % BIN, "until": until - until % BIN},
    )
    connection.execute(
        "UPDATE watches SET health = 'ok', first_success_at = :from, listened_since = :from,"
        " bookmark_newest_at = :until, bookmark_finished_at = :until, last_started_at = :until,"
        " last_success_at = :until",
        {"from": start, "until": until - 600},
    )
    connection.execute(
        "WITH RECURSIVE days (at) AS (SELECT :from UNION ALL SELECT at + 86400 FROM days"
        " WHERE at + 86400 < :until) INSERT INTO listing_totals (watch_id, at, count, stars)"
        " SELECT w.id, at, 1000 + (at - :from) / 600, 3.4 FROM days CROSS JOIN watches w"
        " WHERE w.source IN ('googleplay', 'appstore', 'googlebusiness', 'trustpilot')",
        {"from": start, "until": until},
    )
    connection.execute("COMMIT")


_ALL = """(
  SELECT m.*, b.at, b.copy_of, coalesce(b.towards, m.label) AS felt
  FROM brand_links b CROSS JOIN mentions m ON m.id = b.mention_id WHERE b.brand = :brand)"""


def _sum_up(connection: sqlite3.Connection, made: Agency) -> None:
    """Count the quarters as the store does, brand by brand."""
    counted = rollups.PUT.format(
        table="rollups", values=rollups.COUNTED.format(rows=_ALL, dated="IS NOT NULL")
    )
    for brand in made.brands:
        connection.execute("BEGIN")
        connection.execute(counted, {"brand": brand, "sign": 1})
        connection.execute("COMMIT")
    for count in summed_schema.COUNTED:
        connection.execute(count)
