"""Somebody with keys alone searches, reads, compares, takes a chart along and presents it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.keys import go_to

PATIENT = 60_000


def press(page: Page, name: str, *, role: str = "button", within: str = "body") -> None:
    """Goes to what is called so and presses it."""
    wanted = page.locator(within).get_by_role(role, name=name).first  # type: ignore[arg-type]
    go_to(page, wanted)
    page.keyboard.press("Enter")


def at_rest(page: Page) -> None:
    """Waits until the server has told the browser all about the page, its address too."""
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()


def test_the_first_key_leads_past_the_menus(page: Page) -> None:
    page.goto("/search?q=共同富裕")
    expect(page.locator(".sx-hit-title").first).to_be_visible(timeout=PATIENT)
    skip = page.get_by_text("跳到正文")
    expect(skip).to_be_attached()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("searchbox"))


def test_keys_alone_lead_from_a_search_to_a_presentation(page: Page, own_app: str) -> None:
    page.goto(own_app)
    box = page.get_by_role("searchbox")
    go_to(page, box)
    page.keyboard.type("共同富裕")
    page.keyboard.press("Enter")
    expect(page.locator(".sx-hit-title").first).to_be_visible(timeout=PATIENT)
    at_rest(page)
    press(page, "阅读：", role="link")
    expect(page.locator(".sx-article h1")).to_be_visible(timeout=PATIENT)
    at_rest(page)
    press(page, "加入对比", within=".st-key-read-basket")
    expect(page.locator(".st-key-basket")).to_contain_text("1 / 4")

    press(page, "主题", role="link", within="[data-testid='stHeader']")
    expect(page.locator(".st-key-head-keywords")).to_be_visible(timeout=PATIENT)
    press(page, "导出", within=".st-key-head-themes")
    png = page.get_by_role("button", name="PNG 图片")
    expect(png).to_be_visible()
    go_to(page, png)
    page.keyboard.press("Escape")
    expect(png).to_be_hidden()
    expect(page.locator(".st-key-export-themes button")).to_be_focused()
    theme = page.locator("h2.sx-section").nth(2)
    before = theme.inner_text()
    go_to(page, page.locator("[class*='st-key-chart-themes'] [role=application]"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sx-chart-rim")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(theme).not_to_have_text(before)

    press(page, "加入专题板", within=".st-key-head-themes")
    go_to(page, page.get_by_role("textbox", name="新专题板的名称"))
    page.keyboard.type("共富")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已加入专题板").first).to_be_visible()
    press(page, "加入专题板", within=".st-key-head-cloud, .st-key-head-years")
    press(page, "共富", within="[data-testid='stPopoverBody']")
    expect(page.get_by_text("现有 2 项")).to_be_visible()

    press(page, "专题板", role="link", within="[data-testid='stHeader']")
    press(page, "共富", within="[data-testid='stMain']")
    names = page.locator(".sx-board-title")
    expect(names).to_have_count(2, timeout=PATIENT)
    expect(names.nth(0)).to_contain_text("主题分布")
    press(page, "下移")
    expect(names.nth(1)).to_contain_text("主题分布")
    with page.expect_popup() as popup:
        press(page, "放映", role="link")
    room = popup.value
    expect(room.get_by_role("heading", level=1)).to_have_text("共富")
    room.keyboard.press("ArrowRight")
    room.keyboard.press("ArrowRight")
    expect(room.locator(".slide:not([hidden]) h2")).to_have_text("主题分布")
    go_to(room, room.get_by_role("button", name=re.compile("^上一项")))
    room.keyboard.press("Enter")
    expect(room.locator(".place")).to_have_text("2 / 3")
    room.close()
