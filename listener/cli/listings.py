"""`listener listings`: what each brand listens to, and `find`, which looks for more by name."""

from __future__ import annotations

from collections.abc import Sequence

import click

from listener.cli import exits, session
from listener.cli.shape import argument, command, form_option, option
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.finding import Findings, Question
from listener.i18n import Translator, say
from listener.source import Found, title_of
from listener.text import masked, one_line


@command("listings")
@argument("words", nargs=-1, metavar="find_words")
@option("--site", metavar="address", help="site_option")
@option("--country", "countries", multiple=True, metavar="country", help="where_option")
@option("--brand", metavar="brand", help="brand_option")
@option("--yes", "-y", is_flag=True, help="add_option")
@form_option("text", "json")
@click.pass_context
def listings(
    ctx: click.Context,
    words: tuple[str, ...],
    site: str | None,
    countries: tuple[str, ...],
    brand: str | None,
    yes: bool,
    form: str,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    if not words:
        _configured(config, brand, form)
        return
    if words[0] != "find":
        raise click.UsageError(say("listings.bad_words", words=one_line(" ".join(words), 80)))
    ctx.exit(_find(config, " ".join(words[1:]), site, countries, brand, yes, form))


def _configured(config: Config, only: str | None, form: str) -> None:
    """What is listened to, brand by brand."""
    brands = [each for each in config.brands if only in (None, each.id)]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(listings=[_listing_row(brand, n) for brand in brands for n in brand.listings])
        return
    t = session.translator()
    click.echo("\n\n".join(_of_brand(brand, t) for brand in brands))


def _listing_row(brand: Brand, listing) -> dict[str, object]:
    from listener.cli.as_json import clean

    return {
        "brand": brand.id,
        "source": listing.source,
        "id": clean(masked(listing.id)),
        "title": clean(listing.title),
        "countries": listing.countries,
        "languages": listing.languages,
    }


def _of_brand(brand: Brand, t: Translator) -> str:
    from listener.cli.table import table

    name = one_line(brand.name, 80)
    if not brand.listings:
        return f"{name}\n  {t('listings.none', brand=name)}"
    rows = [
        [
            title_of(each.source),
            one_line(each.title, 40),
            " · ".join(filter(None, (one_line(masked(each.id), 300), ", ".join(each.countries)))),
        ]
        for each in brand.listings
    ]
    return f"{name}\n{table(rows)}"


def _find(
    config: Config,
    given: str,
    site: str | None,
    countries: tuple[str, ...],
    chosen: str | None,
    yes: bool,
    form: str,
) -> int:
    from listener.cli import choosing
    from listener.cli.answers import country, each

    brand = choosing.brand_for(config, given, chosen)
    if brand is None:
        ids = ", ".join(each.id for each in config.brands)
        raise ConfigError(say("listings.which_brand", ids=ids))
    t = session.translator()
    question = Question(
        name=one_line(given, 100) or brand.name,
        site=choosing.a_site(site or ""),
        countries=each(country)(countries) or choosing.countries_of(brand, t),
    )
    if form == "text":
        findings = choosing.look_and_ask(config, brand, question, sure_ones=yes)
    else:
        findings = _in_json(config, brand, question, yes)
    return exits.SOURCE_FAILED if findings.failed else exits.FINE


def _in_json(config: Config, brand: Brand, question: Question, yes: bool) -> Findings:
    """Programs are not asked: what matches is written if they said so beforehand."""
    from listener.cli import choosing

    findings = choosing.look(question, config.settings.crawl)
    found = choosing.choices(findings, question, brand)
    wanted = choosing.sure(found) if yes else []
    if wanted:
        choosing.add_to(config.folder, brand.id, wanted, question.name)
    _as_json(found, findings.failed, wanted)
    return findings


def _as_json(found, failed: dict[str, str], written: Sequence[Found]) -> None:
    from listener.cli.as_json import clean, echo_json
    from listener.text import web_address

    echo_json(
        found=[
            {
                "source": each.found.source,
                "id": clean(masked(each.found.listing)),
                "title": clean(each.found.title),
                "detail": clean(each.found.detail),
                "countries": each.found.countries,
                "url": web_address(masked(each.found.url or each.found.listing)),
                "likely": each.likely,
                "there_already": each.there,
                "added": each.found in written,
            }
            for each in found
        ],
        failed=[{"source": name, "error": clean(masked(error))} for name, error in failed.items()],
    )
