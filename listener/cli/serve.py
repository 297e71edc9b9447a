"""`listener serve`: takes the links of mails, until it is stopped."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from listener.cli import session
from listener.cli.shape import command, option
from listener.config import Config, secret
from listener.errors import ConfigError
from listener.i18n import say
from listener.links import SHORTEST_KEY
from listener.store import Store

KEY = "LISTENER_LINK_KEY"
THREADS = 4


@command("serve")
@option("--host", metavar="host", help="host_option")
@option("--port", type=click.IntRange(0, 65_535), metavar="port", help="port_option")
def serve(host: str | None, port: int | None) -> None:
    from waitress.server import create_server

    from listener.web.app import make_app

    config = session.configured()
    app = make_app(config, lambda: Store(config.database), link_key(config), _now)
    settings = config.settings.serve
    server = create_server(
        app,
        host=host or settings.host,
        port=settings.port if port is None else port,
        threads=THREADS,
        # Only a proxy that is named may say who asks; nobody needs to know here.
        clear_untrusted_proxy_headers=True,
    )
    click.echo(say("web.serving", address=f"http://{_shown(server)}"), err=True)
    if not settings.url:
        click.echo(say("web.no_url"), err=True)
    server.run()


def link_key(config: Config) -> str:
    """The key that signs links; ConfigError where it is missing or could be guessed."""
    key = secret(KEY) or ""
    if len(key) < SHORTEST_KEY:
        text = say("web.short_key" if key else "web.no_key", n=SHORTEST_KEY)
        raise ConfigError(text, key=KEY)
    return key


def _shown(server: object) -> str:
    host = getattr(server, "effective_host", "")
    return f"{host}:{getattr(server, 'effective_port', '')}"


def _now() -> datetime:
    return datetime.now(UTC)
