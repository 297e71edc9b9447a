"""The HTML of an alert is for mail programs: no scripts, styles in the tags, night and day."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listener.alerts.compose import compose
from listener.i18n import Translator
from tests.alerts.stories import PNG, links, spike, story, whole
from tests.digest.samples import MADRID, NOW, mention

ES = Translator("es")
LINKS = links()


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of each of that name."""
        return [attributes for tag, attributes in self.opened if tag == name]


def page(language: str = "es") -> str:
    """With all that an alert may have."""
    told = [whole(chart=PNG, chart_alt="De 3 a 22."), whole(incident=spike(id=8))]
    links = {7: LINKS, 8: LINKS}
    return compose(told, "Acme", Translator(language), MADRID, now=NOW, links=links).html


def test_styles_are_in_the_tags_and_those_of_the_night_in_the_head() -> None:
    """Most programs read the first, and those with a night read the second."""
    html = page()
    head, body = html.split("</head>")
    assert "prefers-color-scheme:dark" in head.replace(" ", "")
    assert "<style" not in body
    assert 'name="color-scheme" content="light dark"' in head
    tags = Tags(html)
    assert "font-size:22px" in (tags.of("h1")[0]["style"] or "")
    assert all("padding:11px 18px" in (a["style"] or "") for a in tags.of("a") if a.get("class"))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """Pictures come with the mail; no scripts, no forms, no fonts, no frames."""
    tags = Tags(page())
    assert {tag for tag, _ in tags.opened}.isdisjoint("script form iframe link object".split())
    assert [image["src"] for image in tags.of("img")] == ["cid:chart7"]
    assert "url(" not in page()
    assert "flex" not in page()
    assert "grid" not in page()


def test_pictures_have_words_and_sizes() -> None:
    """For who cannot see them, and for programs that keep them back at first."""
    (image,) = Tags(page()).of("img")
    assert image["alt"] == "De 3 a 22."
    assert (image["width"], image["height"]) == ("568", "210")


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_says_which_language_it_is_in_and_what_goes_on_after_the_subject(language: str) -> None:
    """The line that lists of mails show goes on where the subject ends."""
    html = page(language)
    assert Tags(html).of("html")[0]["lang"] == language
    preview = re.search(r'<div class="preview"[^>]*>([^&]*)', html)
    assert preview
    severity = "Gravedad: 7 de 10" if language == "es" else "Severity: 7 of 10"
    assert preview[1].startswith(severity)


def test_buttons_are_large_enough_for_a_thumb() -> None:
    """At least 44 points high, also where a program knows no padding of a link."""
    faces = [cell for cell in Tags(page()).of("td") if (cell.get("class") or "").startswith("face")]
    assert len(faces) == 12
    assert {cell["height"] for cell in faces} == {"44"}
    assert [cell["bgcolor"] for cell in faces].count("#0b57a4") == 2


def test_tables_that_only_lay_out_say_so() -> None:
    """Programs that read aloud skip them; the figures are a table indeed."""
    tables = Tags(page()).of("table")
    laid_out = [each for each in tables if each.get("role") == "presentation"]
    assert {each.get("class") for each in tables if each not in laid_out} == {"facts"}
    assert all(cell["scope"] == "row" for cell in Tags(page()).of("th"))


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200), name=st.text(max_size=60))
def test_any_text_gives_a_sound_mail(text: str, name: str) -> None:
    """Whatever is written, no tag but ours opens in the mail."""
    told = story(worst=(mention(text, author=name),), reason=text)
    html = compose([told], name, ES, MADRID, now=NOW).html
    ours = (
        "html head meta title style body div h1 h2 p table tbody tr td th ol ul li a b span br code"
    )
    assert {tag for tag, _ in Tags(html).opened} <= set(ours.split())
