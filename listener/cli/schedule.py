"""`listener schedule`: lines for the program that runs things on time.

Two crawls at once do no harm (each watch is leased), so the lines need no lock.
"""

from __future__ import annotations

import shlex
import sys

import click

from listener.cli import session
from listener.cli.shape import command, option
from listener.config import Config
from listener.i18n import Translator


@command("schedule")
@option(
    "--for",
    "target",
    type=click.Choice(["crontab", "systemd", "github"]),
    default="crontab",
    show_default=True,
    help="for_option",
)
@option(
    "--every",
    type=click.IntRange(1, 1440),
    default=15,
    show_default=True,
    metavar="minutes",
    help="every_option",
)
def schedule(target: str, every: int) -> None:
    config, t = session.settled(), session.translator()
    if target == "systemd":
        click.echo(systemd(config, every, t))
    elif target == "github":
        click.echo(github(every, t))
    else:
        click.echo(crontab(config, every, t))


def crontab(config: Config, every: int, t: Translator) -> str:
    """Lines for `crontab -e`; cron reads a bare per cent sign as a line break."""
    log = shlex.quote(str(config.database.with_suffix(".log"))).replace("%", r"\%")
    run = " ".join(map(shlex.quote, _run(config))).replace("%", r"\%")
    lines = [
        *_comments(t("commands.crontab_note")),
        f"{times(every, t)} {run} crawl --quiet >> {log} 2>&1",
        f"37 4 * * * {run} recheck --quiet >> {log} 2>&1",
    ]
    if any(brand.alerts.email or brand.alerts.channels for brand in config.brands):
        lines.append(f"0 8 * * * {run} digest --period day --email --exit-zero >> {log} 2>&1")
    return "\n".join(lines)


def systemd(config: Config, every: int, t: Translator) -> str:
    """Two units of the person's own systemd; a per cent sign is doubled there.

    It looks again after every crawl: only at what is due, which is little.
    """
    run = " ".join(map(_quoted_for_systemd, _run(config)))
    return "\n".join(
        [
            *_comments(t("commands.systemd_note")),
            "# ~/.config/systemd/user/listener.service",
            "[Unit]",
            "Description=listener crawl",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={run} crawl --quiet",
            f"ExecStartPost=-{run} recheck --quiet",
            "SuccessExitStatus=3 5",
            "",
            "# ~/.config/systemd/user/listener.timer",
            "[Timer]",
            "OnBootSec=2min",
            f"OnUnitActiveSec={every}min",
            "",
            "[Install]",
            "WantedBy=timers.target",
            *_listening(config, run, t),
        ]
    )


def _listening(config: Config, run: str, t: Translator) -> list[str]:
    """A unit for what is heard live, where anything could be."""
    from listener.live import heard_brands, stream_names

    if not any(heard_brands(config, name) for name in stream_names()):
        return []
    return [
        "",
        *_comments(t("commands.systemd_listen_note")),
        "# ~/.config/systemd/user/listener-live.service",
        "[Unit]",
        "Description=listener listen",
        "",
        "[Service]",
        f"ExecStart={run} listen --quiet",
        "Restart=always",
        "RestartSec=10",
        "",
        "[Install]",
        "WantedBy=default.target",
    ]


def github(every: int, t: Translator) -> str:
    """A workflow that keeps the database in the cache between runs."""
    return "\n".join(
        [
            *_comments(t("commands.github_note")),
            "name: listener",
            "on:",
            "  schedule:",
            f'    - cron: "{times(max(every, 5), t)}"',
            "  workflow_dispatch:",
            "concurrency: listener",
            "jobs:",
            "  crawl:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - uses: actions/setup-python@v5",
            "        with:",
            '          python-version: "3.12"',
            "      - uses: actions/cache@v4",
            "        with:",
            "          path: listener.db",
            "          key: listener-${{ github.run_id }}",
            "          restore-keys: listener-",
            "      - run: pip install .",
            "      - run: listener crawl --exit-zero && listener recheck --exit-zero",
            "        env:",
            *(f"          {name}: ${{{{ secrets.{name} }}}}" for name in secret_names()),
        ]
    )


def secret_names() -> list[str]:
    """Every secret there is: that of the mail server and those of the sources."""
    from listener.source import load_source, source_names

    abouts = [load_source(name).about for name in source_names()]
    names = [each.name for about in abouts for each in about.secrets]
    return ["LISTENER_SMTP_PASSWORD", *names]


def times(every: int, t: Translator) -> str:
    """The first five fields of a crontab line; cron can say only what divides an hour or a day."""
    hours, minutes = divmod(every, 60)
    if not hours and 60 % every == 0:
        return f"*/{every} * * * *"
    if hours and not minutes and 24 % hours == 0:
        return f"0 */{hours} * * *" if hours < 24 else "0 0 * * *"
    raise click.BadParameter(t("commands.bad_every"), param_hint="--every")


def _run(config: Config) -> list[str]:
    return [sys.executable, "-m", "listener", "--config", str(config.folder)]


def _quoted_for_systemd(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(c in part for c in " \t\"'\\;") else escaped


def _comments(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]
