"""The mails about an incident: the examples of its drivers first, and what it comes down to."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.config import load
from listener.detection import Change
from listener.model import Author
from listener.posting import post
from listener.store import Scored
from tests.cli.world import BRAND, NOW, SETTINGS, fill, mention, spike


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration folder with one brand."""
    made = tmp_path / "config"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (made / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    return made


def body_of(payload: bytes) -> str:
    """The plain part of a mail, in one line."""
    mail = message_from_bytes(payload, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def by(name: str, said: Scored) -> Scored:
    """The same by somebody else."""
    return replace(said, mention=replace(said.mention, author=Author(name=name)))


@pytest.mark.parametrize("source", ["feeds", "*"])
def test_examples_come_first_and_the_drivers_are_told(folder: Path, source: str) -> None:
    """Of one source or of the whole brand; each mention once."""
    texts = ["nadie atiende", "frío", "tardan una hora", "caro", "sucio"]
    said = [
        by(f"Ana {n}", mention(f"m{n}", f"lumbre: {text}", hours=2)) for n, text in enumerate(texts)
    ]
    with fill(folder, *said) as store:
        config = load(str(folder))
        opened = replace(spike(), source=source, observed=5, items=5)
        saved = store.save_incident(None, opened, "opened", NOW)
        assert saved is not None
        told = Change(incident=saved, event="opened")
        (mail,) = post(config, store, config.brands[0], [told], NOW)
    body = body_of(mail.payload)
    assert "Who says it: 5 different texts by 5 people" in body
    assert all(body.count(text) == 1 for text in ("frío", "caro", "sucio"))
    assert "listener explain 1" in body


def test_the_mail_shows_its_chart_and_says_what_it_shows(folder: Path) -> None:
    """As a picture within the mail, with words for who does not see it."""
    said = [by(f"Ana {n}", mention(f"m{n}", f"lumbre: malo {n}", hours=1)) for n in range(5)]
    with fill(folder, *said) as store:
        config = load(str(folder))
        opened = replace(spike(), source="feeds", observed=5, items=5)
        saved = store.save_incident(None, opened, "opened", NOW)
        assert saved is not None
        told = Change(incident=saved, event="opened")
        (letter,) = post(config, store, config.brands[0], [told], NOW)
    mail = message_from_bytes(letter.payload, policy=policy.default)
    (picture,) = (part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture.get_content().startswith(b"\x89PNG")
    (page,) = (part for part in mail.walk() if part.get_content_type() == "text/html")
    assert 'alt="Negatives per hour' in page.get_content()
