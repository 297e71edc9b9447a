"""The letter about what cannot be seen is understood in a phone's preview."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener.alerts.letter import Alert
from listener.alerts.outages import outage_alert
from listener.i18n import Translator
from listener.records import Outage
from tests.digest.samples import HOSTILE, MADRID, NOW

ES, EN = Translator("es"), Translator("en")
SHOP = Outage(brand="acme", source="trustpilot", since=NOW, noticed_at=NOW, error="403")
FORUM = replace(SHOP, source="discourse", error="")
STORE = replace(SHOP, source="appstore")


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
    assert told(SHOP, t=t, over=over).subject == subject


def told(*outages: Outage, t: Translator = ES, over: bool = False) -> Alert:
    """The message about these."""
    return outage_alert(outages, "Acme", t, MADRID, over=over)


def flat(part: str) -> str:
    """In one line."""
    return " ".join(part.split())


def test_each_source_is_told_with_what_it_said() -> None:
    """Several are listed as people list them."""
    mail = told(SHOP, FORUM, STORE)
    assert "Trustpilot, Discourse y App Store" in flat(mail.text)
    assert "Trustpilot sin verla desde el 22 nov 2026, 14:05: 403" in flat(mail.text)
    assert "Discourse sin verla desde el 22 nov 2026, 14:05 " in flat(mail.text)
    assert "sin verla desde el 22 nov 2026, 14:05: 403" in mail.html
    over = told(replace(FORUM, ended_at=NOW + timedelta(hours=2)), t=EN, over=True)
    assert "not seen from 22 Nov 2026, 14:05 to 22 Nov 2026, 16:05" in flat(over.text)
    assert (mail.event, over.event) == ("blind", "sighted")


def test_a_chat_is_told_what_is_not_seen() -> None:
    """The sentence, and what each source said."""
    lines = told(SHOP).chat.splitlines()
    assert lines[0] == "**Ahora mismo no podemos ver qué se dice de Acme en Trustpilot.**"
    assert lines[1] == "- **Trustpilot**: sin verla desde el 22 nov 2026, 14:05: 403"


def test_strangers_words_do_no_harm() -> None:
    """What a site said is escaped, and on one line."""
    mail = told(replace(SHOP, error=HOSTILE))
    assert "\x1b" not in mail.text + mail.html + mail.chat
    assert "<script" not in mail.html
