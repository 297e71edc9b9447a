"""The demonstration: a made-up brand, sixty days of synthetic items, and an incident."""
