"""What the sources let us know of their reviews, and the figures of a brand with that in mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from listener.reviewing import Figures, ReviewLife, StarChange, StarStep, figures
from listener.source import About, load_source, source_names
from listener.store import Store


def counted(
    lives: Sequence[ReviewLife],
    changes: Iterable[StarChange | StarStep],
    *,
    now: datetime,
    grace: timedelta = timedelta(0),
) -> Figures:
    """The figures of these reviews, knowing which of their sources tell what.

    A source that has shown an answer tells answers, whatever it promises.
    """
    abouts = _abouts({life.source for life in lives})
    lives = _table_by_table(lives, {each.name for each in abouts if each.access == "own-file"})
    silent = {about.name for about in abouts if not about.answers}
    telling = {life.source for life in lives if life.answered}
    windows = {about.name: about.window for about in abouts if about.window}
    return figures(
        [_from_a_file(life, windows.get(life.source)) for life in lives],
        changes,
        now=now,
        grace=grace,
        edited_only={about.name for about in abouts if about.times == "edited"},
        untold={each.source for each in lives if each.source.partition("/")[0] in silent} - telling,
    )


def _table_by_table(lives: Sequence[ReviewLife], own: set[str]) -> Sequence[ReviewLife]:
    """Tables of a person's own, each a source by itself: tickets tell answers, surveys do not."""
    return [
        replace(life, source=f"{life.source}/{life.listing}") if life.source in own else life
        for life in lives
    ]


def figures_of(store: Store, brand: str, since: datetime, until: datetime) -> Figures | None:
    """The figures of a brand's reviews of a period, or None where there are none."""
    lives = store.reviews(brand, since, until)
    changes = store.star_changes(brand, since, until)
    return counted(lives, changes, now=until) if lives or changes else None


def _from_a_file(life: ReviewLife, window: timedelta | None) -> ReviewLife:
    """What is older than its source shows came from a file, which tells when it was written."""
    written = life.written_at(())
    if window is None or life.first_seen_at - written <= window:
        return life
    return replace(life, first_seen_at=written)


def _abouts(names: set[str]) -> list[About]:
    return [load_source(name).about for name in names & set(source_names())]
