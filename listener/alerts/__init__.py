"""Incident in, message out: compose writes it, mail packs it, smtp sends it, outbox retries it."""
