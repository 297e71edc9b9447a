"""The letter about what cannot be seen is understood in a phone's preview."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.alerts.outages import outage_letter, outage_words
from listener.i18n import Translator
from listener.records import Outage
from tests.digest.samples import HOSTILE, MADRID, NOW

ES, EN = Translator("es"), Translator("en")
SHOP = Outage(brand="acme", source="Trustpilot", since=NOW, noticed_at=NOW, error="403")
FORUM = replace(SHOP, source="Discourse", error="")
STORE = replace(SHOP, source="App Store")


@pytest.mark.parametrize(
    ("t", "over", "subject"),
    [
        (ES, False, "Acme: no vemos Trustpilot desde el 22 nov 2026, 14:05"),
        (EN, False, "Acme: we have not seen Trustpilot since 22 Nov 2026, 14:05"),
        (ES, True, "Acme: volvemos a ver Trustpilot"),
        (EN, True, "Acme: we see Trustpilot again"),
    ],
)
def test_the_subject_says_it_all(t: Translator, over: bool, subject: str) -> None:
    """Which source, and since when."""
    assert outage_letter([SHOP], "Acme", t, MADRID, over=over).subject == subject


def test_each_source_is_told_with_what_it_said() -> None:
    """Several are listed as people list them."""
    letter = outage_letter([SHOP, FORUM, STORE], "Acme", ES, MADRID, over=False)
    assert "Trustpilot, Discourse y App Store" in letter.lead
    assert letter.facts[0] == ("Trustpilot", "sin verla desde el 22 nov 2026, 14:05: 403")
    assert letter.facts[1] == ("Discourse", "sin verla desde el 22 nov 2026, 14:05")
    over = replace(FORUM, ended_at=NOW + timedelta(hours=2))
    facts = outage_letter([over], "Acme", EN, MADRID, over=True).facts
    assert facts == (("Discourse", "not seen from 22 Nov 2026, 14:05 to 22 Nov 2026, 16:05"),)


def test_strangers_words_do_no_harm() -> None:
    """What a site said is escaped, and on one line."""
    letter = outage_letter([replace(SHOP, error=HOSTILE)], "Acme", ES, MADRID, over=False)
    text, html = outage_words(letter, ES)
    assert "\x1b" not in text + html
    assert "<script" not in html
