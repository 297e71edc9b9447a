"""The engine: Scrapy asks for every source that is plain HTTP."""
