"""Scrapy's own commands know our sources by name."""

from __future__ import annotations

import builtins
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings


class SourceLoader:
    """Lists the sources that are plain HTTP; none is imported for that."""

    @classmethod
    def from_settings(cls, _settings: BaseSettings) -> SourceLoader:
        return cls()

    def list(self) -> list[str]:
        """The names, as `scrapy list` prints them."""
        import listener.spiders

        names = (module.name for module in pkgutil.iter_modules(listener.spiders.__path__))
        return sorted(name for name in names if not name.startswith("_"))

    def load(self, spider_name: str) -> type[Spider]:
        """A spider class for the source; KeyError for a name that is none."""
        if spider_name not in self.list():
            raise KeyError(f"Spider not found: {spider_name}")
        return _signpost(spider_name)

    def find_by_request(self, _request: Request) -> builtins.list[str]:
        """None: a source is asked by name."""
        return []


def _signpost(source: str) -> type[Spider]:
    """A spider that cannot crawl by itself, and says what can."""
    from scrapy.exceptions import UsageError

    from listener.crawl.spider import SourceSpider
    from listener.i18n import say

    class Signpost(SourceSpider):
        name = source

        @classmethod
        def update_settings(cls, _settings: BaseSettings) -> None:
            raise UsageError(say("crawl.use_listener"))

    return Signpost
