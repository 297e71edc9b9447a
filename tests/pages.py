"""Every kind of mail and page that people read, made of made-up data, in any language.

Whoever writes a new one adds it here, as a function that yields what it is called and its text; the
tests of languages (test_every_page.py) then look at it, and say so where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import get_args

from msgspec.structs import replace

from listener.alerts.compose import compose
from listener.alerts.outages import outage_letter, outage_words
from listener.detection import reason
from listener.digest import Form, render, subject
from listener.i18n import Translator
from listener.records import AspectCount, Outage, Report, WeekOfYear
from listener.reviewing import Figures
from listener.spikes import EventKind, Measured, Share
from tests.alerts.stories import story
from tests.detection.evaluations import look
from tests.digest.samples import MADRID, NOW, bad_day, incident, mention, report, status

Pages = Iterator[tuple[str, str]]
BLIND = Outage(brand="acme", source="Trustpilot", since=NOW, noticed_at=NOW, error="403 Forbidden")
SEEN = replace(BLIND, source="Discourse", ended_at=NOW + timedelta(hours=2))
QUIET = report()
HOUR, SURE = timedelta(hours=1), Share(value=0.82, low=0.73, high=0.89)
FULL = bad_day(
    hidden=3,
    aspects=(AspectCount(aspect="wait", items=1230, negatives=40, positives=3, items_before=20),),
    reviewed=Figures(reviews=12, due=10, answered=8, median=3 * HOUR, ninth=20 * HOUR, raised=2),
    reviewed_before=Figures(reviews=8, due=8, answered=4, contradicted=2),
    measured=(Measured(labels=87, since=NOW, precision=SURE, recall=SURE, language="es"),),
    week_of_year=WeekOfYear(
        since=NOW - timedelta(days=8),
        until=NOW - timedelta(days=1),
        observed=2800,
        expected=25.2,
        low=14,
        high=38,
        probability=0.2,
        years=3,
        without=("Reddit", "Steam"),
    ),
)
"""A report in which every section has something to say."""
MANY: tuple[Report, ...] = (FULL, QUIET, report(brand="lumbre", name="Lumbre"))
SAMPLES = (*MANY, story(), BLIND, SEEN, mention(), status(), incident(), look())
"""What the pages are made of: their words are no one's mistake."""


def alerts(t: Translator) -> Pages:
    """An alert of each event, of an incident with a look and one without."""
    for event in (each for each in get_args(EventKind) if t.has(f"alerts.{each}")):
        for seen in (None, look(), look(method="stars"), look(kind="talk"), look(kind="both")):
            happened = incident(look=seen, kind=seen.kind if seen else "share")
            told = story(event, incident=happened, coverage=(status("reddit", health="broken"),))
            told = replace(told, reason=reason(happened, t, MADRID))
            made = compose([told], "Acme", t, MADRID, now=NOW)
            where = f"alert {event} {seen.kind if seen else 'without a look'}"
            yield from ((f"{where} {part}", getattr(made, part)) for part in _PARTS)


_PARTS = ("subject", "text", "html", "chat")


def outages(t: Translator) -> Pages:
    """What cannot be seen, and is seen again."""
    for over, found in ((False, [BLIND]), (False, [BLIND, SEEN]), (True, [SEEN])):
        letter = outage_letter(found, "Acme", t, MADRID, over=over)
        yield "outage subject", letter.subject
        yield from zip(("outage text", "outage html"), outage_words(letter, t), strict=True)


def digests(t: Translator) -> Pages:
    """A bad day, a quiet one and several brands, in every form that people read."""
    for reports in ((bad_day(),), (FULL,), (QUIET,), MANY):
        yield "digest subject", subject(reports, t)
        for form in get_args(Form):
            if form != "json":
                page = render(
                    reports, form=form, t=t, now=NOW, reason=lambda each: reason(each, t, MADRID)
                )
                yield f"digest {form}", page


PAGES: tuple[Callable[[Translator], Pages], ...] = (alerts, outages, digests)
