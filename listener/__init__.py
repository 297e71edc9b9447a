"""Hear what is said of a brand: crawl, score, store, and tell when it turns bad."""

__version__ = "0.1.0"
