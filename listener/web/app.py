"""Links of mails, taken: a page asks, a POST does.

    GET  /do/<token>     says what would be done; the page posts by its button, or as a mouse moves
    POST /do/<token>     does it: once or ten times comes to the same
    GET  /leave/<token>  asks whether no more is wanted
    POST /leave/<token>  no more is sent: RFC 8058, one click

Programs that look through mails follow links, and must change nothing by that: so only a POST does,
and no page posts before somebody is there.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from logging import LogRecord
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from listener import marking
from listener.config import Config
from listener.errors import ConfigError, ListenerError
from listener.i18n import LANGUAGES, Translator, say
from listener.i18n.formats import moment
from listener.links import SNOOZED, Asked, BadLink, Leaving, asked, leaving
from listener.outgoing import Pause
from listener.scopes import GROUP
from listener.source import title_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.store import Store
from listener.text import one_line

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

Read = Callable[[], Config]
Open = Callable[[Config], Store]
Clock = Callable[[], datetime]
Tell = Callable[[str], None]

LONGEST_FORM = 16_384


def make_app(read: Read, open_store: Open, key: str, now: Clock, tell: Tell) -> Flask:
    """The application, as any WSGI server runs it.

    Each request reads the settings and opens the store anew: who is told may have changed since it
    was started. `tell` hears what strangers are not told: what went wrong.
    """
    from flask import Flask

    app = Flask("listener.web")
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_FORM, MAX_FORM_MEMORY_SIZE=LONGEST_FORM)
    site = _Site(read, open_store, key, now, tell)
    app.add_url_rule("/healthz", "healthz", lambda: {"ok": True})
    app.add_url_rule("/do/<token>", "ask", site.ask)
    app.add_url_rule("/do/<token>", "do", site.do, methods=["POST"])
    app.add_url_rule("/leave/<token>", "ask_leave", site.ask_leave)
    app.add_url_rule("/leave/<token>", "leave", site.leave, methods=["POST"])
    for code in (400, 404, 405, 413, 500):
        app.register_error_handler(code, site.lost)
    app.register_error_handler(ListenerError, site.failed)
    app.logger.addFilter(_without_link)
    return app


def _without_link(record: LogRecord) -> bool:
    """Whoever reads a log could follow the link that Flask names with an error."""
    record.msg, record.args = "error", ()
    return True


class _Site:
    def __init__(self, read: Read, open_store: Open, key: str, now: Clock, tell: Tell) -> None:
        self._read, self._open, self._key, self._now, self._tell = read, open_store, key, now, tell
        self._last = read()

    def _config(self) -> Config:
        """The settings as they are; while somebody has them open half written, as they were."""
        try:
            self._last = self._read()
        except ConfigError as error:
            self._tell(one_line(str(error), 2000))
        return self._last

    def ask(self, token: str) -> Response:
        """What the link would do."""
        config = self._config()
        with self._open(config) as store:
            found = self._meant(store, token)
        if found is None:
            return self._page("bad", self._guessed(), status=410)
        wanted, incident = found
        t = Translator(wanted.language)
        return self._page(
            f"ask_{wanted.action}",
            t,
            button=t(f"web.button_{wanted.action}"),
            at_once=wanted.action != "close",
            cause=wanted.action == "close",
            said=_named(config, incident, t),
        )

    def do(self, token: str) -> Response:
        """Do it, and say so."""
        from flask import request

        config = self._config()
        with self._open(config) as store:
            found = self._meant(store, token)
            if found is None:
                return self._page("bad", self._guessed(), status=410)
            wanted, incident = found
            t = Translator(wanted.language)
            named = _named(config, incident, t)
            cause = request.form.get("cause", "")
            try:
                incident = self._done(config, store, wanted, cause)
            except ConfigError:
                return self._page("not_done", t, said=named, status=409)
        said = {**named, "at": _until(config, incident, t)}
        return self._page(f"done_{wanted.action}", t, said=said)

    def _meant(self, store: Store, token: str) -> tuple[Asked, Incident] | None:
        """What is asked for, of which incident; the same number may be another's by now."""
        try:
            wanted = asked(token, self._key, self._now())
        except BadLink:
            return None
        found = store.incident(wanted.number)
        same = found is not None and int(found.opened_at.timestamp()) == wanted.began
        return (wanted, found) if found and same else None

    def _done(self, config: Config, store: Store, wanted: Asked, cause: str) -> Incident:
        now, by, number = self._now(), wanted.recipient, wanted.number
        if wanted.action == "ack":
            return marking.acknowledge(store, number, now, by)
        if wanted.action == "snooze":
            return marking.snooze(store, number, SNOOZED, now)
        if wanted.action == "close":
            reason = marking.reason_of(cause)
            if not reason:
                raise ConfigError(say("marks.say_cause", number=number))
            return marking.close(config, store, number, reason, now, by)
        return marking.judge(store, number, useful=wanted.action == "useful", now=now, by=by)

    def ask_leave(self, token: str) -> Response:
        """Whether no more is wanted. Never by itself: a program may have opened it."""
        try:
            who = leaving(token, self._key)
        except BadLink:
            return self._page("bad", self._guessed(), status=410)
        t = Translator(who.language)
        said = _leaver(self._config(), who)
        # Of a group only digests are sent: of each of its brands one is told on.
        name = "ask_leave_group" if who.brand.startswith(GROUP) else "ask_leave"
        return self._page(name, t, said=said, button=t("web.button_leave"))

    def leave(self, token: str) -> Response:
        """No more of this brand to this address, until somebody resumes it."""
        try:
            who = leaving(token, self._key)
        except BadLink:
            return self._page("bad", self._guessed(), status=410)
        config = self._config()
        with self._open(config) as store:
            store.pause(
                Pause(
                    channel=who.channel,
                    recipient=who.recipient,
                    brand=who.brand,
                    since=self._now(),
                    reason="unsubscribed",
                )
            )
        return self._page("done_leave", Translator(who.language), said=_leaver(config, who))

    def lost(self, error: Any) -> Response:
        """No such page, or something went wrong here: no word of what, for strangers read it."""
        code = getattr(error, "code", 500)
        return self._page("lost" if code < 500 else "broken", self._guessed(), status=code)

    def failed(self, error: ListenerError) -> Response:
        """The store or the settings cannot be read now: who serves is told, and not the link."""
        self._tell(one_line(str(error), 2000))
        return self._page("broken", self._guessed(), status=503)

    def _guessed(self) -> Translator:
        """The language that the browser asks for, of those that there are."""
        from flask import request

        found = request.accept_languages.best_match(LANGUAGES)
        return Translator(found or self._last.settings.language)

    def _page(
        self,
        name: str,
        t: Translator,
        *,
        said: Mapping[str, str] = MappingProxyType({}),
        status: int = 200,
        button: str = "",
        at_once: bool = False,
        cause: bool = False,
    ) -> Response:
        from flask import make_response, render_template

        nonce = secrets.token_urlsafe(12)
        page = render_template(
            "page.html",
            t=t,
            title=t(f"web.{name}_title", **said),
            text=t(f"web.{name}_more", **said),
            button=button,
            at_once=at_once,
            cause=cause,
            nonce=nonce,
        )
        response = make_response(page, status)
        response.headers.update(_headers(nonce))
        return response


def _until(config: Config, incident: Incident, t: Translator) -> str:
    """When a snooze is over, by the clocks of the brand."""
    zones = (each.time_zone for each in config.brands if each.id == incident.brand)
    until = incident.snoozed_until
    return moment(t.language, until, ZoneInfo(next(zones, "UTC"))) if until else ""


def _named(config: Config, incident: Incident, t: Translator) -> dict[str, str]:
    source = incident.source
    everywhere = source in ("", WHOLE_BRAND)
    return {
        "number": str(incident.id),
        "brand": _brand(config, incident.brand),
        "where": t("alerts.everywhere") if everywhere else one_line(title_of(source), 60),
    }


def _leaver(config: Config, who: Leaving) -> dict[str, str]:
    return {"recipient": one_line(who.recipient, 120), "brand": _brand(config, who.brand)}


def _brand(config: Config, brand: str) -> str:
    names = (each.name for each in config.brands if each.id == brand)
    return one_line(next(names, brand.removeprefix(GROUP)), 60)


def _headers(nonce: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'nonce-{nonce}';"
        f" script-src 'nonce-{nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
    }
