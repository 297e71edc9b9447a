"""`listener serve`: takes the links of mails, until it is stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from listener.cli import session
from listener.cli.shape import command, option
from listener.config import Config, load, secret
from listener.errors import ConfigError
from listener.i18n import say, why
from listener.links import SHORTEST_KEY

if TYPE_CHECKING:
    from flask import Flask

KEY = "LISTENER_LINK_KEY"
THREADS = 4
LONGEST_REQUEST = 65_536
"""Bytes of a request: none that we wait for has a thousand."""


@command("serve")
@option("--host", metavar="host", help="host_option")
@option("--port", type=click.IntRange(0, 65_535), metavar="port", help="port_option")
def serve(host: str | None, port: int | None) -> None:
    from listener.web.app import make_app

    config = session.configured()
    key, read = link_key(config), partial(load, session.chosen_folder())
    with session.stored(config):
        pass  # whoever begins to serve is told of a database that is none, not who follows a link
    app = make_app(read, session.stored, key, _now, partial(click.echo, err=True))
    settings = config.settings.serve
    chosen = settings.port if port is None else port
    server = _server(app, host or settings.host, chosen, urlsplit(settings.url).path)
    click.echo(say("web.serving", address=_shown(server)), err=True)
    if not settings.url:
        click.echo(say("web.no_url"), err=True)
    server.run()


def _server(app: Flask, host: str, port: int, prefix: str) -> Any:
    """What listens there; ConfigError where nobody can. Whether a proxy takes the path of the
    address that mails know away or leaves it, it is the same.
    """
    from waitress.server import create_server

    try:
        return create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            url_prefix=prefix,
            max_request_body_size=LONGEST_REQUEST,
            # Only a proxy that is named may say who asks; nobody needs to know here.
            clear_untrusted_proxy_headers=True,
        )
    except (OSError, ValueError) as error:
        # What waitress makes of a name that nobody knows is a ValueError.
        reason = why(error) if isinstance(error, OSError) else say("errors.os_no_such_host")
        text = say("web.cannot_listen", host=host, port=port, reason=reason)
        raise ConfigError(text) from error


def link_key(config: Config) -> str:
    """The key that signs links; ConfigError where it is missing or could be guessed."""
    key = secret(KEY) or ""
    if len(key) < SHORTEST_KEY:
        text = say("web.short_key" if key else "web.no_key", n=SHORTEST_KEY)
        raise ConfigError(text, key=KEY)
    return key


def _shown(server: Any) -> str:
    # A name of several addresses has several sockets.
    several = getattr(server, "effective_listen", None)
    host, port = several[0] if several else (server.effective_host, server.effective_port)
    return f"http://{_address(host, port)}"


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _now() -> datetime:
    return datetime.now(UTC)
