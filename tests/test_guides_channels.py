"""The guide of channels can be followed as it stands: its settings, its addresses, its webhook."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook as Reference

from listener.alerts.chats import Chat
from listener.alerts.webhook import Webhook, key_of, signed
from listener.config import load
from listener.routes import variable
from listener.routing import targets, ways
from tests.test_guides import ROOT, blocks

GUIDES = ["docs/guides/channels.md", "docs/guides/channels.es.md"]


@pytest.mark.parametrize("page", GUIDES)
def test_the_settings_of_the_guide_reach_whom_it_says(page: str, tmp_path: Path) -> None:
    """Two people and a chat; and each variable is that of a channel."""
    chat, brand, program = blocks(page, "toml")
    (tmp_path / "brands").mkdir()
    (tmp_path / "listener.toml").write_text(chat + program, encoding="utf-8")
    (tmp_path / "brands" / "cafe-lumbre.toml").write_text(
        f'name = "Café"\n{brand}\n[[queries]]\nany = ["café"]\n', encoding="utf-8"
    )
    config = load(str(tmp_path))
    told = targets(ways(config.settings, config.brands[0])).values()
    assert [each.channel for each in told] == ["email", "email", "apprise"]
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = set(re.findall(r"LISTENER_CHANNEL_[A-Z]\w*[A-Z]", text))
    known = {variable(name) for name in config.settings.channels}
    assert shown == known | {"LISTENER_CHANNEL_CRM_KEY", "LISTENER_CHANNEL_SLACK_CX_FILE"}


@pytest.mark.parametrize("page", GUIDES)
def test_every_address_of_the_guide_is_one_place(page: str) -> None:
    """Each is of a form that Apprise knows, and whoever fills it in reaches one room or person."""
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = re.findall(r"^\| .* \| `(\S+://\S+)` \|$", text, re.MULTILINE)
    assert len(shown) == 10
    for address in shown:
        assert Chat("x", "X", address).check() == 1, address


@pytest.mark.parametrize("page", GUIDES)
def test_the_key_of_the_guide_signs_what_its_library_takes(page: str) -> None:
    """`openssl rand -base64 32` with whsec_ in front is a key for both sides."""
    (line,) = (each for each in blocks(page, "sh") if "_KEY=" in each)
    assert 'KEY="whsec_$(openssl rand -base64 32)"' in line
    key = "whsec_" + "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="
    Webhook("crm", "X", re.findall(r'CRM="(\S+)"', line)[0], key).check()
    headers = signed(b"{}", "msg_1", datetime.now(UTC), key_of(key))
    assert Reference(key).verify(b"{}", headers) == {}
