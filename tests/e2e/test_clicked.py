"""A link of a mail in a real browser: nothing is done before somebody is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from selenium.webdriver import ActionChains
from selenium.webdriver.support.expected_conditions import title_contains
from selenium.webdriver.support.ui import WebDriverWait
from waitress.server import create_server

from listener.links import links_of
from listener.store import Store
from listener.web.app import make_app
from tests.blank import new_store
from tests.e2e.browser import opened
from tests.test_links import INCIDENT, KEY, NOW
from tests.web.test_links_taken import ANA, CONFIG

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.xdist_group("seen by eye")]


def test_a_program_with_a_browser_changes_nothing_and_a_person_does(tmp_path: Path) -> None:
    """Some that look through mails run scripts, and would silence an incident as it is told."""
    database = tmp_path / "listener.db"
    with new_store(database) as store:
        store.save_incident(None, replace(INCIDENT, id=0), "opened", NOW)
    app = make_app(lambda: CONFIG, lambda _: Store(database), KEY, lambda: NOW, print)
    server = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    url = f"http://127.0.0.1:{server.effective_port}"
    links = links_of(replace(INCIDENT, id=1), ANA, url, KEY, NOW)
    try:
        with opened() as browser:
            for each in (links.ack, links.snooze, links.noise):
                browser.driver.get(each)
                time.sleep(0.5)
                assert "Hecho" not in browser.driver.title
            with Store(database) as store:
                before = store.incident(1)
            assert before is not None
            assert (before.acknowledged_at, before.snoozed_until, before.useful) == (None,) * 3
            browser.driver.get(links.ack)
            ActionChains(browser.driver).move_by_offset(40, 40).perform()
            waiting = WebDriverWait(browser.driver, 10)
            waiting.until(title_contains("Hecho"))
            browser.driver.get(links.snooze)
            browser.driver.find_element("tag name", "button").click()
            waiting.until(title_contains("hasta el 30 nov 2026"))
    finally:
        server.close()
