"""The troubles of tests/test_trouble_everywhere.py for a mailbox, against a real IMAP server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from listener.clients.mailbox import Mailbox
from listener.model import Watch
from tests.mailbox.conftest import NOW, Imap, mail
from tests.replay import Walked

MAILS = [mail(n, hours=200 - n) for n in range(1, 121)]
"""Three pages of fifty."""

TROUBLES = {
    "slow_down": ("* NO busy\r\nTAG NO [LIMIT] Too many connections", "throttled"),
    "over_quota": ("TAG NO [OVERQUOTA] bandwidth limits", "throttled"),
    "breaks_down": ("* BYE shutting down", "unavailable"),
    "locked": ("TAG NO [UNAVAILABLE] locked", "unavailable"),
    "login_page": ("<html><title>Log in</title></html>", "unavailable"),
    "empty": ("", "unavailable"),
    "expired": ("TAG NO [AUTHENTICATIONFAILED] expired", "denied"),
}
AT_THE_DOOR = "expired"
"""What can only happen before the folder is open."""


class Life:
    """One folder, walked by the source's own client into a store."""

    def __init__(self, imap: Imap, folder: Path) -> None:
        self.imap = imap
        watch = Watch(brand="luna", source="mailbox", listing="INBOX")
        self.walked = Walked(Mailbox(lambda: self.walked.now), watch, folder, NOW)

    def walk(self, before: Callable[[int], None] = lambda _: None) -> Any:
        self.walked.later(hours=7)
        secrets = {
            "LISTENER_MAILBOX_HOST": f"127.0.0.1:{self.imap.port}",
            "LISTENER_MAILBOX_USER": "equipo@cafeluna.example",
            "LISTENER_MAILBOX_PASSWORD": "clave-secreta",
        }
        return self.walked.walk_library(secrets, before)

    def bookmark(self) -> Any:
        return self.walked.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches")


@pytest.fixture
def life(imap: Imap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    # Half a minute of silence is tested once, elsewhere.
    monkeypatch.setattr("listener.clients._imap.TIMEOUT", 1.0)
    imap.holds(*MAILS)
    made = Life(imap, tmp_path)
    yield made
    made.walked.store.close()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_mailbox_in_trouble_is_told_and_nothing_is_lost(life: Life, trouble: str) -> None:
    """At the login or between two pages: the bookmark stays, the next walk brings all, once."""
    said, health = TROUBLES[trouble]
    for page in (0,) if trouble == AT_THE_DOOR else (0, 1, 2):
        command = "FETCH" if page else "LOGIN"

        def spoil(number: int, page: int = page, command: str = command) -> None:
            if number == page:
                life.imap.holds(*MAILS, says={command: said})

        told = life.walk(spoil)
        assert (told.event, life.walked.fact("health")) == ("failed", health), (page, told)
        assert told.error
        assert life.bookmark() == [(None, None)]
        life.imap.holds(*MAILS)
    assert life.walk().event == "ended"
    assert len(life.walked.ids()) == 120
    assert life.walked.fact("health") == "ok"


def test_a_folder_that_is_counted_anew_between_two_pages_loses_nothing(life: Life) -> None:
    """A cursor of a mailbox is a number; with another UIDVALIDITY the mails keep their ids."""

    def recount(number: int) -> None:
        if number == 1:
            life.imap.holds(*MAILS, validity=2)

    life.walk(recount)
    assert life.walk().event == "ended"
    assert len(life.walked.ids()) == 120
    assert life.walked.sql("SELECT 1 FROM mentions WHERE gone_at IS NOT NULL") == []
