"""A made-up site whose terms are like YouTube's: nothing is kept for over 30 days unasked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import Source
from listener.testing import FAKE_ABOUT


class Keeper(Source, LooksAgain):
    """Asked for by id, it has nothing to tell."""

    about = replace(FAKE_ABOUT, name="keeper", title="Keeper")
    look_again_after = timedelta(days=7)
    erases = True
    keeps = timedelta(days=30)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        return Request(url=watch.listing)

    def read(self, request: Request, payload: Payload) -> Page:
        return Page()

    def look_again(self, asked: Sequence[Asked]) -> Request:
        return Request(url="http://127.0.0.1:1/ids")

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        return Page()


SOURCE = Keeper()
