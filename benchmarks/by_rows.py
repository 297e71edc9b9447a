"""The peer of `digest`: its figures in plain SQL over rows, by the standard library alone.

`python by_rows.py DATABASE BRAND SINCE UNTIL [tables|view]` (times in Unix seconds) prints them.
By `tables`, somebody who knows the layout asks with the indexes that are there; no sum is made
beforehand, and each figure is one question, as one writes it. By `view`, somebody asks the view
that the layout has for people, whose times are words.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime

_ROWS = "FROM brand_links b JOIN mentions m ON m.id = b.mention_id WHERE b.brand = :brand"
_FELT = "coalesce(b.towards, m.label)"
_SUMS = (
    f"count(*), sum({_FELT} = 'negative'), sum({_FELT} = 'positive'), avg(m.polarity),"
    " count(m.stars), avg(m.stars), count(b.copy_of)"
)
_IN = "AND b.at >= :since AND b.at < :until"

TABLES = {
    "by source": f"SELECT m.source, {_SUMS} {_ROWS} {_IN} GROUP BY 1",
    "the period before": (
        f"SELECT m.source, {_SUMS} {_ROWS} AND b.at >= 2 * :since - :until AND b.at < :since"
        " GROUP BY 1"
    ),
    # Four spans, each looked up by itself: reading all 28 days for them takes twice as long.
    "the same weekdays": (
        f"SELECT w.value, m.source, {_SUMS} FROM json_each('[1, 2, 3, 4]') w"
        " CROSS JOIN brand_links b JOIN mentions m ON m.id = b.mention_id WHERE b.brand = :brand"
        " AND b.at >= :since - w.value * 604800 AND b.at < :until - w.value * 604800 GROUP BY 1, 2"
    ),
    "hours": (
        f"SELECT strftime('%w', b.at, 'unixepoch'), strftime('%H', b.at, 'unixepoch'), count(*),"
        f" sum({_FELT} = 'negative') {_ROWS} {_IN} GROUP BY 1, 2"
    ),
    "stars": f"SELECT m.source, m.stars, count(*) {_ROWS} {_IN} AND m.stars NOT NULL GROUP BY 1, 2",
    "labels": f"SELECT m.source, {_FELT}, count(*) {_ROWS} {_IN} GROUP BY 1, 2",
    "aspects": (
        "SELECT a.aspect, a.label, count(*) FROM brand_links b JOIN mention_aspects a"
        f" ON a.mention_id = b.mention_id WHERE b.brand = :brand {_IN} GROUP BY 1, 2"
    ),
    "answers": (
        "SELECT m.source, count(*), avg((SELECT min(r.at) FROM replies r WHERE r.mention_id = m.id)"
        f" - m.published_at) {_ROWS} {_IN} AND m.kind = 'review' GROUP BY 1"
    ),
    "worst": (
        f"SELECT m.* {_ROWS} {_IN} AND {_FELT} = 'negative'"
        " ORDER BY coalesce(m.stars, 2), m.polarity LIMIT 10"
    ),
}

_WHEN = "published_utc >= {} AND published_utc < {}"
_AT = "datetime({}, 'unixepoch')"
_VIEWED = "FROM readable_mentions WHERE brand = :brand AND"
_VIEW_SUMS = "count(*), sum(label = 'negative'), sum(label = 'positive'), avg(stars)"
_VIEW_IN = _WHEN.format(_AT.format(":since"), _AT.format(":until"))

VIEW = {
    "by source": f"SELECT source, {_VIEW_SUMS} {_VIEWED} {_VIEW_IN} GROUP BY 1",
    "the period before": (
        f"SELECT source, {_VIEW_SUMS} {_VIEWED}"
        f" {_WHEN.format(_AT.format('2 * :since - :until'), _AT.format(':since'))} GROUP BY 1"
    ),
    # One look at 28 days: a look for each of four spans would read all of the brand four times.
    "the same weekdays": (
        f"SELECT source, date(published_utc), {_VIEW_SUMS} {_VIEWED}"
        f" {_WHEN.format(_AT.format(':until - 28 * 86400'), _AT.format(':until'))} GROUP BY 1, 2"
    ),
    "stars": (
        f"SELECT source, stars, count(*) {_VIEWED} {_VIEW_IN} AND stars NOT NULL GROUP BY 1, 2"
    ),
    "worst": (
        f"SELECT * {_VIEWED} {_VIEW_IN} AND label = 'negative' ORDER BY coalesce(stars, 2) LIMIT 10"
    ),
}


def main() -> None:
    path, brand, since, until, *way = sys.argv[1:]
    connection = sqlite3.connect(path)
    values = {"brand": brand, "since": int(since), "until": int(until)}
    print(datetime.fromtimestamp(values["since"], UTC), datetime.fromtimestamp(int(until), UTC))
    for name, question in (VIEW if way == ["view"] else TABLES).items():
        found = connection.execute(question, values).fetchall()
        print(f"{name}: {len(found)} rows, first {found[0][:6] if found else '-'}")


if __name__ == "__main__":
    main()
