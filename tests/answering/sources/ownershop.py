"""A made-up shop, synthetic: its owner signs in with a token and may answer its reviews."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from listener.errors import UnexpectedAnswer
from listener.model import Author, Mention, Page, Payload, Rating, Reply, Request
from listener.source import About, Credential, Pace, Secret, Source, TakesReplies, base_url


class OwnerShop(Source, TakesReplies):
    """Answers stand at /reviews/ID/answer; /reviews lists everything on one page."""

    about = About(
        name="ownershop",
        title="Owner Shop",
        homepage="https://shop.example.com",
        docs="https://shop.example.com/docs",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="shop",
        sees={"es": "Todo.", "en": "All."},
        misses={"es": "Nada.", "en": "Nothing."},
        secrets=(
            Secret(
                "LISTENER_OWNERSHOP_KEY",
                {"es": "Para contestar.", "en": "To answer."},
                "https://shop.example.com",
            ),
        ),
        match=False,
        pace=Pace(delay=0.0),
    )
    longest_reply = 120

    def first(self, watch, since):
        return Request(url=f"{base_url('ownershop', 'https://shop.example.com')}/reviews")

    def sign_in(self, secrets, now):
        url = f"{base_url('ownershop', 'https://shop.example.com')}/token"
        return Request(url=url, method="POST", body=b"please")

    def signed_in(self, payload, secrets, now):
        bearer = {"Authorization": f"Bearer {json.loads(payload.body)['token']}"}
        return Credential(headers=bearer, until=now + timedelta(hours=1))

    def read(self, request, payload):
        return Page(mentions=tuple(_mention(each) for each in json.loads(payload.body)))

    def reply(self, review: Mention, text: str) -> Request:
        return Request(
            url=f"{base_url('ownershop', 'https://shop.example.com')}/reviews/{review.id}/answer",
            method="PUT",
            headers={"Content-Type": "application/json"},
            body=json.dumps({"answer": text}).encode(),
        )

    def replied(self, request: Request, payload: Payload) -> Reply:
        try:
            said = json.loads(payload.body)
            return Reply(text=said["answer"], state=said["state"])
        except (ValueError, KeyError) as error:
            raise UnexpectedAnswer(f"unreadable: {error}") from error


def _mention(each: dict) -> Mention:
    answer = each.get("answer")
    return Mention(
        id=each["id"],
        kind="review",
        text=each["text"],
        author=Author(name="Ana"),
        rating=Rating(each["stars"]),
        subject="shop",
        published_at=datetime.fromisoformat(each["at"]),
        replies=(Reply(text=answer["text"], state=answer["state"]),) if answer else (),
    )


SOURCE = OwnerShop()
