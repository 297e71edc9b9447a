"""What a source may still use of its site: asked before each request, told to people.

request ─► pay (booked in the store, or Throttled) ─► answer ─► correct, or give back
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from math import isnan
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Config, secret
from listener.errors import ConfigError, Throttled, nearest
from listener.i18n import Translator, language_of, say
from listener.i18n.formats import moment, number
from listener.model import Cost, Request, Watch
from listener.records import Spending
from listener.source import WINDOWS, About, Budget, load_source, source_names
from listener.store import Account, Booked, Store

LONGEST_INTERVAL = timedelta(days=1)
ASKED_ANEW = timedelta(days=1)
"""Where nothing ever comes back, a person may have raised the limit."""


class Purse:
    """What the requests of one walk are paid from."""

    def __init__(
        self, store: Store, account: Account, now: Callable[[], datetime], zone: str = "UTC"
    ) -> None:
        self._store, self._account, self._now, self._zone = store, account, now, ZoneInfo(zone)
        self._booked: Booked | None = None

    def pay(self, request: Request, share: float = 1.0) -> None:
        """Book what it costs; raises Throttled, saying until when, if so much is not left.

        Within a `share` of each limit, where the rest is meant for something more important.
        """
        self._booked = None
        if not request.costs:
            return
        now = self._now()
        account = _part_of(self._account, share)
        found = self._store.reserve(account, request.costs, now)
        if isinstance(found, Booked):
            self._booked = found
            return
        words = _refusal(found, account, self._zone)
        raise Throttled(words, retry_after=_frees_at(found) or now + ASKED_ANEW)

    def payable(self, request: Request, share: float = 1.0) -> Request:
        """The request, or the first cheaper one in its place for which enough is left."""
        while request.cheaper is not None and not self._has_left(request, share):
            request = request.cheaper
        return request

    def _has_left(self, request: Request, share: float) -> bool:
        account = _part_of(self._account, share)
        return self._store.has_left(account, request.costs, self._now())

    def correct(self, spent: Sequence[Cost]) -> None:
        """Put what an answer says that it used in the place of what was booked last."""
        if self._booked is not None and spent:
            self._store.correct(self._account, self._booked, spent, self._now())

    def give_back(self, *, reached: bool) -> None:
        """Take back what was booked last, as far as its site counts only what it answers."""
        if self._booked is not None:
            self._store.give_back(self._account, self._booked, reached=reached)
            self._booked = None


def _part_of(account: Account, share: float) -> Account:
    budgets = {
        name: replace(each, limit=each.limit * share) for name, each in account.budgets.items()
    }
    return replace(account, budgets=budgets)


class Pays:
    """Whatever the engine walks, as far as it pays for what it asks."""

    _purse: Purse

    def payable(self, request: Request) -> Request:
        """The request, or a cheaper one in its place that what is left is enough for."""
        return self._purse.payable(request)

    def afford(self, request: Request) -> None:
        """Book what an attempt at it costs; raises Throttled when so much is not left."""
        self._purse.pay(request)

    def unanswered(self, *, reached: bool) -> None:
        """What was booked last has brought nothing: what its site does not count comes back."""
        self._purse.give_back(reached=reached)


def purse_of(
    config: Config, store: Store, source: str, brand: str, now: Callable[[], datetime]
) -> Purse:
    """What requests to a source on behalf of a brand are paid from."""
    return Purse(store, account_of(config, source, brand), now, config.brand(brand).time_zone)


def account_of(config: Config, source: str, brand: str) -> Account:
    """The account with which a source is asked for a brand, with the limits that apply to it."""
    about = load_source(source).about
    own = any(secret(each.name, brand=brand, shared=False) for each in about.secrets)
    keyed = any(secret(each.name, brand=brand) for each in about.secrets)
    usual = {each.name: each.with_key for each in about.budgets if keyed and each.with_key}
    limits = {**usual, **limits_of(config, source, about)}
    return account_with(about, source, brand if own else "", limits)


def account_with(
    about: About, source: str, brand: str = "", limits: Mapping[str, float] | None = None
) -> Account:
    """The account with the budgets of a source, within these limits."""
    limits = limits or {}
    budgets = {
        each.name: replace(each, limit=limits.get(each.name, each.limit)) for each in about.budgets
    }
    return Account(source=source, brand=brand, title=about.title, budgets=budgets)


def spendings(
    config: Config, store: Store, now: datetime, brand: str | None = None
) -> list[Spending]:
    """What is used and left of every budget of the sources that are listened to, in order."""
    from listener.watching import watches_of

    asked = sorted({(each.source, each.brand) for each in watches_of(config)})
    accounts = [
        account_of(config, source, whose) for source, whose in asked if brand in (None, whose)
    ]
    once = {(each.source, each.brand): each for each in accounts}
    return [standing for each in once.values() for standing in store.spending(each, now)]


def intervals(config: Config, watches: Sequence[Watch]) -> dict[str, timedelta]:
    """How often each watch is walked: as its source says, or so seldom that its budgets last."""
    asking = {
        each.key: account_of(config, each.source, each.brand)
        for each in watches
        if not each.listing and any(b.per_walk for b in load_source(each.source).about.budgets)
    }
    shared = Counter((account.source, account.brand) for account in asking.values())
    found = {each.key: load_source(each.source).about.every for each in watches}
    for key, account in asking.items():
        count = shared[account.source, account.brand]
        spaced = [_spaced(budget, count) for budget in account.budgets.values()]
        found[key] = max(found[key], *spaced)
    return found


def _spaced(budget: Budget, watches: int) -> timedelta:
    """The interval at which so many watches use a budget up just when it begins anew."""
    if not budget.per_walk or not budget.limit:
        return timedelta()
    return min(LONGEST_INTERVAL, WINDOWS[budget.per] * (watches * budget.per_walk / budget.limit))


def limits_of(config: Config, source: str, about: About) -> Mapping[str, float]:
    """What `[budgets.<source>]` says; ConfigError for what is no budget of it, or no amount."""
    file, key = str(config.folder / "listener.toml"), f"budgets.{source}"
    given = config.settings.budgets.get(source, {})
    names = [each.name for each in about.budgets]
    for name, value in given.items():
        if name not in names:
            words = say("budgets.no_such_budget", source=about.title, names=", ".join(names))
            words = words if names else say("budgets.no_budgets", source=source)
            hint = nearest(name, names)
            raise ConfigError(words, file=file, key=f"{key}.{name}", hint=hint)
        if not _is_amount(value):
            raise ConfigError(say("budgets.no_amount"), file=file, key=f"{key}.{name}")
    return {name: float(value) for name, value in given.items()}


def check_limits(config: Config) -> None:
    """Raises ConfigError, naming file and key, for a limit of what is not there."""
    for source in config.settings.budgets:
        if source not in source_names():
            raise ConfigError(
                say("watching.no_such_source", name=source),
                file=str(config.folder / "listener.toml"),
                key=f"budgets.{source}",
                hint=nearest(source, source_names()),
            )
        limits_of(config, source, load_source(source).about)


def in_words(amount: float, budget: Budget, t: Translator) -> str:
    """An amount as people write it: money with its cents."""
    whole = budget.unit != "dollars" and float(amount).is_integer()
    return number(t.language, amount, 0 if whole else 2)


def _is_amount(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and not isnan(value)
        and value >= 0
    )


def _refusal(standing: Spending, account: Account, zone: ZoneInfo) -> str:
    t, budget = Translator(language_of()), account.budgets[standing.budget]
    frees = _frees_at(standing)
    key = "used_up" if standing.used >= standing.limit else "too_little"
    return t(
        f"budgets.{key if frees else 'never'}",
        title=account.title,
        source=standing.source,
        budget=standing.budget,
        what=budget.what[t.catalogue],
        used=in_words(standing.used, budget, t),
        limit=in_words(standing.limit, budget, t),
        wanted=in_words(standing.wanted, budget, t),
        at=moment(t.language, frees, zone) if frees else "",
    )


def _frees_at(standing: Spending) -> datetime | None:
    """When there is enough; None where the limit is below what one request may use."""
    return standing.renews_at if standing.wanted <= standing.limit else None
