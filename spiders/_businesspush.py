"""Reviews as Google announces them: a subscription is emptied, each review read, then confirmed.

    pull ─► extend ─► review ─► review ─► … ─► acknowledge ─► pull ─► … ─► empty: the end

A message is acknowledged when its review is stored: the engine asks for what follows a page
only then. What is not acknowledged comes again.
https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from typing import Any
from urllib.parse import quote

from listener.errors import AccessDenied, SourceError, UnexpectedAnswer
from listener.i18n import say
from listener.model import Page, Payload, Request
from listener.source import base_url
from listener.text import one_line

from ._answers import first_of_each, json_of
from ._businessreview import NAME, is_review, mention_of
from ._google import refusal, why_refused

HOST = "https://mybusiness.googleapis.com"
PUBSUB = "https://pubsub.googleapis.com"
TITLE = "Google Business Profile"
AT_ONCE = 100
# Batches of one walk, which fit into its pages; the rest waits for the next. So a flood ends it,
# with everything stored and confirmed that was read.
MOST_BATCHES = 3
# Longest that a message may be held back. The usual ten seconds are over before a hundred
# reviews are read, and all would come again.
_HOLD_SECONDS = 600
_REVIEWS = ("NEW_REVIEW", "UPDATED_REVIEW")

Cursor = dict[str, str]


def pull(subscription: str, told: Cursor | None = None) -> Request:
    """The request for the next messages. `told` is what the end of the walk has to tell."""
    # Without `returnImmediately` an empty subscription keeps us waiting for a minute and more.
    wanted = {"maxMessages": AT_ONCE, "returnImmediately": True}
    cursor = {"step": "pull", "subscription": subscription, **_told(told or {})}
    return _subscription_request("pull", wanted, cursor)


def read_push(request: Request, payload: Payload) -> Page:
    """The page in one answer of such a walk."""
    step = request.cursor["step"]
    if step == "review":
        return _review_read(request.cursor, payload)
    if payload.status != 200 and step != "extend":
        raise _subscription_refused(payload)
    if step == "pull":
        return _pulled(request.cursor, payload)
    if step == "extend":
        return _next_review(request.cursor)
    done = {**request.cursor, "batches": str(int(request.cursor.get("batches", "0")) + 1)}
    if int(done["batches"]) >= MOST_BATCHES:
        return _end(done)
    return Page(next=pull(done["subscription"], done))


def _pulled(cursor: Cursor, payload: Payload) -> Page:
    answer = json_of(payload, TITLE)
    messages = answer.get("receivedMessages", []) if isinstance(answer, dict) else None
    if not isinstance(messages, list):
        raise UnexpectedAnswer(say("sources.changed", source=TITLE, what="receivedMessages"))
    if not messages:
        return _end(cursor)
    todo: dict[str, list[str]] = {}
    done: list[str] = []
    for message in filter(lambda each: isinstance(each, dict), messages):
        ack, about = str(message.get("ackId") or ""), _announced(message.get("message"))
        if NAME.fullmatch(about):
            todo.setdefault(about, []).append(ack)
            continue
        done.append(ack)
        if about:
            # It names no review. It would come again for a week; what it says is told at the end.
            cursor = {**cursor, "odd": cursor.get("odd") or about}
    cursor = {**cursor, "todo": json.dumps(list(todo.items())), "done": json.dumps(done)}
    if not todo:
        return _next_review(cursor)
    held = [ack for acks in todo.values() for ack in acks] + done
    wanted = {"ackIds": list(filter(None, held)), "ackDeadlineSeconds": _HOLD_SECONDS}
    step = {**cursor, "step": "extend"}
    return Page(next=_subscription_request("modifyAckDeadline", wanted, step))


def _next_review(cursor: Cursor) -> Page:
    """The next review; after the last one, all of them as one page, whatever their age."""
    todo = json.loads(cursor["todo"])
    if todo:
        url = f"{base_url('googlebusiness', HOST)}/v4/{quote(todo[0][0], safe='/=~')}"
        return Page(next=Request(url=url, cursor={**cursor, "step": "review"}))
    found = [json.loads(text) for key, text in cursor.items() if key.startswith("review ")]
    acks = list(filter(None, json.loads(cursor["done"])))
    told = {"subscription": cursor["subscription"], **_told(cursor)}
    if acks:
        wanted, step = {"ackIds": acks}, {**told, "step": "acknowledge"}
        following = _subscription_request("acknowledge", wanted, step)
    else:
        following = pull(cursor["subscription"], told)
    mentions = first_of_each(mention_of(each) for each in found)
    return Page(mentions=mentions, next=following, in_order=False)


def _review_read(cursor: Cursor, payload: Payload) -> Page:
    """One review. One that is gone by now is done with; one that cannot be read waits."""
    (name, acks), *rest = json.loads(cursor["todo"])
    done = json.loads(cursor["done"])
    review = _review_in(payload) if payload.status == 200 else None
    if review is not None:
        cursor = {**cursor, f"review {name}": review}
    if review is not None or payload.status == 404:
        done += acks
    elif payload.status == 200:
        cursor = {**cursor, "strange": name}
    elif why_refused(payload) != "other":
        raise business_refused(payload, name)
    else:
        cursor = {**cursor, "denied": cursor.get("denied") or name}
    return _next_review({**cursor, "todo": json.dumps(rest), "done": json.dumps(done)})


def _review_in(payload: Payload) -> str | None:
    """The review as it can be kept until its batch is read; None where there is none."""
    try:
        review = json_of(payload, TITLE)
        return json.dumps(review) if is_review(review) else None
    except (UnexpectedAnswer, RecursionError):
        return None


def _end(cursor: Cursor) -> Page:
    """Nothing more is announced, which says nothing of what is gone; then what went wrong."""
    if "odd" in cursor:
        raise UnexpectedAnswer(say("googlebusiness.odd_message", told=cursor["odd"]))
    if "strange" in cursor:
        raise UnexpectedAnswer(say("sources.changed", source=TITLE, what=cursor["strange"]))
    if "denied" in cursor:
        raise AccessDenied(say("googlebusiness.not_yours", listing=_place(cursor["denied"])))
    return Page(stopped_because="reached_bookmark")


def _announced(message: object) -> str:
    """The review that a message names, nothing for news of another kind, else its own words."""
    if not isinstance(message, dict):
        return one_line(str(message), 200)
    try:
        data = json.loads(b64decode(str(message.get("data") or ""), validate=True) or b"{}")
    except (binascii.Error, ValueError, RecursionError):
        return one_line(str(message), 200)
    attributes = message.get("attributes")
    said: dict[str, Any] = {**attributes} if isinstance(attributes, dict) else {}
    said |= data if isinstance(data, dict) else {"data": data}
    name = str(said.get("reviewName") or said.get("review_name") or "")
    kind = said.get("notificationType") or said.get("notification_type") or said.get("type")
    if NAME.fullmatch(name):
        return name
    return "" if kind and kind not in _REVIEWS else one_line(json.dumps(said), 200)


def business_refused(payload: Payload, listing: str) -> SourceError:
    """The error for a refusal of the Business Profile interface."""
    if why_refused(payload) == "quota":
        return AccessDenied(say("googlebusiness.not_approved"))
    return refusal(payload, TITLE, say("googlebusiness.not_yours", listing=_place(listing)))


def _subscription_refused(payload: Payload) -> SourceError:
    if payload.status == 404:
        return AccessDenied(say("googlebusiness.no_subscription"))
    return refusal(payload, "Pub/Sub", say("googlebusiness.subscription_closed"))


def _subscription_request(verb: str, body: dict[str, Any], cursor: Cursor) -> Request:
    path = quote(cursor["subscription"], safe="/:~")
    return Request(
        url=f"{base_url('googlebusiness_pubsub', PUBSUB)}/v1/{path}:{verb}",
        method="POST",
        headers={"Content-Type": "application/json"},
        body=json.dumps(body).encode(),
        cursor=cursor,
    )


def _told(cursor: Cursor) -> Cursor:
    kept = ("odd", "strange", "denied", "batches")
    return {key: cursor[key] for key in kept if key in cursor}


def _place(name: str) -> str:
    return name.partition("/reviews/")[0]
