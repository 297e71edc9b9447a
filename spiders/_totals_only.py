"""A site of which only the mean and the number of its reviews are asked, for so its terms ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from listener.errors import AccessDenied, SourceUnavailable, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, ListingTotals, Page, Payload, Request, Watch
from listener.source import Source

from ._answers import json_of

ONCE_A_DAY = timedelta(hours=24)
READS = (200, 401, 403, 404)


class TotalsOnly(Source):
    """One request, one answer, no texts: a subclass says what it asks and what its names are."""

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The only question of a walk."""
        return self.ask(self.normal_listing(watch.listing))

    def ask(self, listing: str) -> Request:
        """The request for what the site counts of a listing."""
        raise NotImplementedError

    def totals(self, answer: Mapping[str, Any]) -> ListingTotals:
        """What the site counts; raises UnexpectedAnswer where the answer is about nothing."""
        raise NotImplementedError

    def read(self, request: Request, payload: Payload) -> Page:
        """The totals, and nothing of what people wrote, even where it came along."""
        title = self.about.title
        if payload.status in (401, 403):
            raise AccessDenied(say("totals_only.refused", source=title))
        if payload.status == 404:
            raise SourceUnavailable(say("totals_only.gone", source=title))
        answer = json_of(payload, title)
        if not isinstance(answer, dict):
            raise self.changed("id")
        return Page(totals=self.totals(answer))

    def changed(self, what: str) -> UnexpectedAnswer:
        """The error for an answer that lacks what it always had."""
        return UnexpectedAnswer(say("sources.changed", source=self.about.title, what=what))

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Any:
        """Every one of these sites wants a key."""
        raise NotImplementedError
