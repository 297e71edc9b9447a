"""What is wrong with a query."""

from __future__ import annotations

from listener.errors import ConfigError


class QueryError(ConfigError):
    """A query cannot be understood.

    `told` is what is wrong, without file and key, so that whoever knows them can say both.
    """

    def __init__(self, told: str, *, key: str = "", hint: str = "") -> None:
        super().__init__(told, key=key, hint=hint)
        self.told = told

    def inside(self, file: str, key: str) -> ConfigError:
        """The same, of a file of settings."""
        place = ".".join(part for part in (key, self.key) if part)
        return ConfigError(self.told, file=file, key=place, hint=self.hint)
