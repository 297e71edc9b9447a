"""Scrapy's settings: manners on, everything that a walk does not need off."""

SPIDER_MODULES = ["listener.spiders"]
SPIDER_LOADER_CLASS = "listener.crawl.loader.SourceLoader"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# Names are looked up in these threads; everything else happens in the event loop.
REACTOR_THREADPOOL_MAXSIZE = 8

# Scrapy's default trusts any certificate.
DOWNLOAD_VERIFY_CERTIFICATES = True
COOKIES_ENABLED = False
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_MAX_DELAY = 60.0
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 10
# A referrer would carry the keys of one address to another.
REFERRER_POLICY = "scrapy.spidermiddlewares.referer.NoReferrerPolicy"
# Only the web: a redirect or a configuration must not read files of this machine.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}

ROBOTSTXT_OBEY = True
DOWNLOADER_MIDDLEWARES = {
    # Ours replace Scrapy's robots.txt; retries, with their pauses, are the spider's own.
    "listener.crawl.middleware.Robots": 100,
    "listener.crawl.middleware.Turns": 800,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
STATS_DUMP = False

LOG_ENABLED = False
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
LOG_FORMATTER = "listener.crawl.quiet.QuietFormatter"
