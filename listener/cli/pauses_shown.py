"""Who takes no messages for now, in words and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.outgoing import Pause
from listener.scopes import GROUP
from listener.text import one_line


def pause_lines(paused: Sequence[Pause], t: Translator, zone: tzinfo) -> list[str]:
    """A line for each pause: since when, why, and how it ends."""
    return [f"✗ {in_words(each, t, zone)}" for each in paused]


def in_words(pause: Pause, t: Translator, zone: tzinfo) -> str:
    """Since when a target takes nothing, why, and how that ends."""
    key = f"channels.paused_{pause.reason}"
    if pause.brand and pause.reason == "unsubscribed":
        key += "_brand"
    return t(
        key,
        at=moment(t.language, pause.since, zone),
        who=one_line(pause.recipient, 80),
        brand=one_line(pause.brand.removeprefix(GROUP), 80),
        detail=one_line(pause.detail, 200),
    )


def pause_row(pause: Pause) -> dict[str, Any]:
    """A pause as keys and values."""
    from listener.cli.as_json import clean

    return {
        "channel": pause.channel,
        "recipient": clean(pause.recipient),
        "brand": clean(pause.brand),
        "since": pause.since,
        "reason": pause.reason,
        "detail": clean(pause.detail),
    }
