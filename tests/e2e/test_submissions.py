"""A submission is sent in, split on the workbench, adopted, and only then found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from tests.e2e.server import serving
from tests.pages.press_page import PAGE, TITLES

ADDRESS = "qinghe@example.com"


def cards(page: Page) -> Locator:
    return page.locator(".sx-draft-title")


def line(page: Page, text: str) -> Locator:
    return page.locator(".line", has_text=re.compile(text)).first


def send(page: Page, address: str, text: str = PAGE) -> None:
    """Sends a file in through the form."""
    page.goto(f"{address}/submissions")
    page.locator(".st-key-submission-send summary").click()
    file = FilePayload(name="山路三篇.txt", mimeType="text/plain", buffer=text.encode())
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
    expect(page.get_by_text("山路三篇.txt")).to_be_visible()
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.get_by_text("投稿编号 1：3 篇")).to_be_visible()


def drag(page: Page, title: str, target: str) -> None:
    """Drags the beginning of an article to another line."""
    grip = line(page, title).locator(".grip")
    grip.scroll_into_view_if_needed()
    line(page, target).scroll_into_view_if_needed()
    start, end = grip.bounding_box(), line(page, target).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 60, end["y"] + 2, steps=4)
    expect(line(page, target)).to_have_class(re.compile("drop"))
    page.mouse.up()


def test_sent_in_split_adopted_and_found(page: Page, empty_app: str) -> None:
    send(page, empty_app)
    page.goto(f"{empty_app}/search?q=竹笋")
    expect(page.locator(".sx-hit-title")).to_have_count(0)

    page.goto(f"{empty_app}/submissions")
    page.get_by_role("button", name="1 山路三篇").click()
    expect(page).to_have_url(re.compile("submission=1"))
    expect(cards(page)).to_have_text([re.compile(title) for title in TITLES])
    meter = page.locator(".sx-meter")
    expect(meter).to_contain_text("0 字丢失")

    drag(page, "食堂里的长者餐桌", "讲台搭在路边")
    second, third = page.locator("[class*='st-key-draft-']").nth(1), cards(page).nth(2)
    expect(line(page, "讲台搭在路边")).to_contain_text("第 3 篇")
    expect(third).to_contain_text("食堂里的长者餐桌")
    expect(second).to_contain_text("1 段")
    expect(meter).to_contain_text("0 字丢失")

    line(page, "养路的人从哪里来").locator(".handle").focus()
    page.keyboard.press("n")
    expect(cards(page)).to_have_count(4)
    expect(line(page, "养路的人从哪里来").locator(".handle")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(cards(page)).to_have_count(3)
    page.keyboard.press("Control+y")
    expect(cards(page)).to_have_count(4)
    expect(line(page, "养路的人从哪里来").locator(".handle")).to_be_focused()
    page.keyboard.press("m")
    expect(cards(page)).to_have_count(3)
    line(page, "路通之后的账本").locator(".handle").focus()
    page.keyboard.press("p")
    expect(line(page, "路通之后的账本")).not_to_contain_text("小标题")

    page.reload()
    expect(cards(page)).to_have_count(3)
    expect(line(page, "讲台搭在路边")).to_contain_text("第 3 篇")
    page.get_by_role("button", name="采用（3 篇）").click()
    expect(page.get_by_text("已采用，3 篇文章在文库里。")).to_be_visible()
    page.goto(f"{empty_app}/search?q=竹笋")
    expect(page.locator(".sx-hit-title")).to_have_text(["让山路成为富路"])
    page.goto(f"{empty_app}/search?q=讲台搭在路边")
    expect(page.locator(".sx-hit-title")).to_have_text(["食堂里的长者餐桌"])


def test_two_editors_at_one_workbench(page: Page, browser: Browser, empty_app: str) -> None:
    send(page, empty_app)
    page.goto(f"{empty_app}/submissions?submission=1")
    expect(cards(page)).to_have_count(3)
    with browser.new_context(locale="zh-CN") as context:
        other = context.new_page()
        other.goto(f"{empty_app}/submissions?submission=1")
        expect(cards(other)).to_have_count(3)
        line(other, "养路的人从哪里来").locator(".handle").focus()
        other.keyboard.press("n")
        expect(cards(other)).to_have_count(4)
        # Another place: both stay. The same thing in two ways: it is said, and theirs stays.
        field = page.get_by_role("combobox", name="标签")
        field.fill("基础设施")
        field.press("Enter")
        expect(cards(page)).to_have_count(4)
        line(other, "基层党建一线").locator(".handle").focus()
        other.keyboard.press("m")
        expect(cards(other)).to_have_count(3)
        line(page, "食堂里的长者餐桌").locator(".handle").focus()
        page.keyboard.press("m")
        expect(page.get_by_role("alert")).to_contain_text("刚刚被别人改过")
        expect(cards(page)).to_have_count(3)


def test_a_stranger_sees_nothing_of_a_draft(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        part = Incoming("山路三篇.txt", PAGE.encode())
        archive.submissions.receive(Arrival("mail", (part,), "周青禾", ADDRESS, "山路三篇"))
    # A server that others can reach knows nobody without a login.
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")
    with serving(home) as address:
        for path in (
            "submissions",
            "submissions?submission=1",
            "search?q=竹笋",
            "",
            "read?article=1",
        ):
            page.goto(f"{address}/{path}")
            expect(page.get_by_test_id("stApp")).to_have_attribute(
                "data-test-script-state", "notRunning"
            )
            page.wait_for_timeout(300)
            said = page.locator("body").inner_text()
            assert "思学" in page.title()
            assert not [word for word in ("山路三篇", ADDRESS, *TITLES, "周青禾") if word in said]
        page.goto(f"{address}/submissions?submission=1")
        expect(page.get_by_text("还没有设置登录，只能阅读")).to_be_visible()
