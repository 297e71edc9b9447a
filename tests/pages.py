"""Every kind of mail and page that people read, made of made-up data, in any language.

Whoever writes a new one adds it here, as a function that yields what it is called and its text; the
tests of languages (test_every_page.py) then look at it, and say so where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Self, get_args

from msgspec.structs import asdict, replace

from listener.alerts.compose import compose
from listener.alerts.letter import Alert
from listener.alerts.outages import outage_alert
from listener.config import Brand, Config, Settings
from listener.detection import reason
from listener.detection.driver_sentences import driven_by
from listener.digest import Form, render, subject
from listener.i18n import LANGUAGES, Translator
from listener.links import Links, links_of, unsubscribe_link
from listener.outgoing import Story, Target
from listener.records import AspectCount, Outage, Report, WeekOfYear
from listener.reviewing import Figures
from listener.routes import Authors
from listener.spikes import EventKind, Incident, Measured, Share
from listener.web.app import make_app
from tests.alerts.stories import counted, links, spike, story, whole
from tests.detection.evaluations import look
from tests.digest.samples import MADRID, NOW, bad_day, incident, mention, report, status, wording
from tests.test_links import INCIDENT, KEY

WEB = Config(
    settings=Settings(), brands=(Brand(id="acme", name="Acme"),), folder=Path(), found_by="--config"
)
Pages = Iterator[tuple[str, str]]
BLIND = Outage(brand="acme", source="trustpilot", since=NOW, noticed_at=NOW, error="403 Forbidden")
SEEN = replace(BLIND, source="discourse", ended_at=NOW + timedelta(hours=2))
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
SAMPLES = (*MANY, story(), whole(), BLIND, SEEN, mention(), status(), incident(), look())
"""What the pages are made of: their words are no one's mistake."""


def alerts(t: Translator) -> Pages:
    """An alert of each event, of incidents of each kind, with links and without, and of several."""
    for event in get_args(EventKind):
        for number, look_ in enumerate((None, look(method="stars"), look(kind="talk"), counted())):
            kind = look_.kind if look_ else "share"
            told = _told(whole(event, incident=spike(look=look_, kind=kind)), t)
            served = {7: links()} if number % 2 else {}
            yield from _parts(f"alert {event} {kind}", _composed([told], t, served))
    several = [_told(whole(incident=spike(id=each)), t) for each in range(7, 20)]
    yield from _parts("alert of several", _composed(several, t, {}))
    for authors in get_args(Authors):
        plain = _told(story(coverage=(status("reddit", health="broken"),)), t)
        yield from _parts(
            f"alert {authors}", compose([plain], "Acme", t, MADRID, now=NOW, authors=authors)
        )


def _told(one: Story, t: Translator) -> Story:
    """With what detection says of it in this language."""
    why = reason(one.incident, t, MADRID)
    return replace(one, reason=why, driven=driven_by(one.drivers, t))


def _composed(stories: list[Story], t: Translator, served: dict[int, Links]) -> Alert:
    return compose(stories, "Acme", t, MADRID, now=NOW, links=served)


def _parts(where: str, alert: Alert) -> Pages:
    """What people read of a message, on whatever channel."""
    for part in ("subject", "text", "html", "chat"):
        yield f"{where} {part}", getattr(alert, part)


def outages(t: Translator) -> Pages:
    """What cannot be seen, and is seen again."""
    for over, found in ((False, [BLIND]), (False, [BLIND, SEEN]), (True, [SEEN])):
        yield from _parts("outage", outage_alert(found, "Acme", t, MADRID, over=over))


def digests(t: Translator) -> Pages:
    """A bad day, a quiet one and several brands, in every form that people read."""
    for reports in ((bad_day(),), (FULL,), (QUIET,), MANY):
        yield "digest subject", subject(reports, t)
        for form in get_args(Form):
            if form not in ("json", "csv"):
                words = wording(
                    t,
                    reason=lambda each: reason(each, t, MADRID),
                    driven=lambda found: driven_by(found, t),
                )
                yield f"digest {form}", render(reports, form=form, words=words)


def web(t: Translator) -> Pages:
    """What a browser shows of the links of mails, and of what is no link: whose, nobody knows."""
    reader = Target(recipient="ana@example.com", language=t.language)
    browser = make_app(lambda: WEB, _Shelf, KEY, lambda: NOW, print).test_client()
    links = asdict(links_of(INCIDENT, reader, "", KEY, NOW))
    for name, path in {**links, "leave": unsubscribe_link(reader, "acme", "", KEY)}.items():
        yield f"web {name}", browser.get(path).get_data(as_text=True)
    for path in ("/do/nothing", "/nowhere") if t.language in LANGUAGES else ():
        answer = browser.get(path, headers={"Accept-Language": t.language})
        yield f"web {path}", answer.get_data(as_text=True)


class _Shelf:
    """A store with one incident."""

    def __init__(self, _config: Config) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def incident(self, _number: int) -> Incident:
        return INCIDENT


PAGES: tuple[Callable[[Translator], Pages], ...] = (alerts, outages, digests, web)
