"""Themes that somebody has named stay named; a word leads to its sentences; pictures are whole."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from playwright.sync_api import FilePayload, Page, expect

from pages.parts.fonts import font_for
from tests.e2e.test_reading import settled
from tests.essays import BAMBOO

COOL = 60_000
"""Milliseconds that the first themes of a library may take on a slow machine."""


def labels(page: Page) -> list[str]:
    settled(page)
    return [box.input_value() for box in page.locator("[class*='theme-label-'] input").all()]


def test_names_and_merges_survive_new_articles(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/themes?topics=6")
    page.get_by_role("button", name="保存为主题集").click(timeout=COOL)
    name = page.get_by_role("textbox", name="主题集的名称")
    name.fill("乡村专题")
    name.press("Enter")
    first = page.locator("[class*='theme-label-'] input").first
    expect(first).to_be_visible(timeout=COOL)
    first.fill("头一个主题")
    first.press("Enter")
    expect(page.locator(".sx-count", has_text="乡村专题")).to_contain_text("6 个主题")
    settled(page)

    merge = page.get_by_role("combobox", name=re.compile("合并主题"))
    merge.click()
    # The first option takes all of them.
    page.get_by_role("option").nth(1).click()
    page.get_by_role("option").nth(1).click()
    merge.press("Escape")
    page.get_by_role("button", name="合并", exact=True).last.click()
    expect(page.locator(".sx-count", has_text="乡村专题")).to_contain_text("5 个主题")
    assert "头一个主题" in labels(page)

    page.get_by_role("button", name="编辑台").click()
    page.get_by_role("menuitem", name="导入").click()
    page.locator("input[type=file]").set_input_files(
        FilePayload(
            name="新来的.txt",
            mimeType="text/plain",
            buffer=f"竹编又一篇\n{chr(10).join(BAMBOO)}".encode(),
        )
    )
    page.get_by_role("button", name="存入文库（").click(timeout=COOL)
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible(timeout=COOL)
    page.goto(f"{own_app}/themes?set=1&view=edit")
    page.get_by_role("button", name="按现在的文章更新").click(timeout=COOL)
    expect(page.get_by_text("已按 26 篇文章更新")).to_be_visible(timeout=COOL)
    assert "头一个主题" in labels(page)
    expect(page.locator(".sx-count", has_text="乡村专题")).to_contain_text("5 个主题")

    page.get_by_role("button", name="撤销", exact=True).click()
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".sx-count", has_text="乡村专题")).to_contain_text("6 个主题")


def test_a_word_of_the_cloud_shows_its_sentences(page: Page) -> None:
    page.goto("/themes")
    cloud = page.locator(".st-key-cloud-wide")
    word = cloud.locator("text").nth(3)
    expect(word).to_be_visible(timeout=COOL)
    settled(page)
    expect(page.get_by_text("重找 5 次")).to_be_visible(timeout=COOL)
    settled(page)
    word.scroll_into_view_if_needed()
    text = word.text_content() or ""
    box = word.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text(f"“{text}”的句子")).to_be_visible()
    expect(page.locator(".sx-passage mark", has_text=text).first).to_be_visible()


def test_the_picture_has_a_glyph_for_every_character(page: Page) -> None:
    page.goto("/themes")
    page.locator(".st-key-export-themes").get_by_role("button").first.click(timeout=COOL)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG 矢量图").click()
    svg = Path(download.value.path()).read_text(encoding="utf-8")
    written = "".join(re.findall(r">([^<>]+)</text>", svg))
    assert len(re.findall("[\u4e00-\u9fff]", written)) > 20
    family = re.search(r'font-family="([^"]+)"', svg)
    assert family
    font = font_for(written)
    assert font.family in family[1]
    assert not set(written) - _glyphs(font.path) - set("\n\u200b\u2060")
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG 图片").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def _glyphs(path: Path) -> set[str]:
    """The characters a font file has glyphs for."""
    if path.suffix.lower() in {".ttc", ".otc"}:
        fonts = TTCollection(str(path)).fonts
    else:
        fonts = [TTFont(str(path))]
    return {chr(code) for font in fonts for code in (font.getBestCmap() or {})}


def test_the_number_of_themes_is_advised(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/themes")
    page.get_by_role("button", name="建议主题数").click(timeout=COOL)
    take = page.get_by_role("button", name=re.compile(r"就用 \d+ 个"))
    expect(take).to_be_visible(timeout=2 * COOL)
    number = re.sub(r"\D", "", take.inner_text())
    take.click()
    expect(page).to_have_url(re.compile(f"topics={number}"))
