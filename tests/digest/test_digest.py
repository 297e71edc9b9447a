"""The digest says what happened, what did not, and what could not be seen."""

from __future__ import annotations

import json
from datetime import timedelta
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.digest import Form, render, subject
from listener.digest.as_text import WIDTH
from listener.i18n import LANGUAGES, Translator
from listener.i18n.digest import MESSAGES
from listener.model import Author, Gap, ListingTotals, Report, Totals, WatchStatus

from .samples import HOSTILE, NOW, SINCE, bad_day, incident, mention, report, status, why

ES, EN = Translator("es"), Translator("en")


def shown(*reports: Report, form: Form = "text", t: Translator = ES) -> str:
    """The digest of these reports."""
    return render(reports, form=form, t=t, now=NOW, reason=why)


class Tags(HTMLParser):
    """Which tags open and close, and where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.still: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag not in ("meta", "br"):
            self.still.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        while self.still and self.still[-1] == "li" and tag in ("ul", "ol"):
            self.still.pop()
        assert self.still.pop() == tag


def tags_of(page: str) -> Tags:
    """The tags of a page, all closed in order."""
    tags = Tags()
    tags.feed(page)
    assert not tags.still
    return tags


def test_a_day_without_news_is_one_sentence() -> None:
    """A digest of a brand that nobody wrote about says so in one sentence, and nothing else."""
    lines = shown(report()).splitlines()
    assert lines[2] == (
        "Sin noticias de Acme: hemos leído todas sus fuentes y nadie ha escrito nada."
    )
    assert len(lines) == 3


def test_silence_of_many_brands_is_one_sentence() -> None:
    """Several brands without news share the one sentence."""
    page = shown(report(), report(brand="beta", name="Beta"), t=EN)
    assert "No news of any of the 2 brands" in page
    assert len(page.splitlines()) <= 4


@pytest.mark.parametrize("health", ["unavailable", "throttled", "denied", "broken"])
@pytest.mark.parametrize(
    ("t", "no_news", "blind"),
    [
        (ES, "sin noticias", "no podemos ver"),
        (EN, "no news", "we cannot see"),
    ],
)
def test_a_failing_source_is_never_called_silent(
    health: str, t: Translator, no_news: str, blind: str
) -> None:
    """A source that fails is told apart from one where nobody wrote, in every form."""
    failing = report(coverage=(status(health=health),))
    for form in ("text", "html", "markdown"):
        page = shown(failing, form=form, t=t).lower()  # type: ignore[arg-type]
        assert blind in page
        assert no_news not in page
    assert no_news not in subject([failing], t).lower()


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        ((), "Todavía no se ha leído ninguna fuente"),
        ((status(health="new", last_success_at=None),), "todavía no se ha leído nunca"),
        ((status(last_success_at=NOW - timedelta(hours=9)),), "leída solo hasta el"),
        ((status(health="broken", last_success_at=None),), "nunca hemos logrado leerla"),
        ((status(gaps=(Gap(from_at=None, to_at=NOW, reason="error"),)),), "publicado antes del"),
        ((status(gaps=(Gap(from_at=SINCE, to_at=None, reason="error"),)),), "publicado desde el"),
        ((status(gaps=(Gap(from_at=None, to_at=None, reason="throttled"),)),), "más despacio"),
    ],
)
def test_what_was_not_read_is_no_silence(coverage: tuple, words: str) -> None:  # type: ignore[type-arg]
    """Never read, not read lately and read with a gap are each said, not passed off as silence."""
    page = " ".join(shown(report(coverage=coverage)).split())
    assert words in page
    assert "Sin noticias" not in page


def test_what_the_store_counts_stands_beside_what_we_hold() -> None:
    """Two numbers that agree say that nothing is missing; one review is said in the singular."""
    full = status(totals=ListingTotals(count=1842), totals_at=NOW, held=1842)
    one = status("steam", totals=ListingTotals(count=1), totals_at=NOW, held=0)
    day = bad_day(coverage=(full, one))
    for form in ("text", "html", "markdown"):
        page = " ".join(shown(day, form=form).split())  # type: ignore[arg-type]
        assert "El sitio cuenta 1.842 reseñas; tenemos 1.842." in page.replace("\\", "")
        assert "El sitio cuenta 1 reseña; tenemos 0." in page.replace("\\", "")
    assert "The site counts 1,842 reviews; we hold 1,842." in " ".join(shown(day, t=EN).split())


@pytest.mark.parametrize(
    "watch",
    [
        status(),
        status(totals=ListingTotals(stars=4.0), totals_at=NOW, held=3),
        status(health="broken", totals=ListingTotals(count=9), totals_at=NOW, held=3),
    ],
)
def test_a_count_that_is_not_known_today_is_not_told(watch: WatchStatus) -> None:
    """Neither one that the source never gave, nor an old one of a source that we cannot see."""
    assert "El sitio cuenta" not in shown(bad_day(coverage=(watch,)))


def test_totals_in_json_are_numbers() -> None:
    """Machines get what is known of the listing, and null where the source does not tell."""
    told = ListingTotals(count=3, stars=11 / 3, histogram=(1, 0, 0, 0, 2))
    day = bad_day(coverage=(status(totals=told, totals_at=SINCE, held=2), status("feeds")))
    watches = json.loads(shown(day, form="json"))["brands"][0]["coverage"]
    assert [watch["listing_totals"] for watch in watches] == [
        {
            "at": "2026-11-21T13:05:00Z",
            "count": 3,
            "stars": 3.667,
            "histogram": [1, 0, 0, 0, 2],
            "held": 2,
        },
        None,
    ]


def test_an_old_gap_is_shown_but_does_not_spoil_the_day() -> None:
    """A gap before the period leaves the watch trustworthy for the period."""
    long_ago = SINCE - timedelta(days=3)
    old = Gap(from_at=long_ago, to_at=long_ago + timedelta(hours=1), reason="source_cap")
    assert "Sin noticias de Acme" in shown(report(coverage=(status(gaps=(old,)),)))


def test_many_gaps_are_counted_not_listed() -> None:
    """Of many gaps the newest are listed and the others counted."""
    gaps = tuple(
        Gap(
            from_at=SINCE + timedelta(hours=h),
            to_at=SINCE + timedelta(hours=h, minutes=9),
            reason="page_budget",
        )
        for h in range(9)
    )
    page = " ".join(shown(report(coverage=(status(gaps=gaps),))).split())
    assert page.count("Puede faltar") == 3
    assert "Y 6 huecos más." in page


def test_figures_stand_beside_those_of_the_period_before() -> None:
    """Totals come with difference and arrow, shares with the counts they are shares of."""
    page = shown(bad_day())
    assert "Menciones  128  ▲ +36   antes 92" in page
    assert "48\u00a0% de 128; antes 12\u00a0% de 92" in page
    assert "Estrellas  2,3  ▼ −1,8  antes 4,1  media de 60 con estrellas" in page
    assert "2 no llevan fecha" in page


def test_nothing_is_a_dash_and_no_change_is_said() -> None:
    """A share of nothing is a dash, and two equal figures are called equal."""
    same = report(
        totals=Totals(items=4, negatives=1), previous=Totals(items=4), coverage=(status(),)
    )
    page = shown(same)
    assert "Menciones  4  = igual" in page
    assert "Positivas  0  —" in page
    assert "Estrellas" not in page
    since_nothing = report(totals=Totals(items=4, negatives=1), previous=Totals())
    assert "25\u00a0% de 4; antes — de 0" in shown(since_nothing)


def test_a_spike_stands_first_with_its_reason() -> None:
    """The open spike opens the digest; its section has detection's sentence and brand's time."""
    page = shown(report(name="Beta", brand="beta", totals=Totals(items=2)), bad_day())
    assert "Hay un pico negativo abierto: Acme." in page
    assert "ABIERTO en appstore desde el 22 nov 2026, 11:05" in page
    assert "41 negativas en appstore; lo normal son 6" in page
    assert "YA PASÓ en hackernews" in page
    assert page.index("PICOS NEGATIVOS") < page.index("EN CIFRAS") < page.index("Beta:")


def test_a_mention_shows_stars_author_time_and_link() -> None:
    """What to open first has stars, source, author, local time, text and address."""
    page = shown(bad_day())
    assert " 1. ★☆☆☆☆ appstore · Ana Gómez · 22 nov 2026, 12:05" in page
    assert "    Me cobraron dos veces y nadie responde." in page
    assert "    https://example.org/reviews/1" in page


def test_a_day_without_an_hour_stays_that_day() -> None:
    """A date that has no hour is not moved to the day before by a time zone."""
    dated = mention(precision="day", published_at=NOW.replace(hour=0, minute=0))
    page = shown(bad_day(worst=(dated,), time_zone="America/Mexico_City"))
    assert "Ana Gómez · 22 nov 2026\n" in page
    assert "nov 2026\n" in shown(bad_day(worst=(mention(precision="month"),)))
    assert "sin fecha, vista el" in shown(bad_day(worst=(mention(published_at=None),)))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://bank.example@evil.example/",
        "https://example.org/\x1b[31m",
        "https://example.org/a b",
        "http://[::1",
        "https:///x",
        "",
        "https://example.org/\u202egpj.exe",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_only_plain_web_addresses_are_shown(url: str) -> None:
    """An address that is not http(s), or hides something, is left out everywhere."""
    day = bad_day(worst=(mention(url=url),))
    assert tags_of(shown(day, form="html")).addresses == []
    assert "](<" not in shown(day, form="markdown")
    assert json.loads(shown(day, form="json"))["brands"][0]["worst"][0]["url"] is None
    assert not url or url not in shown(day)


def hostile_day() -> Report:
    """A day on which every stranger's text is an attack."""
    return bad_day(
        name=HOSTILE,
        brand=HOSTILE,
        by_source={HOSTILE: Totals(items=3, negatives=3)},
        worst=(
            mention(HOSTILE, author=HOSTILE, country=HOSTILE, version=HOSTILE, title=HOSTILE),
            mention("x" * 1_000_000, author="\u200f" + "y" * 5000),
            mention("", author=None, title=""),
        ),
        incidents=(incident(source=HOSTILE, brand=HOSTILE),),
        coverage=(status(HOSTILE, title=HOSTILE, health="broken", last_error=HOSTILE),),
    )


@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize("t", [ES, EN])
def test_hostile_text_stays_text(form: Form, t: Translator) -> None:
    """Escapes, scripts, line breaks, NUL, lone surrogates and reordering marks come to nothing."""
    page = shown(hostile_day(), form=form, t=t)
    page.encode("utf-8")
    for bad in ("\x1b", "\x00", "\x9b", "\u202e", "\r", "\ud800"):
        assert bad not in page
    assert "\nBcc:" not in page
    if form == "html":
        assert "<script" not in page.lower()
        assert set(tags_of(page).opened).isdisjoint({"script", "img", "link", "iframe"})
    if form == "markdown":
        assert "<script" not in page
        assert "[x](javascript" not in page
    if form != "json":
        assert len(page) < 100_000


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), name=st.text(min_size=1, max_size=60))
def test_any_text_gives_a_sound_page(text: str, name: str) -> None:
    """Whatever is written, HTML closes its tags, JSON parses, and no control character passes."""
    day = bad_day(name=name, worst=(mention(text, author=name),))
    tags = tags_of(shown(day, form="html"))
    assert "script" not in tags.opened
    json.loads(shown(day, form="json"))
    assert not any(ord(c) < 32 and c != "\n" for c in shown(day) + shown(day, form="markdown"))


@pytest.mark.parametrize("t", [ES, EN])
def test_text_fits_eighty_columns(t: Translator) -> None:
    """Whatever we write fits an 80-column terminal; only addresses may be longer."""
    big = Totals(items=12_345_678, negatives=1_234_567, rated=2_345_678, stars_sum=5e6)
    days = [bad_day(), bad_day(totals=big, previous=big, by_source={"appstore": big}), report()]
    for day in days:
        for line in shown(day, t=t).splitlines():
            assert len(line) <= WIDTH or line.strip().startswith("http"), line


def test_markdown_does_not_ping_or_link() -> None:
    """A name, an issue number, an address or a table bar in a text stays a text."""
    page = shown(
        bad_day(worst=(mention("@ana #12 https://evil.example a|b <b>", url=""),)), form="markdown"
    )
    assert r"\@ana \#12 https\://evil.example a\|b &lt;b&gt;" in page


def test_html_needs_nothing_from_outside() -> None:
    """The page loads nothing, has a language, and knows dark mode."""
    page = shown(bad_day(), form="html")
    assert tags_of(page).addresses == ["https://example.org/reviews/1"]
    assert '<html lang="es"' in page
    assert "prefers-color-scheme:dark" in page
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("bad", [0, 40, 500])
def test_five_hundred_brands_fit_a_mail(bad: int) -> None:
    """With 500 brands every one is named and the page stays under 100 KB."""
    reports = [
        bad_day(brand=f"brand-{n}", name=f"Marca Ñandú número {n:03}")
        if n < bad
        else report(brand=f"brand-{n}", name=f"Marca Ñandú número {n:03}", totals=Totals(items=n))
        for n in range(500)
    ]
    page = shown(*reports, form="html")
    assert len(page.encode()) < 100_000
    tags_of(page)
    assert all(page.count(f"número {n:03}") >= 1 for n in range(500))


def test_a_brand_with_news_stands_out_among_quiet_ones() -> None:
    """Quiet brands take one line each beside a brand that has something to open."""
    page = shown(
        bad_day(),
        report(brand="b", name="Beta"),
        report(brand="c", name="Celta", totals=Totals(items=3, positives=1)),
    )
    assert "  Beta: sin noticias" in page
    assert "  Celta: 3 menciones (antes 0) · ninguna negativa" in page


def test_json_is_stable() -> None:
    """The keys, the version and the form of times are what the docs promise."""
    digest = json.loads(shown(bad_day(), form="json"))
    assert list(digest) == ["version", "made_at", "headline", "quiet", "brands"]
    assert digest["version"] == 1
    assert digest["made_at"] == "2026-11-22T13:05:00Z"
    brand = digest["brands"][0]
    assert list(brand) == [
        "brand",
        "name",
        "time_zone",
        "since",
        "until",
        "quiet",
        "silent",
        "totals",
        "previous",
        "by_source",
        "spikes",
        "worst",
        "coverage",
    ]
    assert brand["totals"] == {
        "items": 128,
        "negatives": 61,
        "positives": 20,
        "others": 47,
        "undated": 2,
        "rated": 60,
        "stars": 2.3,
        "polarity": 0.0,
    }
    assert list(brand["spikes"][0]) == [
        "id",
        "source",
        "state",
        "opened_at",
        "onset_at",
        "updated_at",
        "recovered_at",
        "window_minutes",
        "observed",
        "items",
        "expected",
        "low",
        "high",
        "probability",
        "peak_observed",
        "peak_probability",
        "history_days",
        "engine",
        "sentence",
    ]
    assert list(brand["worst"][0]) == [
        "key",
        "id",
        "source",
        "kind",
        "url",
        "title",
        "text",
        "author",
        "published_at",
        "precision",
        "first_seen_at",
        "gone_at",
        "stars",
        "label",
        "polarity",
        "language",
        "country",
        "version",
    ]
    assert list(brand["coverage"][0]) == [
        "watch",
        "source",
        "title",
        "sight",
        "health",
        "last_started_at",
        "last_success_at",
        "last_error",
        "failures",
        "rests_until",
        "items",
        "listing_totals",
        "quarantined",
        "gaps",
        "sentence",
    ]
    assert [watch["sight"] for watch in brand["coverage"]] == [
        "fresh",
        "partial",
        "silent",
        "blind",
    ]
    assert brand["coverage"][1]["gaps"] == [
        {
            "from": "2026-11-21T16:05:00Z",
            "to": "2026-11-21T17:05:00Z",
            "reason": "source_cap",
        }
    ]


def test_the_shape_in_the_docs_names_every_key() -> None:
    """Each key of the JSON stands in the module's documentation."""
    from listener.digest import as_json

    assert as_json.__doc__
    digest = json.loads(shown(bad_day(), form="json"))
    brand = digest["brands"][0]
    parts = [
        digest,
        brand,
        brand["totals"],
        brand["spikes"][0],
        brand["worst"][0],
        brand["coverage"][0],
        brand["coverage"][1]["gaps"][0],
    ]
    for key in {key for part in parts for key in part}:
        assert key in as_json.__doc__, key


@pytest.mark.parametrize(
    ("reports", "es", "en"),
    [
        (
            [bad_day()],
            "Acme: pico negativo, 61 negativas de 128 · no podemos ver una fuente",
            "Acme: negative spike, 61 negative of 128 · we cannot see one source",
        ),
        ([report()], "Acme: sin noticias", "Acme: no news"),
        (
            [report(totals=Totals(items=3))],
            "Acme: tranquilo, 3 menciones",
            "Acme: all quiet, 3 mentions",
        ),
        (
            [report(totals=Totals(items=3, negatives=1))],
            "Acme: 1 negativa de 3",
            "Acme: 1 negative of 3",
        ),
        (
            [report(coverage=(status(health="denied"),))],
            "Acme · no podemos ver una fuente",
            "Acme · we cannot see one source",
        ),
        (
            [report()] * 5,
            "Acme, Acme, Acme, y 2 más: sin noticias",
            "Acme, Acme, Acme, and 2 more: no news",
        ),
    ],
)
def test_the_subject_reads_well_on_a_phone(reports: list[Report], es: str, en: str) -> None:
    """The subject of a digest mail says the most urgent thing in one line."""
    assert (subject(reports, ES), subject(reports, EN)) == (es, en)


def test_no_brand_is_said() -> None:
    """Without any brand the digest says what to type."""
    for form in get_args(Form):
        assert "listener init" in shown(form=form).replace("\\", "")


def test_every_text_stands_in_both_languages_with_the_same_slots() -> None:
    """No message lacks a language, and both fill the same slots."""
    from string import Formatter

    for key, texts in MESSAGES.items():
        assert set(texts) == set(LANGUAGES), key
        slots = []
        for text in texts.values():
            last = text if isinstance(text, str) else text[1]
            slots.append({name for _, name, _, _ in Formatter().parse(last) if name})
        assert slots[0] == slots[1], key


def test_an_edited_or_deleted_mention_says_so() -> None:
    """A mention that was edited or deleted since is marked."""
    from msgspec.structs import replace

    changed = replace(mention(), versions=2, gone_at=NOW)
    assert "editada · ya borrada" in " ".join(shown(bad_day(worst=(changed,))).split())
    nameless = mention(author=None)
    assert nameless.mention.author is None
    assert "appstore · 22 nov" in shown(bad_day(worst=(nameless,)))
    assert Author().name is None
