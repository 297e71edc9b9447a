"""Messages over real servers, from the outbox to those who are told."""
