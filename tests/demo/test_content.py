"""The demo's texts are many, ours, and sound like an ordinary brand with one bad afternoon."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from listener.demo.content import BRAND, DAYS, LABEL, incident_texts, items, ordinary_texts
from listener.demo.place import reviews
from listener.text import fold

UNTIL = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)


def test_the_same_arguments_give_the_same_items(said):
    """The same end and seed give the same items; another seed gives others."""
    assert items(UNTIL) == said
    assert items(UNTIL, seed=2) != said


def test_texts_are_written_by_hand_and_many():
    """At least 220 ordinary texts and 45 of the incident, none of them twice."""
    ordinary = {(text.title, text.text) for text in ordinary_texts()}
    incident = {(text.title, text.text) for text in incident_texts()}
    assert len(ordinary) == len(ordinary_texts()) >= 220
    assert len(incident) == len(incident_texts()) >= 45
    assert not ordinary & incident


def test_every_text_file_says_that_it_is_synthetic():
    """Who opens a file of texts reads first that the brand does not exist."""
    texts = [path for path in files("listener.demo").iterdir() if path.name.endswith(".txt")]
    assert len(texts) == 6
    for path in texts:
        assert path.read_text(encoding="utf-8").lower().startswith(f"# {LABEL}")


def test_what_comes_of_a_review_comes_after_it():
    """Answers and changes of mind of the place's reviews are later; the texts are never twice."""
    found = reviews(UNTIL)
    assert len({each.text for each in found if each.text}) == sum(bool(each.text) for each in found)
    for each in found:
        assert each.at < (each.answered_at or UNTIL) <= UNTIL
        assert each.at < (each.edited_at or UNTIL) <= UNTIL
        assert 1 <= (each.new_stars or each.stars) <= 5
    spanish = [each for each in found if set("áéíóúñ¡¿") & set(each.text + each.answer)]
    assert len(spanish) > len(found) / 3


def test_no_slot_is_left_open(said):
    """Nobody reads a brace or a double space."""
    for item in said:
        assert not set("{}|") & set(item.body), item.body
        assert "  " not in item.body, item.body


def test_sixty_days_of_about_thirty_items(said):
    """Sixty days with some thirty items each, the newest just before the end."""
    assert 1600 <= len(said) <= 2100
    assert timedelta(days=DAYS - 2) < said[-1].at - said[0].at <= timedelta(days=DAYS)
    assert said[-1].at <= UNTIL
    assert [item.at for item in said] == sorted(item.at for item in said)
    assert len({item.number for item in said}) == len(said)
    assert all(item.at.tzinfo is not None and item.at.microsecond == 0 for item in said)


def test_two_thirds_are_spanish_of_five_regions(said):
    """About two thirds are Spanish, from Spain and from America."""
    share = sum(item.language == "es" for item in said) / len(said)
    assert 0.6 < share < 0.75
    assert {item.region for item in said} == {"es-ES", "es-MX", "es-AR", "es-CO", "es-US", "en"}


def test_one_in_five_is_ordinarily_negative(said):
    """On an ordinary day about one item in five is negative, and reviews have fitting stars."""
    ordinary = [item for item in said if not item.incident]
    assert 0.16 < sum(item.mood == "-" for item in ordinary) / len(ordinary) < 0.24
    for item in said:
        assert (item.stars is not None) == (item.source == "appstore")
        if item.stars is not None:
            assert item.mood == ("-" if item.stars < 3 else "+" if item.stars > 3 else "0")


def test_days_breathe_with_madrid(said):
    """Mornings are loud and nights quiet, by the clock of Madrid."""
    zone = ZoneInfo("Europe/Madrid")
    hours = Counter(item.at.astimezone(zone).hour for item in said if not item.incident)
    assert sum(hours[h] for h in (8, 9, 10)) > 8 * sum(hours[h] for h in (2, 3, 4))


def test_the_incident_is_the_last_three_hours_everywhere(said):
    """Each text of the incident once, in all four sources, mostly reviews, all negative."""
    incident = [item for item in said if item.incident]
    assert len(incident) == len(incident_texts())
    assert all(UNTIL - timedelta(hours=3) <= item.at <= UNTIL for item in incident)
    assert all(item.mood == "-" for item in incident)
    sources = Counter(item.source for item in incident)
    assert set(sources) == {"appstore", "reddit", "feeds", "hackernews"}
    assert sources.most_common(1)[0][0] == "appstore"


def test_what_a_search_must_find_names_the_brand(said):
    """On Hacker News and in the news every item names the brand."""
    for item in said:
        if item.source == "hackernews" or item.place in ("noticias", "notes"):
            assert fold(BRAND) in fold(item.body), item.body


def test_a_comment_hangs_from_an_older_post(said):
    """A comment's thread is a post of the same place, not younger than itself."""
    known = {item.number: item for item in said}
    comments = [item for item in said if item.thread not in (None, item.number)]
    assert len(comments) > 300
    for comment in comments:
        post = known[comment.thread]
        assert post.title
        assert post.place == comment.place
        assert post.at <= comment.at
