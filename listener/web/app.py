"""Links of mails, taken: a page asks, a POST does.

    GET  /do/<token>     says what would be done; the page then posts by itself, or by its button
    POST /do/<token>     does it: once or ten times comes to the same
    GET  /leave/<token>  asks whether no more is wanted
    POST /leave/<token>  no more is sent: RFC 8058, one click

Programs that look through mails follow links, and must change nothing by that: so only a POST does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
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
from listener.source import title_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.store import Store
from listener.text import one_line

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

Open = Callable[[], Store]
Clock = Callable[[], datetime]

LONGEST_FORM = 16_384


def make_app(config: Config, open_store: Open, key: str, now: Clock) -> Flask:
    """The application, as any WSGI server runs it. Each request opens the store anew."""
    from flask import Flask

    app = Flask("listener.web")
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_FORM, MAX_FORM_MEMORY_SIZE=LONGEST_FORM)
    site = _Site(config, open_store, key, now)
    app.add_url_rule("/healthz", "healthz", lambda: {"ok": True})
    app.add_url_rule("/do/<token>", "ask", site.ask)
    app.add_url_rule("/do/<token>", "do", site.do, methods=["POST"])
    app.add_url_rule("/leave/<token>", "ask_leave", site.ask_leave)
    app.add_url_rule("/leave/<token>", "leave", site.leave, methods=["POST"])
    for code in (404, 405, 413, 500):
        app.register_error_handler(code, site.lost)
    return app


class _Site:
    def __init__(self, config: Config, open_store: Open, key: str, now: Clock) -> None:
        self._config, self._open, self._key, self._now = config, open_store, key, now

    def ask(self, token: str) -> Response:
        """What the link would do."""
        with self._open() as store:
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
            said=self._named(incident, t),
        )

    def do(self, token: str) -> Response:
        """Do it, and say so."""
        from flask import request

        with self._open() as store:
            found = self._meant(store, token)
            if found is None:
                return self._page("bad", self._guessed(), status=410)
            wanted, incident = found
            t = Translator(wanted.language)
            named = self._named(incident, t)
            try:
                incident = self._done(store, wanted, request.form.get("cause", ""))
            except ConfigError:
                return self._page("not_done", t, said=named, status=409)
        said = {**named, "at": self._until(incident, t)}
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

    def _until(self, incident: Incident, t: Translator) -> str:
        """When a snooze is over, by the clocks of the brand."""
        zones = (each.time_zone for each in self._config.brands if each.id == incident.brand)
        until = incident.snoozed_until
        return moment(t.language, until, ZoneInfo(next(zones, "UTC"))) if until else ""

    def _done(self, store: Store, wanted: Asked, cause: str) -> Incident:
        now, by, number = self._now(), wanted.recipient, wanted.number
        if wanted.action == "ack":
            return marking.acknowledge(store, number, now, by)
        if wanted.action == "snooze":
            return marking.snooze(store, number, SNOOZED, now)
        if wanted.action == "close":
            reason = marking.reason_of(cause)
            if not reason:
                raise ConfigError(say("marks.say_cause", number=number))
            return marking.close(self._config, store, number, reason, now, by)
        return marking.judge(store, number, useful=wanted.action == "useful", now=now, by=by)

    def ask_leave(self, token: str) -> Response:
        """Whether no more is wanted. Never by itself: a program may have opened it."""
        try:
            who = leaving(token, self._key)
        except BadLink:
            return self._page("bad", self._guessed(), status=410)
        t = Translator(who.language)
        return self._page("ask_leave", t, said=self._leaver(who), button=t("web.button_leave"))

    def leave(self, token: str) -> Response:
        """No more of this brand to this address, until somebody resumes it."""
        try:
            who = leaving(token, self._key)
        except BadLink:
            return self._page("bad", self._guessed(), status=410)
        with self._open() as store:
            store.pause(
                Pause(
                    channel=who.channel,
                    recipient=who.recipient,
                    brand=who.brand,
                    since=self._now(),
                    reason="unsubscribed",
                )
            )
        return self._page("done_leave", Translator(who.language), said=self._leaver(who))

    def lost(self, error: Any) -> Response:
        """No such page, or something went wrong here: no word of what, for strangers read it."""
        code = getattr(error, "code", 500)
        if isinstance(getattr(error, "original_exception", None), ListenerError):
            code = 503
        return self._page("lost" if code < 500 else "broken", self._guessed(), status=code)

    def _guessed(self) -> Translator:
        """The language that the browser asks for, of those that there are."""
        from flask import request

        found = request.accept_languages.best_match(LANGUAGES)
        return Translator(found or self._config.settings.language)

    def _named(self, incident: Incident, t: Translator) -> dict[str, str]:
        brands = (each.name for each in self._config.brands if each.id == incident.brand)
        source = incident.source
        everywhere = source in ("", WHOLE_BRAND)
        return {
            "number": str(incident.id),
            "brand": one_line(next(brands, incident.brand), 60),
            "where": t("alerts.everywhere") if everywhere else one_line(title_of(source), 60),
        }

    def _leaver(self, who: Leaving) -> dict[str, str]:
        brands = (each.name for each in self._config.brands if each.id == who.brand)
        name = one_line(next(brands, who.brand), 60)
        return {"recipient": one_line(who.recipient, 120), "brand": name}

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


def _headers(nonce: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'nonce-{nonce}';"
        f" script-src 'nonce-{nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
    }
