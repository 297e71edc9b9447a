"""The steps of a message, as the table of kills knows them."""

STEPS = (
    "before the claim",
    "after the claim",
    "before it connects",
    "once it is connected",
    "after RCPT",
    "before the answer",
    "before it is written down",
    "while it is written down",
    "after it is written down",
)
