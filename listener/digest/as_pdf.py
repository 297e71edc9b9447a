"""A digest as a PDF: on A4, with page numbers, laid out by WeasyPrint, which an extra brings."""

from __future__ import annotations

from listener.digest.as_html import html
from listener.digest.blocks import View
from listener.errors import ConfigError
from listener.i18n import Translator, say

OPEN_HEIGHT = ' style="max-width:100%;height:auto"'


def pdf(view: View, t: Translator) -> bytes:
    """The page of the digest on paper.

    Raises ConfigError where WeasyPrint, or the Pango that it needs, is not there.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        key = "digest.no_weasyprint" if isinstance(error, ImportError) else "digest.no_pango"
        raise ConfigError(say(key)) from error
    # WeasyPrint takes a picture whose height is left open for a square; and nothing is fetched:
    # what a page names, it brings along.
    page = html(view, t, on_paper=True).replace(OPEN_HEIGHT, "")
    document = HTML(string=page, url_fetcher=_refuse)
    written: bytes = document.write_pdf()
    return written


def _refuse(url: str) -> None:
    raise ValueError(url)
