"""Certificates are checked."""

from __future__ import annotations

import ssl

import pytest

from tests.crawl.site import crawled, page

trustme = pytest.importorskip("trustme")


def test_certificates(new_site, tmp_path, monkeypatch):
    """A site with a certificate that nobody vouches for is not read; one vouched for is."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    site = new_site(context)
    url = site.answers("/", page("a")).replace("127.0.0.1", "localhost")
    run = crawled({"url": url}, retries=0)["runs"][0]
    assert run["error"]["kind"] == "SourceUnavailable"
    assert "certificate" in run["error"]["text"]
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert crawled({"url": url}, retries=0)["runs"][0]["items"] == ["a"]
