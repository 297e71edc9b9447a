"""What was used of the sources' budgets, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from listener.budgeting import in_words
from listener.config import Config
from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.records import Spending
from listener.source import load_source
from listener.text import one_line


def spending_lines(config: Config, spent: Sequence[Spending], t: Translator) -> Iterator[str]:
    """A line for each budget: how much of it is used, and when there is more."""
    for each in spent:
        yield spending_line(config, each, t)


def spending_line(config: Config, each: Spending, t: Translator) -> str:
    """How much of a budget is used, and when there is more."""
    about = load_source(each.source).about
    (budget,) = (one for one in about.budgets if one.name == each.budget)
    parts = [
        t(
            "budgets.standing",
            title=about.title,
            used=in_words(each.used, budget, t),
            limit=in_words(each.limit, budget, t),
            what=budget.what[t.catalogue],
        )
    ]
    zone = "UTC"
    if each.account:
        brand = config.brand(each.account)
        zone = brand.time_zone
        parts.append(t("budgets.of_brand", brand=one_line(brand.name, 80)))
    elif len(zones := {brand.time_zone for brand in config.brands}) == 1:
        (zone,) = zones
    if each.renews_at and each.used:
        key = "budgets.frees" if budget.rolling else "budgets.renews"
        parts.append(t(key, at=moment(t.language, each.renews_at, ZoneInfo(zone))))
    return "; ".join(parts)


def spending_row(each: Spending) -> dict[str, Any]:
    """What is used of a budget, for other programs."""
    return {
        "source": each.source,
        "account": each.account,
        "budget": each.budget,
        "used": each.used,
        "limit": each.limit,
        "left": each.left,
        "unit": each.unit,
        "renews_at": each.renews_at,
    }
