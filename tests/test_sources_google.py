"""How Google is told who asks: both ways, and what a person is told when it says no."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from listener.spiders._google import (
    TOKEN_URL,
    ask_as_service,
    ask_with_refresh,
    credential,
    refusal,
    stamp,
    why_refused,
)

from listener.errors import AccessDenied, SourceUnavailable, Throttled, UnexpectedAnswer
from listener.model import Payload

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCOPE = "https://www.googleapis.com/auth/ejemplo"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(autouse=True)
def _in_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "es")


def key_file(key: rsa.RSAPrivateKey, **fields: Any) -> str:
    """A made-up key file as Google Cloud gives them."""
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    whole = {
        "type": "service_account",
        "client_email": "listener@cafe-luna.iam.gserviceaccount.com",
        "private_key": pem,
        "private_key_id": "clave-1",
    }
    return json.dumps(whole | fields)


def token_answer(status: int = 200, **said: Any) -> Payload:
    return Payload(body=json.dumps(said).encode(), status=status, content_type="application/json")


def test_a_lasting_permission_is_exchanged_for_a_token() -> None:
    """The four words that the token endpoint wants, without the blanks of a copied line."""
    request = ask_with_refresh("id", "secreto", "1//0permiso\n", url=TOKEN_URL)
    assert (request.method, request.url) == ("POST", "https://oauth2.googleapis.com/token")
    assert dict(parse_qsl(request.body.decode())) == {
        "client_id": "id",
        "client_secret": "secreto",
        "refresh_token": "1//0permiso",
        "grant_type": "refresh_token",
    }


def test_a_service_account_signs_what_it_asks_for(key: rsa.RSAPrivateKey) -> None:
    """Who, for what, from when until when; for Google, whoever stands in its place."""
    request = ask_as_service(key_file(key), SCOPE, NOW, url="http://127.0.0.1:9/token")
    assert request.url == "http://127.0.0.1:9/token"
    form = dict(parse_qsl(request.body.decode()))
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert jwt.get_unverified_header(form["assertion"])["kid"] == "clave-1"
    said = jwt.decode(
        form["assertion"],
        key.public_key(),
        algorithms=["RS256"],
        audience=TOKEN_URL,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert said["iss"] == "listener@cafe-luna.iam.gserviceaccount.com"
    assert said["scope"] == SCOPE
    assert said["iat"] == NOW.timestamp()
    assert said["exp"] == NOW.timestamp() + 3600


def test_a_key_that_went_through_a_setting_is_still_a_key(key: rsa.RSAPrivateKey) -> None:
    """Line ends that became a backslash and an n; a mark at the front of the file."""
    data = json.loads(key_file(key))
    data["private_key"] = data["private_key"].replace("\n", "\\n")
    assert ask_as_service("\ufeff" + json.dumps(data), SCOPE, NOW, url=TOKEN_URL).body


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("/ruta/a/la/clave.json", "archivo JSON entero"),
        ("", "archivo JSON entero"),
        ('{"installed": {"client_id": "x"}}', "no es la clave de una cuenta de servicio"),
        ("[]", "no es la clave de una cuenta de servicio"),
        ('{"client_email": "a@b", "private_key": "-----BEGIN"}', "dañada"),
    ],
)
def test_a_wrong_key_file_says_which_one_to_get(file: str, told: str) -> None:
    """A path in the place of the file, the file of another kind, half a file."""
    with pytest.raises(AccessDenied, match=told):
        ask_as_service(file, SCOPE, NOW, url=TOKEN_URL)


def test_a_token_is_good_until_a_minute_before_its_end() -> None:
    """Clocks differ, and a request takes its time."""
    given = credential(token_answer(access_token="ya29.x", expires_in=3599), NOW)
    assert given.headers == {"Authorization": "Bearer ya29.x"}
    assert given.until == NOW + timedelta(seconds=3539)


@pytest.mark.parametrize(
    ("status", "error", "why", "told"),
    [
        (400, "invalid_grant", "Token has been expired or revoked.", "7 días"),
        (400, "invalid_grant", "Invalid JWT Signature.", "cuenta de servicio"),
        (400, "invalid_grant", "Invalid grant: account not found", "cuenta de servicio"),
        (
            400,
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
            "timeframe. Check your iat and exp values in the JWT claim.",
            "reloj",
        ),
        (401, "invalid_client", "Unauthorized", "identificador o la clave"),
        (401, "deleted_client", "The OAuth client was deleted.", "identificador o la clave"),
        (403, "access_denied", "", "dar permiso"),
        (401, "unauthorized_client", "Client is unauthorized", "dar permiso"),
        (400, "invalid_request", "raro\nraro", "invalid_request: raro raro"),
        (200, "invalid_grant", "", "7 días"),
    ],
)
def test_a_refused_sign_in_says_what_to_do(status: int, error: str, why: str, told: str) -> None:
    """A permission that ran out, a key that was deleted, a clock that is wrong."""
    with pytest.raises(AccessDenied, match=told):
        credential(token_answer(status, error=error, error_description=why), NOW)


def test_a_sign_in_that_fails_for_a_moment_is_tried_again() -> None:
    """Google's trouble is not the person's."""
    with pytest.raises(SourceUnavailable):
        credential(Payload(body=b"<html>", status=502), NOW)
    with pytest.raises(Throttled):
        credential(token_answer(429, error="rate_limit_exceeded"), NOW)


def test_an_answer_without_a_token_is_no_credential() -> None:
    """A page in its place, a token that is none."""
    odd = (token_answer(access_token=said) for said in (7, "", "a\nb", "ñ"))
    for payload in (Payload(body=b"<html>"), token_answer(), *odd):
        with pytest.raises(UnexpectedAnswer):
            credential(payload, NOW)


def error(status: int, message: str = "", **info: Any) -> Payload:
    """A refusal in the form that all of Google's interfaces share."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info}] if info else []
    said = {"error": {"code": status, "message": message, "details": details}}
    return Payload(body=json.dumps(said).encode(), status=status)


def test_refusals_are_told_apart() -> None:
    """An interface that is off, a permission too narrow, a quota of zero, a quota used up."""
    zero = {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit_value": "0"}}
    some = {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit_value": "300"}}
    assert why_refused(error(429, **zero)) == "quota"
    assert why_refused(error(429, **some)) == "busy"
    assert why_refused(error(403, reason="SERVICE_DISABLED")) == "off"
    assert why_refused(error(403, "X has not been used in project 1 before")) == "off"
    assert why_refused(error(403, reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT")) == "scope"
    assert why_refused(error(403, "The caller does not have permission")) == "other"
    assert why_refused(Payload(body=b"[1]", status=403)) == "other"


def test_googles_front_door_refuses_with_a_page() -> None:
    """Too many requests are waited for, whoever says so; that is no new form of an answer."""
    assert why_refused(Payload(body=b"<html>Error 429</html>", status=429)) == "busy"
    assert why_refused(Payload(body=b"<html>Error 403</html>", status=403)) == "other"


def test_each_refusal_says_what_to_do() -> None:
    """And a passing one that it is tried again."""
    assert isinstance(refusal(error(429), "X", "no"), Throttled)
    assert "Habilitar" in str(refusal(error(403, reason="SERVICE_DISABLED"), "X", "no"))
    narrow = refusal(error(403, reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"), "X", "no")
    assert "scopes" in str(narrow)
    assert str(refusal(error(403), "X", "lo que toca")) == "lo que toca"


@pytest.mark.parametrize(
    ("raw", "microsecond"),
    [
        ("2026-11-20T18:30:05Z", 0),
        ("2026-11-20T18:30:05.045Z", 45_000),
        ("2026-11-20T18:30:05.045123Z", 45_123),
        ("2026-11-20T18:30:05.045123456Z", 45_123),
        ("2026-11-20T19:30:05+01:00", 0),
    ],
)
def test_a_time_is_read_with_any_number_of_digits(raw: str, microsecond: int) -> None:
    """None, three, six or nine; another zone than Greenwich too."""
    assert stamp(raw) == datetime(2026, 11, 20, 18, 30, 5, microsecond, tzinfo=UTC)


@pytest.mark.parametrize("raw", ["", "ayer", None, 5, "0001-01-01T00:00:00+14:00", "2026-02-30"])
def test_what_is_no_time_is_none(raw: object) -> None:
    """Nothing is guessed."""
    assert stamp(raw) is None
