"""`python -m listener.cli.docs` writes the pages that are made from the code; `--check` compares.

docs/cli.md, docs/sources.md (each in both languages) and config/secrets.env.example; before
them the compiled catalogues, whose words they are made of.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from listener.budgeting import in_words
from listener.cli.group import COMMANDS, listener
from listener.cli.sources import abilities, asked_for, option_lines
from listener.cli.table import wrap
from listener.i18n import LANGUAGES, Language, Translator, catalogue
from listener.i18n.compiled import compiled
from listener.i18n.compiled import sources as written
from listener.i18n.formats import number, span
from listener.source import About, BaseSource, load_source, source_names

TOLD_BY = (
    ("channel_why", ("LISTENER_CHANNEL_SLACK_CX",)),
    ("channel_key_why", ("LISTENER_CHANNEL_CRM", "LISTENER_CHANNEL_CRM_KEY")),
    ("link_key_why", ("LISTENER_LINK_KEY",)),
)
"""Secrets of whoever tells; those of channels are called as the channels are."""


def pages() -> dict[str, str]:
    """Every generated page, by its path."""
    made = {"config/secrets.env.example": secrets_example()}
    kinds: tuple[tuple[str, Callable[[Translator], str]], ...] = (
        ("cli", commands_page),
        ("sources", sources_page),
    )
    for language in LANGUAGES:
        ending = "" if language == "en" else f".{language}"
        with _speaking(language):
            for name, page in kinds:
                made[f"docs/{name}{ending}.md"] = page(Translator(language))
    return made


def commands_page(t: Translator) -> str:
    """The help of every command."""
    parts = [t("docs.generated"), t("docs.cli_title"), t("docs.cli_intro")]
    group = click.Context(listener, info_name="listener", terminal_width=80)
    parts.append(f"## listener\n\n{_fenced(group.get_help())}")
    for name in COMMANDS:
        command = listener.get_command(group, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=group, terminal_width=80)
        parts.append(f"## listener {name}\n\n{_fenced(context.get_help())}")
        parts += _within(command, context)
    return "\n\n".join(parts) + "\n"


def _within(group: click.Command, context: click.Context) -> list[str]:
    """The help of the commands of a group."""
    if not isinstance(group, click.Group):
        return []
    parts = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=80)
        parts.append(f"### listener {group.name} {name}\n\n{_fenced(inner.get_help())}")
    return parts


def _fenced(text: str) -> str:
    return f"```text\n{text.strip()}\n```"


def sources_page(t: Translator) -> str:
    """A row for each source, then what each sees and misses."""
    found = [load_source(name) for name in source_names()]
    head = [t("docs.generated"), t("docs.sources_title"), t("docs.sources_intro")]
    rows = "\n".join(_row(each.about, t) for each in found)
    sections = [_section(each, t) for each in found]
    return "\n\n".join(head) + "\n" + "\n\n".join([rows, *sections]) + "\n"


def _row(about: About, t: Translator) -> str:
    cells = [
        f"[{about.name}](#{about.name})",
        t(f"commands.access_{about.access}"),
        t(f"docs.gives_{about.gives}"),
        span(about.every, t),
        t(f"docs.key_{key_of(about)}"),
        t("docs.on" if about.default_on else "docs.off"),
    ]
    return f"| {' | '.join(cells)} |"


def _seconds(delay: float, t: Translator) -> str:
    return number(t.language, delay, 0 if delay == int(delay) else 1)


def key_of(about: About) -> str:
    """Whether a key is needed, of use, or unknown to a source."""
    if not about.secrets:
        return "none"
    return "optional" if all(each.optional for each in about.secrets) else "needed"


def _section(source: BaseSource, t: Translator) -> str:
    about = source.about
    lines = [
        f"## {about.name}",
        f"**{about.title}.** {t('docs.docs_of', homepage=about.homepage, docs=about.docs)}",
        f"**{t('commands.sees')}** {about.sees[t.catalogue]}",
        f"**{t('commands.misses')}** {about.misses[t.catalogue]}",
        f"**{t('commands.asked_for')}** {asked_for(about, t)}",
        t("docs.pace", delay=_seconds(about.pace.delay, t), n=about.pages),
    ]
    if about.budgets:
        told = (
            t(
                "docs.budget",
                what=each.what[t.catalogue],
                name=each.name,
                limit=in_words(each.limit, each, t),
            )
            for each in about.budgets
        )
        lines.append(t("docs.budgets", source=about.name, budgets=", ".join(told)))
    if can := abilities(source, t):
        lines.append(f"**{t('commands.can')}** {can}")
    if options := option_lines(about, t):
        lines.append("\n".join(f"- {line}" for line in options))
    if not about.default_on:
        lines.append(f"**{t('commands.off')}** {about.off_because[t.catalogue]}")
    if about.secrets:
        found = (
            t(f"docs.secret_line{'_optional' * s.optional}", name=s.name, where=s.where)
            for s in about.secrets
        )
        lines.append("\n".join(found))
    return "\n\n".join(lines)


def secrets_example() -> str:
    """Every secret's name, why, and where to get it; all switched off."""
    spanish, english = Translator("es"), Translator("en")
    blocks = [_comment(t("docs.secrets_head")) for t in (spanish, english)]
    why = f"{spanish('docs.smtp_why')}\n{english('docs.smtp_why')}"
    blocks.append(f"{_comment(why)}\n# LISTENER_SMTP_PASSWORD=")
    for key, names in TOLD_BY:
        why = f"{spanish(f'docs.{key}')}\n{english(f'docs.{key}')}"
        blocks.append("\n".join([_comment(why), *(f"# {name}=" for name in names)]))
    for name in source_names():
        about = load_source(name).about
        for each in about.secrets:
            told = "\n".join(f"{about.title}: {each.why[lang]}" for lang in LANGUAGES)
            told += f"\n{each.where}"
            blocks.append(f"{_comment(told)}\n# {each.name}=")
    return "\n\n".join(blocks) + "\n"


def _comment(text: str) -> str:
    lines = (part for line in text.splitlines() for part in wrap(line, 92))
    return "\n".join(f"#   {line}" for line in lines)


@contextmanager
def _speaking(language: Language) -> Iterator[None]:
    before = os.environ.get("LISTENER_LANG")
    os.environ["LISTENER_LANG"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LISTENER_LANG"]
        else:
            os.environ["LISTENER_LANG"] = before


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is stale.")
@click.pass_context
def main(ctx: click.Context, check: bool) -> None:
    """Write the compiled catalogues, then the generated pages of the checkout you are in."""
    stale = _renewed({path.with_suffix(".mo"): compiled(path) for path in written()}, check)
    catalogue.cache_clear()
    stale += _renewed({Path(path): text.encode() for path, text in pages().items()}, check)
    ctx.exit(1 if check and stale else 0)


def _renewed(made: Mapping[Path, bytes], check: bool) -> list[Path]:
    """The files that were not so yet; told, and written unless only looked at."""
    stale = [path for path, text in made.items() if not path.exists() or path.read_bytes() != text]
    for path in stale:
        click.echo(os.path.relpath(path))
        if not check:
            path.write_bytes(made[path])
    return stale


if __name__ == "__main__":
    main()
