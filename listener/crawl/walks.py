"""The walk of one watch over plain HTTP, and what is done when a source surprises us."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from listener.crawl.answers import Answer
from listener.errors import SourceError, StoreError, UnexpectedAnswer
from listener.i18n import say
from listener.model import Payload, Request
from listener.text import masked, one_line

if TYPE_CHECKING:
    from listener.crawl.contract import WatchRun
    from listener.crawl.crew import Crew

T = TypeVar("T")
Ask = Callable[[Request], Awaitable[Answer]]

log = logging.getLogger("listener.crawl")


async def walk_http(crew: Crew, run: WatchRun, ask: Ask) -> None:
    """Asks and takes, page after page, until the run says that the walk is over."""
    answer: Answer | None = None
    try:
        request: Request | None = await foreseen(run, crew.keep(run.first))
        while request is not None:
            crew.stop_if_interrupted()
            answer = None
            if request.cheaper is not None:
                request = await crew.keep(run.payable, request)
            answer = await foreseen(run, ask(request))
            if answer.error is not None:
                raise answer.error
            if answer.unchanged:
                return await crew.keep(run.unchanged)
            request = await foreseen(run, take(crew, run, request, answer))
    except SourceError as error:
        await crew.keep(run.fail, error, for_quarantine(run, error, answer))


async def take(crew: Crew, run: WatchRun, request: Request, answer: Answer) -> Request | None:
    """Hands the answer to the run, in the store's thread."""
    return await crew.keep(
        run.take,
        request,
        answer.payload,
        validators=answer.validators,
        moved_to=answer.moved_to,
    )


async def foreseen(run: WatchRun, step: Awaitable[T]) -> T:
    """The step's result; whatever goes wrong in it comes out as an error of our tree."""
    try:
        return await step
    except (SourceError, StoreError):
        raise
    except Exception as error:
        log.debug("%s: unforeseen", run.watch.key, exc_info=True)
        text = one_line(masked(f"{type(error).__name__}: {error}", run.secrets.values()), 120)
        words = say("crawl.unreadable", source=run.watch.source, reason=text)
        raise UnexpectedAnswer(words) from error


def for_quarantine(run: WatchRun, error: SourceError, answer: Answer | None) -> Payload | None:
    """The answer nobody could read, as it may be kept: without the keys in its address."""
    if answer is None or not isinstance(error, UnexpectedAnswer):
        return None
    url = masked(answer.payload.url, run.secrets.values())
    return msgspec.structs.replace(answer.payload, url=url)
