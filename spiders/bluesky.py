"""Bluesky: a search with an account, and the stream of all its posts, which is open to everybody.

The search is meant for people (https://github.com/bluesky-social/bsky-docs/issues/296): it finds
what was said before anybody listened, and closes what the stream has missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Heard, Mention, Page, Payload, Request, Watch
from listener.source import (
    About,
    Budget,
    Credential,
    Pace,
    Secret,
    Source,
    Streams,
    base_url,
)

from . import _jetstream
from ._answers import first_of_each, json_of
from ._blueskylogin import (
    HANDLE_NAME,
    NO_LONGER_GOOD,
    PASSWORD_NAME,
    create,
    error_of,
    refresh,
    session_of,
)
from ._blueskypost import HANDLE, is_view, mention_of

PER_PAGE = 100
SHIFT = 10
"""Posts that may be deleted while a list is read by number, without one being passed over."""

DEEP = 1000
"""Posts below the newest: a place above that is refused for another reason than its depth."""

_WHERE = "https://bsky.app/settings/app-passwords"
_STREAM = "wss://jetstream2.us-east.bsky.network/subscribe"


class Bluesky(Source, LooksAgain, Streams):
    """Posts with a phrase, or that name an account, newest first; and all posts, as they come."""

    host = "https://bsky.social"
    replays = timedelta(hours=24)
    look_again_after = timedelta(days=1)
    until_age = timedelta(days=90)
    per_request = 25
    about = About(
        name="bluesky",
        title="Bluesky",
        homepage="https://bsky.app",
        docs="https://docs.bsky.app/docs/api/app-bsky-feed-search-posts",
        access="official-api",
        gives="mentions",
        watches="both",
        example="@cafeluna.bsky.social",
        sees={
            "es": "Con «listener listen», y sin cuenta, todos los mensajes de Bluesky según se "
            "escriben: se guardan los que mencionan tu marca, con sus ediciones y borrados. Con "
            "una cuenta, lo que encuentra la búsqueda, también hacia atrás, y los mensajes que "
            "nombran a una cuenta (@cuenta).",
            "en": 'With "listener listen", and without an account, every post of Bluesky as it is '
            "written: those that mention your brand are kept, with their edits and deletions. With "
            "an account, what the search finds, also backwards, and posts that name an account "
            "(@account).",
        },
        misses={
            "es": "Lo que se ve en imágenes y vídeos, y su descripción; de un mensaje oído en "
            "directo, el nombre de quien escribe y sus «me gusta» hasta que se vuelve a mirar. La "
            "búsqueda da como mucho 10.000 mensajes por pregunta. Si listener para más de un día, "
            "lo que falta se busca después, y para eso hace falta la cuenta.",
            "en": "What pictures and videos show, and their descriptions; of a post heard live, "
            "its author's name and likes, until it is looked at again. The search gives 10,000 "
            "posts a question at most. If listener stops for more than a day, what is missing is "
            "searched for later, which needs the account.",
        },
        secrets=(
            Secret(
                HANDLE_NAME,
                {
                    "es": "El nombre de tu cuenta, por ejemplo cafeluna.bsky.social. Solo para "
                    "buscar: escuchar en directo no pide cuenta.",
                    "en": "The name of your account, for example cafeluna.bsky.social. Only for "
                    "searching: listening live asks for no account.",
                },
                _WHERE,
            ),
            Secret(
                PASSWORD_NAME,
                {
                    "es": "Una contraseña de aplicación de esa cuenta (Ajustes, Privacidad y "
                    "seguridad, Contraseñas de aplicación); nunca la tuya.",
                    "en": "An app password of that account (Settings, Privacy and security, App "
                    "passwords); never your own.",
                },
                _WHERE,
            ),
        ),
        # 3,000 requests in five minutes: https://docs.bsky.app/docs/advanced-guides/rate-limits
        pace=Pace(delay=1.0, concurrency=1),
        pages=100,
        overlap=timedelta(hours=1),
        reads=(200, 400, 401, 403),
        default_on=False,
        off_because={
            "es": "la búsqueda pide una cuenta; para escuchar en directo sin cuenta, ejecuta "
            "«listener listen»",
            "en": 'its search asks for an account; to listen live without one, run "listener '
            'listen"',
        },
        budgets=(
            Budget(
                name="logins",
                limit=5,
                per="day",
                unit="calls",
                what={
                    "es": "inicios de sesión (Bluesky cuenta cada uno; la sesión se guarda y se "
                    "renueva)",
                    "en": "logins (Bluesky counts each; the session is kept and renewed)",
                },
            ),
        ),
    )

    def normal_listing(self, listing: str) -> str:
        """An account as `@name.of.it`, from itself or from the link of its profile."""
        text = listing.strip().lower().removeprefix("https://").removeprefix("bsky.app/profile/")
        handle = text.strip("/").removeprefix("@")
        if not HANDLE.fullmatch(handle):
            raise ValueError(say("bluesky.bad_account"))
        return f"@{handle}"

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest posts, down to the bookmark less the overlap."""
        asked = _question(watch)
        if since and since.newest_at:
            asked["since"] = _written(since.newest_at - self.about.overlap)
        return self._ask(asked)

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """The posts of a slice; the site takes the earlier of when written and when received."""
        return self._ask({**_question(watch), "since": _written(from_at), "until": _written(to_at)})

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Request:
        """One login; the session that it gives is kept and renewed."""
        return create(secrets, base_url("bluesky", self.host))

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The session, new or renewed."""
        return session_of(payload, now, base_url("bluesky", self.host))

    def renew(self, held: Credential, secrets: Mapping[str, str], now: datetime) -> Request | None:
        """By its refresh token, which no login is."""
        return refresh(held, base_url("bluesky", self.host))

    def refuses(self, payload: Payload) -> bool:
        """An expired session is refused as a bad question, not as 401."""
        return payload.status == 401 or (
            payload.status == 400 and error_of(payload)[0] in NO_LONGER_GOOD
        )

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts of one answer, and the question for those that come after."""
        cursor = request.cursor
        if payload.status != 200:
            return _refused(cursor, payload)
        answer, mentions = _posts(payload, cursor.get("subject"))
        following = answer.get("cursor")
        if not answer["posts"] or not isinstance(following, str) or not following:
            # What a search does not show proves nothing: it leaves out what it likes.
            return Page(mentions=mentions, stopped_because="reached_bookmark")
        if following in (cursor.get("cursor"), cursor.get("given")):
            return Page(mentions=mentions, stopped_because="source_cap")
        asked = {name: value for name, value in cursor.items() if name != "given"}
        asked["cursor"] = _a_little_before(following, cursor.get("cursor", ""))
        return Page(mentions=mentions, next=self._ask(asked, given=following))

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The posts of these addresses; those that are gone are left out without a word."""
        uris = urlencode([("uris", each.id) for each in asked])
        base = base_url("bluesky", self.host)
        return Request(url=f"{base}/xrpc/app.bsky.feed.getPosts?{uris}")

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """The posts there are; of the others, that they are gone."""
        if payload.status != 200:
            return _refused({}, payload)
        subjects = {each.id: each.subject for each in asked}
        _, mentions = _posts(payload, None)
        kept = tuple(each for each in mentions if each.id in subjects)
        there = {each.id for each in kept}
        gone = (
            Mention(id=each.id, kind=each.kind, precision="none", deleted=True)
            for each in asked
            if each.id not in there
        )
        return Page(mentions=(*kept, *gone))

    def stream(self, cursor: str | None) -> str:
        """Jetstream, or the one of its kind that LISTENER_BLUESKY_STREAM_URL names."""
        return _jetstream.address(base_url("bluesky_stream", _STREAM), cursor)

    def hear(self, message: bytes) -> Heard:
        """The post that was made, edited or deleted, or the account that has gone with all."""
        return _jetstream.heard(message)

    def _ask(self, asked: dict[str, str], given: str = "") -> Request:
        params = {name: value for name, value in asked.items() if name != "subject"}
        query = urlencode({**params, "sort": "latest", "limit": PER_PAGE}, errors="replace")
        return Request(
            url=f"{base_url('bluesky', self.host)}/xrpc/app.bsky.feed.searchPosts?{query}",
            headers={"Accept": "application/json"},
            cursor={**asked, "given": given} if given else asked,
        )


def _question(watch: Watch) -> dict[str, str]:
    """What to search for: a phrase in quotes; or an account, and only where it is named."""
    if watch.listing:
        handle = watch.listing.removeprefix("@")
        return {"q": handle, "mentions": handle, "subject": watch.listing}
    term = watch.terms[0].replace('"', " ").strip().rstrip("*")
    # Lucene's syntax "is recommended", no more: only quotes are counted on.
    return {"q": term if term.isalnum() else f'"{term}"'}


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _a_little_before(following: str, current: str) -> str:
    """The cursor; where it is a number in a list that shifts, a few posts earlier, but onwards."""
    if not following.isascii() or not following.isdigit() or len(following) > 9:
        return following
    reached = int(current) if current.isdigit() else 0
    return str(max(int(following) - SHIFT, min(reached + 1, int(following))))


def _posts(payload: Payload, subject: str | None) -> tuple[dict[str, Any], tuple[Mention, ...]]:
    """An answer and its posts; raises UnexpectedAnswer where posts are not what they were."""
    answer = json_of(payload, Bluesky.about.title)
    views = answer.get("posts") if isinstance(answer, dict) else None
    if not isinstance(views, list):
        raise _changed("posts")
    mentions = first_of_each(mention_of(view, subject) for view in views if is_view(view))
    if views and not mentions:
        raise _changed("uri, author, record")
    return answer, mentions


def _refused(cursor: dict[str, str], payload: Payload) -> Page:
    """The end of a list that is not shown further; errors for all else."""
    name, said = error_of(payload)
    far = cursor.get("given", cursor.get("cursor", ""))
    is_deep = not far.isdigit() or int(far) >= DEEP
    if payload.status == 400 and name == "InvalidRequest" and "cursor" in cursor and is_deep:
        # No further than the ten-thousandth: https://github.com/medialab/minet/pull/1018
        return Page(stopped_because="source_cap")
    if payload.status == 400 and name not in NO_LONGER_GOOD:
        raise UnexpectedAnswer(say("bluesky.bad_question", said=said or "HTTP 400"))
    raise AccessDenied(say("bluesky.refused", said=said or name or f"HTTP {payload.status}"))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Bluesky.about.title, what=what))


SOURCE = Bluesky()
