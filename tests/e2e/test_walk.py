"""One visitor's whole walk on a new installation, and every page on a telephone."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.pages.press_page import PAGE

PHONE = {"width": 390, "height": 844}
COOL = 60_000
"""Milliseconds that the first themes of a new library may take on a slow machine."""
PAGES = {
    "/": ".sx-figures b",
    "/search?q=共同富裕": ".sx-hit-title",
    "/read?article=1&q=集体经济&at=0": ".sx-article mark",
    "/concordance?q=共同富裕": ".st-key-head-collocates",
    "/concordance?q=共同富裕&order=right": ".st-key-head-collocates",
    "/themes": ".st-key-head-keywords",
    "/themes?view=words": ".st-key-head-words",
    "/themes?view=map": ".st-key-head-map",
    "/themes?view=mix": ".st-key-head-mix",
    "/cards": ".sx-empty",
    "/coverage?rows=topics": ".st-key-head-coverage",
    "/formulations?phrase=共同富裕": ".st-key-head-companions",
    "/registers": ".st-key-register-list",
    "/registers?view=quotations": ".st-key-register-list",
    "/registers?view=figures": "[data-testid='stDataFrame']",
    "/contrast?by=years&a=2021": ".st-key-head-contrast",
    "/notes": ".sx-empty",
    "/lists": ".sx-empty",
    "/boards": ".sx-empty",
    "/vocabulary?tag=1": ".sx-tag-name",
    "/dictionary": ".st-key-dictionary",
    "/members": ".st-key-members",
    "/history": ".st-key-history",
    "/tagging": ".st-key-tagging-top",
    "/tagging?view=many": ".st-key-tag-many-what",
    "/tagging?view=quality": ".st-key-tag-training",
    "/dictionary?view=words": ".st-key-dictionary",
    "/compare?articles=1,2,3,4": ".st-key-head-mix",
    "/import": "[data-testid='stFileUploader']",
    "/submissions": ".sx-empty",
}
OVERFLOW = """() => [...document.querySelectorAll("html, body, [data-testid='stMain']")]
  .map(box => box.scrollWidth - box.clientWidth)"""
CUT_OFF = """() => [...document.querySelector("[data-testid='stMain']").querySelectorAll("*")]
  .filter(e => e.matches("p, h1, h2, h3, td, button") && e.checkVisibility())
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.textContent.trim().slice(0, 30))"""


def fits(page: Page) -> None:
    """Nothing scrolls sideways and nothing is cut off at the right."""
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    assert max(page.evaluate(OVERFLOW)) <= 0
    assert page.evaluate(CUT_OFF) == []


def classes_of(boxes: Locator) -> list[str]:
    """The class attribute of each."""
    return [str(one) for one in boxes.evaluate_all("boxes => boxes.map(box => box.className)")]


def ground(page: Page) -> int:
    """How bright the ground of the page is, from 0 to 765."""
    colour = page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Name and bytes of the file that a button of the export menu gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def put_into_basket(page: Page, hit: int) -> str:
    """Opens a result, puts it into the basket and gives its title."""
    title = page.locator(".sx-hit-title").nth(hit).inner_text()
    page.get_by_role("link", name=re.compile("^阅读：")).nth(hit).click()
    expect(page.locator(".sx-article h1")).to_have_text(title)
    page.locator(".st-key-read-basket").get_by_role("button").click()
    expect(page.locator(".st-key-read-basket")).to_contain_text("已加入对比")
    return title


def test_a_newcomer_walks_from_an_empty_library_to_a_picture_for_a_slide(
    page: Page, empty_app: str
) -> None:
    page.goto(empty_app)
    expect(page.get_by_text("文库还是空的")).to_be_visible()
    page.get_by_role("button", name="载入示例文库").click()
    expect(page.get_by_text("最新入库")).to_be_visible(timeout=COOL)
    page.get_by_role("searchbox").fill("共同富裕")
    page.keyboard.press("Enter")
    expect(page.locator(".sx-hit-title").nth(1)).to_be_visible()
    expect(page.locator(".sx-snippets mark").first).to_have_text("共同富裕")

    first = put_into_basket(page, 0)
    expect(page.locator(".st-key-basket")).to_contain_text("1 / 4")
    page.get_by_role("link", name="返回检索结果").click()
    expect(page).to_have_url(re.compile("/search"))
    assert unquote(page.url).endswith("?q=共同富裕")
    second = put_into_basket(page, 1)
    page.locator(".st-key-basket").get_by_role("link", name="开始对比").click()
    expect(page.locator(".sx-hit-title")).to_have_text([first, second])
    expect(page.locator(".sx-likeness b")).to_have_text(re.compile(r"^\d+%$"))
    expect(page.locator(".st-key-words-shared").get_by_role("link").first).to_be_visible()
    expect(page.locator(".st-key-head-mix")).to_be_visible(timeout=COOL)

    page.get_by_role("link", name="主题", exact=True).click()
    expect(page.locator(".st-key-head-keywords")).to_be_visible(timeout=COOL)
    words = page.locator(".st-key-words-theme").get_by_role("link").all_inner_texts()
    assert len(words) > 4
    for figure in ("themes", "cloud-wide"):
        chart = page.locator(f"[class*='st-key-chart-{figure}'] svg")
        expect(chart.locator("text", has_text=words[0]).first).to_be_visible()

    page.locator(".st-key-export-themes").get_by_role("button").click()
    name, data = saved(page, "PNG 图片")
    picture = Image.open(io.BytesIO(data))
    assert (name, picture.format) == ("主题分布.png", "PNG")
    assert picture.width >= 1900
    assert len(picture.convert("RGB").getcolors(picture.width * picture.height) or ()) > 100
    name, data = saved(page, "CSV 表格")
    assert name == "主题分布.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header == ["主题", "名称", "占比", "主题词", "相关度"]
    assert set(words) <= {row[3] for row in rows}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_telephone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(path)
    expect(page.locator(PAGES[path]).first).to_be_visible(timeout=COOL)
    fits(page)
    assert ground(page) > 700
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).not_to_have_css("background-color", re.compile("25[0-9]"))
    fits(page)
    assert ground(page) < 150


def test_a_page_under_correction_fits_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/import")
    file = FilePayload(name="一版.txt", mimeType="text/plain", buffer=PAGE.encode())
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
    page.locator(".line").nth(3).click()
    expect(page.locator(".menu")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="修改").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="确定")).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_the_basket_and_its_way_on_fit_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/search?q=富裕")
    buttons = page.locator("[class*='st-key-hit-basket-']")
    expect(buttons.nth(1)).to_be_visible()
    # By article, not by place: the list may be drawn anew, in another order, between two clicks.
    marked = [re.search(r"st-key-hit-basket-\d+", one) for one in classes_of(buttons)[:2]]
    for count, key in enumerate(filter(None, marked), 1):
        page.locator(f".{key[0]}").get_by_role("button").click()
        expect(page.locator(".st-key-basket")).to_contain_text(f"{count} / 4")
    fits(page)
    page.locator(".st-key-basket").get_by_role("link", name="开始对比").click()
    expect(page.locator(".sx-hit-title")).to_have_count(2)


def test_no_chart_shows_tools_in_another_language(page: Page) -> None:
    page.goto("/themes")
    expect(page.locator(".st-key-head-keywords")).to_be_visible(timeout=COOL)
    tools = page.get_by_test_id("stElementToolbar").filter(visible=True)
    expect(tools).to_have_count(0)
    page.locator(".st-key-large-themes").get_by_role("button").click()
    page.get_by_role("dialog").get_by_test_id("stVegaLiteChart").hover()
    expect(tools).to_have_count(0)
