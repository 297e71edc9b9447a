"""Dates as pages write them: in digits, in words, or counted back from today."""

import time

import pytest

from tests.test_sources_reviewpages import begin, only, page, read, review


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("2026-11-20", "2026-11-20T00:00:00+00:00", "day"),
        ("2026-11-20T00:00:00+02:00", "2026-11-19T22:00:00+00:00", "day"),
        ("2026-11-20T10:00:00.123Z", "2026-11-20T10:00:00.123000+00:00", "second"),
        ("2026-11-20T10:00+0100", "2026-11-20T09:00:00+00:00", "minute"),
        ("2026-11-20 10:00:00", "2026-11-20T00:00:00+00:00", "day"),
        ("2026-11", "2026-11-01T00:00:00+00:00", "month"),
        ("October 24, 2011", "2011-10-24T00:00:00+00:00", "day"),
        ("12 de marzo de 2024", "2024-03-12T00:00:00+00:00", "day"),
        ("12. März 2024", "2024-03-12T00:00:00+00:00", "day"),
        ("le 1 mars 2024 à 14:30", "2024-03-01T00:00:00+00:00", "day"),
        ("Fri, 03 Mar 2023 10:00:00 GMT", "2023-03-03T10:00:00+00:00", "second"),
        ("marzo de 2024", "2024-03-01T00:00:00+00:00", "month"),
        ("2024/3/4", "2024-03-04T00:00:00+00:00", "day"),
        ("20/11/2026", "2026-11-20T00:00:00+00:00", "day"),
        ("03/03/2026", "2026-03-03T00:00:00+00:00", "day"),
        ("03/04/2026", None, "none"),
        ("3.4.26", None, "none"),
        ("31/02/2026", None, "none"),
        ("1720000000", None, "none"),
        ("hace 3 días", None, "none"),
        ("5 de enero", None, "none"),
        ("no lo sé", None, "none"),
        ("el día en que se rompió la cafetera que compré en marzo de 2024", None, "none"),
        ("2026-02-30", None, "none"),
        ("9999-12-31T23:59:59-12:00", None, "none"),
        ("", None, "none"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(written: str, at: str | None, precision: str) -> None:
    """A day is a day; a clock without a zone may be half a day off, so it is one too."""
    mention = only(page(review(datePublished=written)))
    assert (mention.published_at.isoformat() if mention.published_at else None) == at
    assert mention.precision == precision


MADE = "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("hace 3 días", "2026-11-19", "day"),
        ("hace 2 horas", "2026-11-22", "day"),
        ("ayer", "2026-11-21", "day"),
        ("a day ago", "2026-11-21", "day"),
        ("il y a 2 mois", "2026-09-01", "month"),
        ("3 weeks ago", "2026-11-01", "month"),
        ("5 de enero", "2026-01-05", "day"),
        ("hace un año", None, "none"),
        ("hace 9999 años", None, "none"),
        ("en 3 días", None, "none"),
    ],
)
def test_how_long_ago_counts_from_the_clock_of_the_server(
    written: str, at: str | None, precision: str
) -> None:
    """Its Date header says when the page was made; a year ago is too vague for any day."""
    (mention,) = read(page(review(datePublished=written)), date=MADE).mentions
    assert (mention.published_at.date().isoformat() if mention.published_at else None) == at
    assert mention.precision == precision


def test_a_review_from_three_days_ago_is_the_same_tomorrow() -> None:
    """What counts back from today changes every day, and so is no part of the id."""
    today = read(page(review(datePublished="hace 3 días")), date=MADE).mentions[0]
    html = page(review(datePublished="hace 4 días"))
    tomorrow = read(html, date="Mon, 23 Nov 2026 12:00:00 GMT").mentions[0]
    assert (today.id, today.published_at) == (tomorrow.id, tomorrow.published_at)
    assert read(html).mentions[0].id == today.id
    assert read(html, date="nunca").mentions[0].published_at is None


def test_a_day_in_words_and_in_digits_is_one_day() -> None:
    """A page that marks a review in both ways does not show two."""
    words, digits = (
        only(page(review(datePublished=each))) for each in ("October 24, 2011", "2011-10-24")
    )
    assert words.id == digits.id


@pytest.mark.parametrize(
    ("language", "options", "others", "day"),
    [
        ("es", {}, [], "2026-04-03"),
        ("es-MX", {}, [], "2026-04-03"),
        ("en_US", {}, [], "2026-03-04"),
        ("en-GB", {}, [], "2026-04-03"),
        ("en", {}, [], None),
        ("", {}, [], None),
        ("en", {}, ["10/24/2011"], "2026-03-04"),
        ("es", {}, ["10/24/2011"], "2026-03-04"),
        ("en", {}, ["24/10/2011"], "2026-04-03"),
        ("es", {}, ["10/24/2011", "24/10/2011"], None),
        ("es", {"date_order": "mdy"}, ["24/10/2011"], "2026-03-04"),
    ],
)
def test_day_or_month_first_is_known_or_there_is_no_date(
    language: str, options: dict[str, str], others: list[str], day: str | None
) -> None:
    """By what a person said, by dates that are clear, by the page's language."""
    dates = ["03/04/2026", *others]
    html = page(*(review(author=each, datePublished=each) for each in dates))
    html = html.replace("<html>", f'<html lang="{language}">')
    found = read(html, request=begin(**options)).mentions
    (mention,) = (each for each in found if each.author and each.author.name == dates[0])
    assert (mention.published_at.date().isoformat() if mention.published_at else None) == day


def test_riddles_instead_of_dates_hold_nobody_up() -> None:
    """Reading words takes milliseconds: a page gets a few hundred of them, and no more."""
    odd = [review(author=str(n), datePublished=f"{n} lunas de {n} mareas") for n in range(6000)]
    begun = time.process_time()
    assert len(read(page(*odd)).mentions) == 6000
    assert time.process_time() - begun < 15
