"""What a crawl did, added up from what its walks tell."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from listener.collecting import Progress
from listener.records import WatchStatus


class Outcome(Struct, frozen=True, kw_only=True):
    """What a crawl did: watches by how they ended, and new items.

    `failed` maps the keys of watches to their errors; the others went on. Of backfills: `late`
    are the new items that they brought, `slices_left` what is still to be read, and `windows` how
    many days back the sources go that go no further. `silent` watches answered, and have brought
    nothing for too long.
    """

    walked: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    failed: dict[str, str] = {}
    late: int = 0
    slices_left: int = 0
    windows: dict[str, int] = {}
    silent: tuple[WatchStatus, ...] = ()


class Sums:
    """Adds up what the walks tell, and passes it on."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._last: dict[tuple[str, bool], Progress] = {}

    def __call__(self, progress: Progress) -> None:
        self._last[progress.watch.key, progress.backfills] = progress
        self._tell(progress)

    def walked(self) -> dict[str, set[str]]:
        """The keys of the watches whose walk has ended well, by brand."""
        found: dict[str, set[str]] = {}
        for each in self._last.values():
            if each.event == "ended" and not each.backfills:
                found.setdefault(each.watch.brand, set()).add(each.watch.key)
        return found

    def outcome(self) -> Outcome:
        """All in all, so far."""
        last = list(self._last.values())
        walks = [each for each in last if not each.backfills]
        return Outcome(
            walked=sum(each.event == "ended" for each in walks),
            skipped=sum(each.event == "skipped" for each in walks),
            new=sum(each.new for each in walks),
            changed=sum(each.changed for each in last),
            failed={each.watch.key: each.error for each in last if each.event == "failed"},
            late=sum(each.new for each in last if each.backfills),
        )
