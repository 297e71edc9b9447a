"""The files that Play Console exports: every row a review, imported as often as one likes.

The real files are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when
absent.
"""

import csv
import io
import json
import os
import statistics
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.playconsole import SOURCE

from listener.config import Brand, Config, Settings
from listener.errors import UnexpectedAnswer
from listener.importing import File, Imported, import_files
from listener.model import Mention, Page, Payload, Reply
from listener.reviewed import counted
from listener.reviewing import ReviewLife
from listener.store import Store
from tests.warm import warm

ROOT = Path(__file__).parent.parent
RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
MONTHS = sorted((RECORDINGS / "google_play_bulk_csv").glob("reviews_*.csv"))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PACKAGE = "com.example.app"

COLUMNS = (
    *("Package Name", "App Version Code", "App Version Name", "Reviewer Language", "Device"),
    *("Review Submit Date and Time", "Review Submit Millis Since Epoch"),
    *("Review Last Update Date and Time", "Review Last Update Millis Since Epoch"),
    *("Star Rating", "Review Title", "Review Text", "Developer Reply Date and Time"),
    *("Developer Reply Millis Since Epoch", "Developer Reply Text", "Review Link"),
)
SUBMITTED, UPDATED, REPLIED = COLUMNS[6], COLUMNS[8], COLUMNS[13]
AT = 1_470_000_000_000
LINK = "https://play.google.com/apps/publish?account=1#ReviewDetailsPlace:p=x&reviewid="


def row(**given: object) -> dict[str, str]:
    """A row of made-up stars; names of columns with `_` for their spaces."""
    usual = {"Package Name": PACKAGE, "Star Rating": 5, "Device": "modelo", SUBMITTED: AT}
    named = {name.replace("_", " "): value for name, value in given.items()}
    every: dict[str, object] = {UPDATED: named.get(SUBMITTED, AT)} | usual | named
    return {name: str(value) for name, value in every.items()}


def exported(
    *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, encoding: str = "utf-16"
) -> bytes:
    """The bytes of a month, as Google writes them."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def pages(body: bytes) -> list[tuple[str, Page]]:
    return list(SOURCE.file_pages(Payload(body=body, url="reviews_app_202611.csv")))


def mentions(body: bytes) -> list[Mention]:
    return [mention for _, page in pages(body) for mention in page.mentions]


def test_a_month_tells_both_times_the_words_and_the_answer() -> None:
    """The only Google route with when it was written and when it was edited."""
    (mention,) = mentions(
        exported(
            row(
                Review_Title="Va mejor",
                Review_Text='Ahora abre,\n"casi" siempre; ☕',
                Review_Last_Update_Millis_Since_Epoch=AT + 86_400_000,
                App_Version_Name="2.4.1",
                App_Version_Code=241,
                Reviewer_Language="en",
                Developer_Reply_Text="Gracias",
                Developer_Reply_Millis_Since_Epoch=AT + 3_600_000,
                Review_Link=f"{LINK}gp:AO%2DQ_1",
            )
        )
    )
    at = datetime.fromtimestamp(AT / 1000, UTC)
    assert mention == Mention(
        id="gp:AO-Q_1",
        kind="review",
        url=f"https://play.google.com/store/apps/details?id={PACKAGE}&reviewId=gp%3AAO-Q_1",
        title="Va mejor",
        text='Ahora abre,\n"casi" siempre; ☕',
        published_at=at,
        edited_at=at + timedelta(days=1),
        subject=PACKAGE,
        version="2.4.1",
        rating=mention.rating,
        replies=(Reply(text="Gracias", at=at + timedelta(hours=1), time_kind="modified"),),
    )
    assert mention.rating is not None
    assert mention.rating.stars == 5


def test_the_id_stands_in_links_old_and_new() -> None:
    """It is the one that the API gives, so that what both tell is one review."""
    new = "https://play.google.com/console/u/0/developers/1/app/2/user-feedback/review-details"
    for link in (f"{LINK}gp:1", f"{new}?reviewId=gp:1&corpus=PUBLIC_REVIEWS"):
        assert mentions(exported(row(Review_Link=link)))[0].id == "gp:1"


def test_an_edit_within_the_second_is_none() -> None:
    """The Console writes milliseconds that differ for reviews that nobody has edited."""
    (mention,) = mentions(exported(row(**{UPDATED: AT + 539})))
    assert mention.edited_at is None


def test_stars_without_words_have_an_id_that_stays() -> None:
    """In next month's file, with other stars under a new version, they are the same review."""
    (before,) = mentions(exported(row(App_Version_Code=29, Star_Rating=5)))
    later = {UPDATED: AT + 9_000_000}
    (after,) = mentions(exported(row(App_Version_Code=38, Star_Rating=1, **later)))
    assert before.id == after.id
    assert (before.id_kind, before.url, before.text) == ("derived", "", "")
    assert before.content_hash != after.content_hash
    others = exported(row(Device="otro"), row(Reviewer_Language="es"), row(**{SUBMITTED: AT + 1}))
    assert len({before.id, *(mention.id for mention in mentions(others))}) == 4


def test_rows_that_agree_in_all_are_told_apart_by_their_order_in_the_file() -> None:
    """Two people, one millisecond, one device: both count, the same each time it is read."""
    twins = exported(row(Star_Rating=1), row(Star_Rating=5), row(Device="otro"))
    ids = [mention.id for mention in mentions(twins)]
    assert len(set(ids)) == 3
    assert ids == [mention.id for mention in mentions(twins)]
    assert ids[1] == f"{ids[0]}:2"


def test_the_last_word_comes_last() -> None:
    """Sorted by edit; a review that stands twice goes onto a second page, as its own edit."""
    link = {"Review_Link": f"{LINK}gp:1"}
    body = exported(
        row(**link, Star_Rating=2, **{UPDATED: AT + 5_000_000}),
        row(**link, Star_Rating=1),
        row(Device="otro", **{UPDATED: AT + 1_000_000}),
    )
    stars = [[m.rating and m.rating.stars for m in page.mentions] for _, page in pages(body)]
    assert stars == [[1, 5], [2]]


def test_pages_hold_five_hundred() -> None:
    """A file of years does not become one transaction."""
    body = exported(*(row(**{SUBMITTED: AT + number * 1000}) for number in range(1001)))
    assert [len(page.mentions) for _, page in pages(body)] == [500, 500, 1]


def test_each_row_belongs_to_its_own_app() -> None:
    """A file of two apps is two listings."""
    body = exported(row(), row(**{"Package Name": "com.example.other"}))
    assert sorted(app for app, _ in pages(body)) == [PACKAGE, "com.example.other"]
    assert all(m.subject == app for app, page in pages(body) for m in page.mentions)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_a_file_that_was_saved_in_another_encoding_is_read(encoding: str) -> None:
    """Google writes UTF-16 with its mark; what went through another program may not have it."""
    body = exported(row(Review_Text="ñandú ☕", Review_Link=f"{LINK}gp:1"), encoding=encoding)
    assert mentions(body)[0].text == "ñandú ☕"


def test_columns_are_known_by_their_names() -> None:
    """Google has added and renamed some: order, letters and what is missing do not matter."""
    columns = ("Star Rating", "New Thing", SUBMITTED.upper(), " Package  Name ")
    given = {"Star Rating": "4", SUBMITTED.upper(): str(AT), " Package  Name ": PACKAGE}
    (mention,) = mentions(exported(given, columns=columns))
    assert (mention.subject, mention.text, mention.replies) == (PACKAGE, "", ())


@pytest.mark.parametrize("missing", ["Package Name", SUBMITTED, "Star Rating"])
def test_a_file_without_a_needed_column_says_which(missing: str) -> None:
    """And what the file's name is: several are imported at once."""
    columns = tuple(name for name in COLUMNS if name != missing)
    with pytest.raises(UnexpectedAnswer, match=rf"reviews_app_202611\.csv .*{missing}"):
        pages(exported(row(), columns=columns))


def test_other_reports_of_the_console_are_refused() -> None:
    """Its statistics of ratings have an app and no reviews."""
    with pytest.raises(UnexpectedAnswer, match="Star Rating"):
        pages(b"date,package_name,country,daily_average_rating\n2026-11-01,com.a.b,ES,4.5\n")


@pytest.mark.parametrize("body", [b"", b"\n\n", b"PK\x03\x04\x00zip", b'a,"b\n', b"\xff\xfea"])
def test_what_is_no_table_is_refused(body: bytes) -> None:
    """An empty file, an archive, an open quote, half a letter."""
    with pytest.raises(UnexpectedAnswer):
        pages(body)


def test_a_file_that_breaks_off_is_refused_and_the_row_is_told() -> None:
    """Half a month that looks whole would be worse than none."""
    body = exported(row(), row(), encoding="utf-8")
    with pytest.raises(UnexpectedAnswer, match="3"):
        pages(body[:-40])


def test_an_empty_month_has_no_pages() -> None:
    """A head and no rows."""
    assert pages(exported()) == []


# --- real files ----------------------------------------------------------------------------------

real = pytest.mark.skipif(not MONTHS, reason=f"no exported reviews in {RECORDINGS}")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-16", newline="") as file:
        return list(csv.DictReader(file))


@real
def test_every_row_of_the_real_months_is_a_review() -> None:
    """1,253 rows of three months: stars, words, times and answers, as a plain reading finds."""
    for path in MONTHS:
        found = mentions(path.read_bytes())
        rows = rows_of(path)
        rows.sort(key=lambda each: int(each[UPDATED]) // 1000)
        assert len(found) == len(rows)
        assert {m.version for m in found} == {r["App Version Name"] or None for r in rows}
        for name, told in (
            ("Star Rating", sorted(str(int(m.rating.raw)) for m in found if m.rating)),
            ("Review Text", sorted(m.text for m in found)),
            ("Review Title", sorted(m.title for m in found)),
            ("Developer Reply Text", sorted(m.replies[0].text if m.replies else "" for m in found)),
        ):
            assert told == sorted(row[name].strip() for row in rows), name
        written = sorted(int(row[SUBMITTED]) // 1000 for row in rows)
        assert sorted(int(m.published_at.timestamp()) for m in found if m.published_at) == written
        edits = sum(int(r[UPDATED]) // 1000 > int(r[SUBMITTED]) // 1000 for r in rows)
        assert sum(m.edited_at is not None for m in found) == edits
    if len(MONTHS) == 3:
        assert sum(len(rows_of(path)) for path in MONTHS) == 1253
        every = [mention for path in MONTHS for mention in mentions(path.read_bytes())]
        assert sum(bool(mention.replies) for mention in every) == 411
        assert sum(mention.id_kind == "derived" for mention in every) == 729
        # Eight reviews with words and one with stars only stand in two months.
        assert len({mention.id for mention in every}) == 1253 - 8 - 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "listener.db")
    yield store
    store.close()


def take_in(store: Store, *files: File) -> list[Imported]:
    """What `listener import playconsole` does with these files."""
    brand = Brand(name="Luna", id="luna")
    config = Config(settings=Settings(), brands=(brand,), folder=ROOT, found_by="--config")
    return list(
        import_files(config, store, "playconsole", brand, files, holder="test", now=lambda: NOW)
    )


def months(*paths: Path) -> list[File]:
    return [File(name=path.name, body=path.read_bytes()) for path in paths]


def lives_in(store: Store) -> list[ReviewLife]:
    return store.reviews("luna", datetime(2000, 1, 1, tzinfo=UTC), NOW + timedelta(days=9))


def by_review() -> dict[str, list[dict[str, str]]]:
    """The rows of all real months, those of one review together, in their order."""
    reviews: dict[str, list[dict[str, str]]] = {}
    for path in MONTHS:
        for each in rows_of(path):
            link = each["Review Link"].partition("reviewid=")[2]
            alone = ",".join((each[SUBMITTED], each["Device"], each["Reviewer Language"]))
            reviews.setdefault(link or alone, []).append(each)
    return reviews


@real
def test_the_figures_of_the_real_months_equal_an_independent_count(tmp_path: Path) -> None:
    """By `listener import` and `listener reviews`: rate, median, ninth decile, what stays out.

    The independent count takes each review once: written when it was first, answered when its
    newest row says so, at the first time that was told for an answer that still stands.
    """
    reviews = by_review()
    answered = [rows for rows in reviews.values() if rows[-1][REPLIED]]
    waits = [int(rows[-1][REPLIED]) // 1000 - int(rows[0][SUBMITTED]) // 1000 for rows in answered]
    counts = [wait for wait in waits if wait >= 0]
    stars = [int(rows[-1]["Star Rating"]) for rows in reviews.values()]

    config = tmp_path / "config"
    (config / "brands").mkdir(parents=True)
    (config / "listener.toml").write_text("")
    (config / "brands" / "luna.toml").write_text(
        'name = "Luna"\n[[listings]]\nsource = "playconsole"\nid = "org.kiwix.kiwixmobile"\n'
    )

    def listener(*arguments: str) -> Any:
        command = warm("-m", "listener", "--config", str(config), *arguments)
        done = subprocess.run([*command, "--format", "json"], check=True, capture_output=True)
        return json.loads(done.stdout)

    listener("import", "playconsole", *map(str, MONTHS))
    told = listener("reviews", "--since", "2009-01-01")["brands"][0]["total"]
    assert told["reviews"] == told["due"] == len(reviews)
    assert told["answered"] == len(answered)
    assert told["rate"] == pytest.approx(len(answered) / len(reviews), abs=0.0001)
    assert told["already"] == len(waits) - len(counts)
    assert told["mean_stars"] == pytest.approx(statistics.fmean(stars), abs=0.001)
    assert told["median_seconds"] == pytest.approx(statistics.median(counts), abs=1)
    ninth = statistics.quantiles(counts, n=10, method="inclusive")[8]
    assert told["ninth_seconds"] == pytest.approx(ninth, abs=1)


@real
def test_the_real_months_in_any_order_and_twice_give_the_same(tmp_path: Path) -> None:
    """A month imported late does not undo a later one."""
    found = []
    for number, paths in enumerate([MONTHS, MONTHS[::-1], [*MONTHS, *MONTHS]]):
        store = Store(tmp_path / f"{number}.db")
        told = take_in(store, *months(*paths))
        assert [each.error for each in told] == [""] * len(paths)
        lives = lives_in(store)
        found.append(Counter((each.stars, each.answered) for each in lives))
        assert len(lives) == len(by_review())
        store.close()
    assert found[0] == found[1] == found[2]


@real
def test_a_change_of_stars_between_two_real_months_is_kept(store: Store) -> None:
    """Of the eight reviews with words that stand in two months, those with other stars."""
    take_in(store, *months(*MONTHS))
    changes = store.star_changes("luna", datetime(2000, 1, 1, tzinfo=UTC), NOW + timedelta(days=1))
    twice = [rows for rows in by_review().values() if len(rows) == 2]
    wanted = [(int(a["Star Rating"]), int(b["Star Rating"])) for a, b in twice]
    told = sorted((int(each.before), int(each.after)) for each in changes)
    assert told == sorted((before, after) for before, after in wanted if before != after)


def test_the_clock_of_a_review_from_a_file_starts_when_it_was_written(store: Store) -> None:
    """Of one within the window nobody can say: it may have come with the time of an edit."""
    rows = []
    for days in (8, 1):
        seconds = int((NOW - timedelta(days=days)).timestamp())
        given = {SUBMITTED: seconds * 1000, REPLIED: (seconds + 3600) * 1000}
        rows.append(row(Developer_Reply_Text="Sí", **given))
    take_in(store, File(name="x.csv", body=exported(*rows)))
    told = counted(lives_in(store), (), now=NOW + timedelta(days=1))
    assert (told.answered, told.already, told.median) == (2, 1, timedelta(hours=1))
