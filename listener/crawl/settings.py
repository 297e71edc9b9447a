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
# Scrapy imports even what is switched off by None, aiohttp and all: a fifth of the memory. So the
# lists begin empty and name what a walk needs. Retries, with their pauses, are the spider's own.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "listener.crawl.middleware.Robots": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "listener.crawl.middleware.Turns": 800,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {"scrapy.extensions.throttle.AutoThrottle": 0}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
STATS_DUMP = False

LOG_ENABLED = False
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
LOG_FORMATTER = "listener.crawl.quiet.QuietFormatter"
