"""`listener sentiment`: how what people say is scored, and what listener learns from its user."""

from __future__ import annotations

from listener.cli.shape import Group

sentiment = Group("sentiment", within=("report", "rules", "calibrate", "train", "model"))
