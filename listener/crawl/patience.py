"""How often, and after what pause, a request is asked again."""

from __future__ import annotations

from listener.crawl.answers import Answer

WAITS_HERE = 30.0
"""A Retry-After of up to so many seconds is waited for within the walk, once."""

FIRST_PAUSE = 1.0


class Patience:
    """What is left of it for one request.

    `factor` stretches the pauses that we choose; what a site asks for is never shortened.
    """

    def __init__(self, retries: int, factor: float = 1.0) -> None:
        self._retries, self._factor = retries, factor
        self._failures = 0
        self._waited = False

    def pause(self, answer: Answer) -> float | None:
        """Seconds until the request is asked again; None when its answer stands."""
        if answer.asked_wait is not None:
            if self._waited or answer.asked_wait > WAITS_HERE:
                return None
            self._waited = True
            return answer.asked_wait
        if not answer.passing or self._failures >= self._retries:
            return None
        self._failures += 1
        return FIRST_PAUSE * self._factor * 3.0 ** (self._failures - 1)
