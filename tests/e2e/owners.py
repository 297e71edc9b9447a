"""Every site that its owner signs in to, on loopback, and the made-up owners' keys. All synthetic.

A café has an account everywhere; a bar of the same agency has accounts of its own at Google and
Trustpilot. Whoever asks without a token that was given out here is refused, as the sites do it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ssl import SSLContext
from typing import Any, Literal
from urllib.parse import parse_qs, urlencode

import jwt
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from msgspec.structs import replace

from listener.model import Request
from listener.testing import Answer, ReplayServer
from tests.life.reviews import Review
from tests.life.sites import (
    appstoreconnect,
    chromewebstore,
    googlebusiness,
    mercadolibre,
    playconsole,
    trustpilot,
    woocommerce,
)

NOW = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)
SITES: dict[str, Any] = {
    module.SITE.source: module.SITE
    for module in (
        *(appstoreconnect, chromewebstore, googlebusiness),
        *(mercadolibre, playconsole, trustpilot, woocommerce),
    )
}
COUNTED = {
    "places": {"id": "ChIJSintetico0LunaCafe00001", "rating": 4.4, "userRatingCount": 320},
    "yelp": {"id": "cafe-luna-de-ejemplo", "rating": 4.5, "review_count": 321},
    "tripadvisor": {"location_id": "1234567", "rating": "4.0", "num_reviews": "322"},
}
TAKERS = ("appstoreconnect", "googlebusiness", "playconsole", "trustpilot")
SUBSCRIPTION = "projects/bar-sol/subscriptions/resenas"
BAR = "accounts/55/locations/66"
EVERY = sorted({*SITES, *COUNTED})


def reviews_of(source: str) -> list[Review]:
    """A good one, a bad one and one of stars alone, apart for each source."""
    first, hour = 100 * EVERY.index(source) + 1, timedelta(hours=1)
    said = [(5, "El mejor cortado del barrio."), (1, "Me cobraron dos veces."), (4, "")]
    return [
        Review(id=first + n, stars=stars, text=text, created=NOW - (30 + 10 * n) * hour)
        for n, (stars, text) in enumerate(said)
    ]


class Owners(ReplayServer):
    """The sites. Who is `revoked` is refused; what is `babbling` repeats all that it was told."""

    def __init__(self) -> None:
        super().__init__(self._routed)
        self.now = NOW
        self.revoked: set[str] = set()
        self.babbling: Literal["nothing", "pages", "everything"] = "nothing"
        self.reviews = {source: reviews_of(source) for source in SITES}
        self.at_the_bar = replace(self.reviews["trustpilot"][1], id=9001, text="La caña, tibia.")
        self.announced = ["9002"]
        self.keys = {
            "appstoreconnect": ec.generate_private_key(ec.SECP256R1()),
            "chromewebstore": rsa.generate_private_key(65537, 2048),
            "playconsole": rsa.generate_private_key(65537, 2048),
        }

    def behind_tls(self, context: SSLContext) -> None:
        """As a shop is asked with its keys; before the server is entered."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = self.url.replace("http:", "https:")

    def pem(self, source: str) -> str:
        """The private key as the site hands it to its owner."""
        kind = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
        return self.keys[source].private_bytes(*kind).decode()

    def answer_is_given(self, source: str, at: datetime) -> None:
        """What waited to be looked over is shown."""
        shown = [replace(each, answered=each.answer and at) for each in self.reviews[source]]
        self.reviews[source] = shown

    def _routed(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        name, _, rest = path[1:].partition("/")
        form = {key: each[0] for key, each in parse_qs(body.decode()).items()}
        if path == "/wp-json/wc/v3/products/reviews":
            name = "woocommerce"
        source = name.partition("-")[0].replace("pubsub", "googlebusiness")
        is_token = name.endswith("-token") or rest.endswith(("oauth/token", "/accesstoken"))
        if self.babbling == "everything" or (self.babbling == "pages" and not is_token):
            told = json.dumps([dict(headers), dict(query), form]).encode()
            return Answer(body=b"<pre>" + told, content_type="text/html")
        if is_token:
            return self._token(source, form, headers)
        if not (who := self._who(source, query, headers)):
            return _json({"error": {"code": 401, "message": "Who are you?"}}, 401)
        if name == "pubsub":
            return self._pubsub(rest, json.loads(body))
        if body:
            return self._answered(source, rest, json.loads(body))
        return self._page(source, f"https://site.invalid/{rest}?{urlencode(query)}", who)

    # Who asks

    def _token(self, source: str, form: dict[str, str], headers: Mapping[str, str]) -> Answer:
        given = form.get("refresh_token") or form.get("client_secret") or ""
        if "assertion" in form:
            claims = self._signed(source, form["assertion"], "RS256")
            assert claims["aud"] == "https://oauth2.googleapis.com/token"
            given = claims["iss"]
        elif source == "trustpilot":
            given = b64decode(headers["authorization"].removeprefix("Basic ")).decode()
        whose = {
            "1//permiso-del-cafe": "cafe",
            "1//permiso-del-bar": "bar",
            "secreto-de-mercado-libre": "cafe",
            "clave-del-cafe:secreto-del-cafe": "cafe",
            "clave-del-bar:secreto-del-bar": "bar",
            f"{source}@sintetico.example": "cafe",
        }.get(given)
        if whose is None or source in self.revoked:
            is_service = "assertion" in form
            why = "Invalid JWT Signature." if is_service else "Token has been expired or revoked."
            return _json({"error": "invalid_grant", "error_description": why}, 400)
        return _json({"access_token": f"pase-{source}-{whose}", "expires_in": 3600})

    def _who(self, source: str, query: Mapping[str, str], headers: Mapping[str, str]) -> str:
        """Whose key or token it is, if it is one that is good."""
        proof = headers.get("authorization", "").partition(" ")[2]
        if source in self.revoked:
            return ""
        if source == "appstoreconnect":
            return "cafe" if self._signed(source, proof, "ES256") else ""
        if source in ("places", "tripadvisor"):
            proof = headers.get("x-goog-api-key") or query.get("key", "")
        good = {
            f"pase-{source}-cafe": "cafe",
            f"pase-{source}-bar": "bar",
            f"clave-de-{source}": "cafe",
            b64encode(b"ck_sintetica:cs_sintetica").decode(): "cafe",
        }
        return good.get(proof, "")

    def _signed(self, source: str, token: str, kind: str) -> dict[str, Any]:
        """The claims of a token that this key has signed and that is good at this hour."""
        unchecked = {"verify_aud": False, "verify_exp": False, "verify_iat": False}
        public = self.keys[source].public_key()
        claims: dict[str, Any] = jwt.decode(token, public, [kind], options=unchecked)
        assert claims["iat"] <= self.now.timestamp() < claims["exp"] <= claims["iat"] + 3600
        return claims

    # What is asked

    def _page(self, source: str, url: str, who: str) -> Answer:
        if source in COUNTED:
            return _json(COUNTED[source])
        request, reviews = Request(url=url), self.reviews[source]
        if source == "googlebusiness" and who == "bar":
            assert url.partition("?")[0].endswith(f"{BAR}/reviews/9002"), url
            return _json({**_PUSHED, "createTime": f"{NOW:%Y-%m-%dT08:00:00Z}"})
        if source == "trustpilot" and who == "bar":
            reviews = [self.at_the_bar]
        page = SITES[source].answer(request, reviews, self.now)
        return Answer(body=page.body, content_type=page.content_type, headers=page.headers)

    def _pubsub(self, path: str, asked: dict[str, Any]) -> Answer:
        verb = path.partition(":")[2]
        if verb == "acknowledge":
            self.announced = [each for each in self.announced if each not in asked["ackIds"]]
        if verb != "pull":
            return _json({})
        told = {"reviewName": f"{BAR}/reviews/9002", "notificationType": "NEW_REVIEW"}
        data = b64encode(json.dumps(told).encode()).decode()
        messages = [{"ackId": each, "message": {"data": data}} for each in self.announced]
        return _json({"receivedMessages": messages} if messages else {})

    def _answered(self, source: str, path: str, asked: dict[str, Any]) -> Answer:
        """Google Play and Trustpilot show an answer at once, the others look it over first."""
        data = asked.get("data", {})
        text = data.get("attributes", {}).get("responseBody") or next(iter(asked.values()))
        about = data["relationships"]["review"]["data"]["id"] if data else path
        at = self.now if source in ("playconsole", "trustpilot") else None
        site, before = SITES[source], self.reviews[source]
        assert sum(site.id_of(each) in about for each in before) == 1
        self.reviews[source] = [
            replace(each, answer=text, answered=at) if site.id_of(each) in about else each
            for each in before
        ]
        seconds = str(int(self.now.timestamp()))
        waits = {"responseBody": text, "state": "PENDING_PUBLISH"}
        return {
            "appstoreconnect": _json({"data": {"id": "r1", "attributes": waits}}, 201),
            "googlebusiness": _json({"comment": text, "state": "PENDING"}),
            "playconsole": _json(
                {"result": {"replyText": text, "lastEdited": {"seconds": seconds}}}
            ),
            "trustpilot": Answer(status=201),
        }[source]

    # What the owners have

    def environment(self, shop: str) -> dict[str, str]:
        """Where the sites are, and the keys that a person keeps in the environment."""
        at = {name: f"{self.url}/{name}" for name in EVERY if name != "woocommerce"}
        at |= {f"{name}_token": f"{self.url}/{name}-token" for name in self.keys}
        at["googlebusiness_token"] = f"{self.url}/googlebusiness-token"
        at["googlebusiness_pubsub"] = f"{self.url}/pubsub"
        keys = {
            "GOOGLEBUSINESS_CLIENT_ID": "cliente-sintetico",
            "GOOGLEBUSINESS_CLIENT_SECRET": "secreto-del-cliente",
            "GOOGLEBUSINESS_REFRESH_TOKEN": "1//permiso-del-cafe",
            "APPSTORECONNECT_KEY_ID": "SINTETICA1",
            "APPSTORECONNECT_ISSUER_ID": "57246542-96fe-1a63-e053-0824d011072a",
            "MERCADOLIBRE_CLIENT_ID": "aplicacion-sintetica",
            "MERCADOLIBRE_CLIENT_SECRET": "secreto-de-mercado-libre",
            "TRUSTPILOT_API_KEY": "clave-del-cafe",
            "TRUSTPILOT_API_SECRET": "secreto-del-cafe",
            "TRUSTPILOT_BUSINESS_USER": "persona-del-cafe",
            "TRUSTPILOT_API_KEY__BAR_SOL": "clave-del-bar",
            "TRUSTPILOT_API_SECRET__BAR_SOL": "secreto-del-bar",
            "WOOCOMMERCE_KEY": "ck_sintetica",
            "WOOCOMMERCE_SECRET": "cs_sintetica",
            "WOOCOMMERCE_SHOP": shop,
            **{f"{name.upper()}_API_KEY": f"clave-de-{name}" for name in COUNTED},
        }
        led = {f"LISTENER_{name.upper()}_URL": url for name, url in at.items()}
        return led | {f"LISTENER_{name}": value for name, value in keys.items()}

    def key_files(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The keys that come as files, and the variables that name the files."""
        folder.mkdir()
        for source in self.keys:
            service = {"client_email": f"{source}@sintetico.example", "private_key_id": "1"}
            service["private_key"] = self.pem(source)
            is_service = source != "appstoreconnect"
            (folder / source).write_text(json.dumps(service) if is_service else self.pem(source))
            yield f"LISTENER_{source.upper()}_KEY_FILE", str(folder / source)
        (folder / "bar").write_text("1//permiso-del-bar\n")
        yield "LISTENER_GOOGLEBUSINESS_REFRESH_TOKEN__BAR_SOL_FILE", str(folder / "bar")


_PUSHED = {
    "name": f"{BAR}/reviews/9002",
    "reviewer": {"displayName": "Luz de Prueba"},
    "starRating": "TWO",
    "comment": "Media hora para una tónica.",
}


def _json(told: object, status: int = 200) -> Answer:
    return Answer(status=status, body=json.dumps(told).encode())
