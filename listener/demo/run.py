"""The demonstration: the real commands, one after the other, against a made-up world."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shutil import which
from textwrap import fill
from time import monotonic

from listener.demo.content import BRAND, ZONE
from listener.demo.mailbox import Mailbox
from listener.demo.server import DemoServer
from listener.demo.setting import FolderTaken, prepare
from listener.i18n import LANGUAGES, Translator, why
from listener.i18n.formats import clock, number

Echo = Callable[[str], None]

# Hours before the end at which the demo listens; the incident begins three hours before it.
CRAWLS = (4.0, 3.0, 2.0, 1.0, 0.5, 0.0)
SPIKE_OPEN = 10
WIDTH, INDENT = 80, " " * 7
_LAST_LINES = 15


def run(folder: Path, language: str, echo: Echo, now: datetime) -> int:
    """Crawl six times, send the alert, write the digests; 0 when the spike was told of.

    1 when a command failed or the spike was missed, 2 when the folder is not the demo's own.
    """
    t = Translator(language)
    echo(fill(t("demo.intro", brand=BRAND), WIDTH))
    echo("")
    now = now.replace(microsecond=0)
    with DemoServer(until=now) as server, Mailbox() as mailbox:
        try:
            config = prepare(
                folder, t, site=server.url, mail_host=mailbox.host, mail_port=mailbox.port
            )
        except FolderTaken:
            echo(t("demo.folder_taken", folder=folder))
            return 2
        except OSError as error:
            echo(t("commands.cannot_write", file=folder, reason=why(error)))
            return 2
        return _Demo(folder, config, t, echo=echo, server=server, mailbox=mailbox).play(now)


class _CommandFailed(Exception):
    """A command ended as it should not; what to tell has been told."""


class _Demo:
    """One showing: what the steps share."""

    def __init__(
        self,
        folder: Path,
        config: Path,
        t: Translator,
        *,
        echo: Echo,
        server: DemoServer,
        mailbox: Mailbox,
    ) -> None:
        self.folder, self.config, self.t, self.echo = folder, config, t, echo
        self.server, self.mailbox = server, mailbox
        self.log = folder / "demo.log"
        self.started = monotonic()

    def play(self, now: datetime) -> int:
        try:
            for hours in CRAWLS:
                self._crawl(now - timedelta(hours=hours), is_first=hours == CRAWLS[0])
            self._step("alert", now)
            self._tell(self._command("alert", "--at", now.isoformat())[1])
            flagged = self._digests(now)
        except _CommandFailed:
            return 1
        self.mailbox.save(self.folder)
        for is_told, message in ((flagged, "demo.no_spike"), (self.mailbox.mails, "demo.no_mail")):
            if not is_told:
                self.echo(self.t(message, log=self.log))
                return 1
        self._farewell()
        return 0

    def _crawl(self, at: datetime, *, is_first: bool) -> None:
        self.server.now = at
        self._step("crawl_first" if is_first else "crawl_next", at)
        self._tell(self._command("crawl", "--at", at.isoformat())[1])

    def _digests(self, now: datetime) -> bool:
        """Write the digest in both languages, show ours; was the spike flagged in both?"""
        self._step("digest", now)
        flagged = []
        for language in LANGUAGES:
            spoken = self.t.language if language == self.t.catalogue else language
            for form, ending in (("text", "txt"), ("html", "html")):
                asked = ("digest", "--lang", spoken, "--format", form, "--at", now.isoformat())
                code, page = self._command(*asked)
                flagged.append(code == SPIKE_OPEN)
                name = f"digest.{language}.{ending}"
                (self.folder / name).write_text(page, encoding="utf-8")
        self.echo("")
        ours = self.folder / f"digest.{self.t.catalogue}.txt"
        self.echo(ours.read_text(encoding="utf-8"))
        return all(flagged)

    def _command(self, *words: str) -> tuple[int, str]:
        """Run a command of listener as a person would; its exit code and what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "listener", "--config", str(self.config), *words],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"$ listener {' '.join(words)}\n{done.stdout}{done.stderr}\n")
        if done.returncode not in (0, SPIKE_OPEN):
            command = f"listener {' '.join(words)}"
            told = self.t("demo.failed", command=command, code=done.returncode, log=self.log)
            self.echo(told)
            for line in (done.stdout + done.stderr).splitlines()[-_LAST_LINES:]:
                self.echo(f"    {line}")
            raise _CommandFailed
        return done.returncode, done.stdout

    def _environment(self) -> dict[str, str]:
        """The person's own environment without their settings of listener, and with ours."""
        kept = {name: v for name, v in os.environ.items() if not name.startswith("LISTENER_")}
        ours = {
            "LISTENER_LANG": self.t.language,
            "PYTHONIOENCODING": "utf-8",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        return kept | self.server.environment | ours

    def _tell(self, printed: str) -> None:
        for line in printed.splitlines():
            self.echo(fill(line, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT))

    def _step(self, key: str, at: datetime) -> None:
        self.echo(self.t(f"demo.{key}", clock=clock(self.t.language, at, ZONE)))

    def _farewell(self) -> None:
        t, mails = self.t, len(self.mailbox.mails)
        seconds = number(t.language, monotonic() - self.started)
        self.echo(t("demo.found", n=mails, seconds=seconds))
        self.echo("")
        self.echo(t("demo.where", folder=self.folder))
        files = {
            "listener.db": "database",
            "alert*.eml  alert*.html": "mail",
            f"digest.{t.catalogue}.txt  digest.{t.catalogue}.html": "digest",
            "config/": "config",
        }
        for name, about in files.items():
            self.echo(f"  {name:<30} {t(f'demo.file_{about}')}")
        self.echo("")
        self.echo(t("demo.next"))
        listener = _as_typed()
        own = f"{listener} --config {self.config}"
        commands = {
            f"{own} digest": "digest",
            f"{own} explain": "explain",
            f"{own} backtest --alarms 0.33,1,3": "backtest",
            f"{own} search {t('demo.search_word')}": "search",
            f"{own} reviews": "reviews",
            f"{own} reviews --changes": "changes",
            f"{listener} init": "init",
        }
        width = max(map(len, commands))
        for command, about in commands.items():
            self.echo(f"  {command:<{width}}  # {t(f'demo.next_{about}')}")


def _as_typed() -> str:
    """How this listener is called from here: after `make demo` it is on nobody's path."""
    here = Path(sys.executable).with_name("listener")
    if which("listener") or not here.exists():
        return "listener"
    try:
        return str(here.relative_to(Path.cwd()))
    except ValueError:
        return str(here)
