"""Nobody is kept out: axe-core finds nothing serious on any page, in any size, on any ground.

Nothing is excepted: what Streamlit's own markup lacks is mended by `pages/static/access.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.archive import Archive
from pages.parts import stage
from tests.e2e.axe import violations
from tests.e2e.furnished import PLACES, furnish
from tests.e2e.keys import unseen_stops
from tests.e2e.server import serving
from tests.pages.test_boards import PLOTS

PATIENT = 60_000
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
House = tuple[str, Path, dict[str, str]]
OPENED = {
    ("home", ".st-key-account button"): "text=成员和角色",
    ("search", "button:has-text('写法')"): ".sx-ways",
    ("themes", ".st-key-export-themes button"): "text=PNG 图片",
    ("themes", ".st-key-board-themes button"): "text=新建并加入",
    ("themes", ".st-key-large-themes button"): "[role=dialog] svg",
    ("boards", ".st-key-board-words-1 button"): "text=讲稿，只有放映的人看",
    ("boards", ".st-key-board-export button"): "text=XLSX 数据",
    ("vocabulary", "button:has-text('改名')"): "[role=dialog] input",
}
"""Menus and dialogs: page and button, and what is then to be seen."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The app on a library with one of everything: address, data folder, ids."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    ids = furnish(home)
    with serving(home) as address:
        yield address, home, ids


def opened(page: Page, house: House, place: str) -> None:
    address, _, ids = house
    page.goto(address + PLACES[place].format(**ids))
    expect(page.locator("h1").first).to_be_attached(timeout=PATIENT)
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_timeout(300)
    page.locator(IDLE).wait_for(timeout=PATIENT)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENT)


def turned(page: Page, *, dark: bool) -> None:
    """Changes the ground; what is drawn for it is drawn anew."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    settled(page)


def told_of_charts(page: Page) -> list[str]:
    """What a listener is told instead of each chart that is drawn."""
    charts = page.get_by_test_id("stVegaLiteChart").filter(has=page.locator("svg"))
    return charts.evaluate_all("all => all.map(one => one.getAttribute('aria-label') ?? '')")


@pytest.mark.parametrize("place", PLACES)
def test_nothing_serious_on_any_page(page: Page, house: House, place: str) -> None:
    opened(page, house, place)
    found = violations(page)
    assert unseen_stops(page) == []
    assert [said for said in told_of_charts(page) if not re.search("[一-龥]{2}", said)] == []
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(300)
    found += violations(page)
    turned(page, dark=True)
    found += violations(page, contrast_only=True)
    page.set_viewport_size(WIDE)
    page.wait_for_timeout(300)
    found += violations(page, contrast_only=True)
    assert not found, "\n".join(found)


def test_a_chart_on_a_board_says_what_to_take_from_it(page: Page, house: House) -> None:
    opened(page, house, "boards")
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg")).to_have_count(len(PLOTS))
    told = told_of_charts(page)
    assert told[0].startswith("增收排在第一 ")
    assert all(said.startswith("记住：") for said in told[1:])
    assert all("关键词：增收、创业" in said for said in told)


@pytest.mark.parametrize(("place", "button"), OPENED)
def test_nothing_serious_in_menus_and_dialogs(
    page: Page, house: House, place: str, button: str
) -> None:
    opened(page, house, place)
    page.locator(button).first.click()
    inside = page.locator(OPENED[place, button]).first
    expect(inside).to_be_visible(timeout=PATIENT)
    settled(page)
    found = violations(page)
    turned(page, dark=True)
    expect(inside).to_be_visible()
    found += violations(page, contrast_only=True)
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(300)
    found += violations(page)
    assert not found, "\n".join(found)


def test_nothing_serious_in_the_menu_of_a_phone(page: Page, house: House) -> None:
    page.set_viewport_size(PHONE)
    opened(page, house, "search")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_visible()
    page.wait_for_timeout(500)
    found = violations(page)
    turned(page, dark=True)
    found += violations(page, contrast_only=True)
    assert not found, "\n".join(found)


def every_slide(page: Page, count: int) -> list[str]:
    """What is serious on any slide of a board that is shown, on both grounds."""
    found = []
    for number in range(1, count + 1):
        expect(page.locator(".place")).to_have_text(f"{number} / {count}")
        for _ in ("light", "dark"):
            ground = page.evaluate("document.documentElement.dataset.ground")
            chart = page.locator(".slide:not([hidden]) .chart")
            if chart.count():
                expect(chart).to_have_attribute("data-drawn", ground, timeout=PATIENT)
                expect(chart).to_have_attribute("aria-label", re.compile("^记住：|^增收排在第一"))
            found += violations(page)
            page.keyboard.press("d")
        page.keyboard.press("ArrowRight")
    return found


def test_nothing_serious_in_a_presentation(
    page: Page, house: House, browser: Browser, tmp_path: Path
) -> None:
    address, home, _ = house
    with Archive.open(home=home) as archive:
        board = archive.boards.get(1)
        file = tmp_path / "专题.html"
        file.write_text(
            stage.document(board, archive.boards.exhibits(board), stage.engine(home)), "utf-8"
        )
    count = len(board.items) + 1
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(f"{address}/stage/1")
    found = every_slide(page, count)
    page.set_viewport_size(PHONE)
    page.keyboard.press("Home")
    page.keyboard.press("n")
    found += every_slide(page, count)
    assert not found, "\n".join(found)
    with browser.new_context(offline=True, locale="zh-CN", reduced_motion="reduce") as context:
        alone = context.new_page()
        alone.goto(file.as_uri())
        found = every_slide(alone, count)
    assert not found, "\n".join(found)
