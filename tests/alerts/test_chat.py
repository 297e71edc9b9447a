"""A chat gets a few lines of Markdown: what happened, three facts, three mentions, what to do."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from listener.alerts.as_chat import LONGEST, plain
from listener.alerts.compose import compose
from listener.i18n import Translator
from listener.outgoing import Story
from tests.alerts.stories import links, whole
from tests.digest.samples import HOSTILE, MADRID, NOW, mention

ES = Translator("es")
LINKS = links()


def chat(one: Story | None = None, **changes: object) -> str:
    """The text about this alone."""
    return compose([one or whole()], "Acme", ES, MADRID, now=NOW, **changes).chat  # type: ignore[arg-type]


def test_it_says_what_matters_in_a_few_lines() -> None:
    """The sentence, the figure, the severity, three facts, three mentions, the command."""
    lines = chat().splitlines()
    assert lines[:3] == [
        "**Se habla de Acme más y peor de lo normal.**",
        "41 negativas en 2 h, lo normal son 6 · App Store",
        "■■■■■■■□□□ Gravedad: 7 de 10, alta",
    ]
    assert sum(line.startswith("- **") for line in lines) == 3
    assert sum(bool(re.match(r"\d\. \[★", line)) for line in lines) == 3
    assert lines[-1] == "`listener explain 7`"


def test_links_take_the_place_of_commands() -> None:
    """Where somebody serves, one tap does it."""
    assert "`listener incidents ack 7`" in chat()
    linked = chat(links={7: LINKS})
    assert f"→ [Me hago cargo]({LINKS.ack})" in linked
    assert "incidents ack" not in linked


def test_what_strangers_write_calls_nobody_and_links_nowhere() -> None:
    """No mention of a whole channel, no markup, no address that a chat would make a link of."""
    nasty = mention(
        "@everyone <!channel> <@U1> &lt;!x&gt; *bold* `code` [x](javascript:alert(1)) https://bad.example",
        author="@here",
        url="https://example.org/a(b)|c?@everyone",
    )
    said = chat(whole(worst=(nasty,)))
    (line,) = [each for each in said.splitlines() if each.startswith("1. ")]
    for bad in ("@everyone", "@here", "<!", "<@", "&lt;", "*bold*", "`code`", "[x]", "https://bad"):
        assert bad not in line
    assert "](https://example.org/a%28b%29%7Cc?%40everyone):" in line


def test_no_text_makes_it_longer_than_a_chat_takes() -> None:
    """Whole lines are left out, so that nothing is cut in the middle of a link."""
    long = tuple(
        mention("palabra " * 90, author="x" * 90, url="https://e.org/" + "y" * 400)
        for _ in range(3)
    )
    said = chat(whole(worst=long, reason="z" * 2000), links={7: LINKS})
    assert len(said) <= LONGEST
    assert said.count("](") == said.count("[")


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_comes_out_plain(text: str) -> None:
    """None of the signs that mean something to some chat."""
    assert not set(plain(text + HOSTILE)) & set("*_`[]<>|~#\\")
