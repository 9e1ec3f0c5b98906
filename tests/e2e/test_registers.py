"""引据 in a real browser: down to a sentence, a quotation checked, the list taken along."""

from __future__ import annotations

import io
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.test_walk import PHONE, fits

WRITING = "优化营商环境条例"


def test_a_sentence_leads_to_its_article_and_back(page: Page) -> None:
    page.goto("/registers")
    page.get_by_role("searchbox", name="在文献里找").fill(WRITING)
    page.get_by_role("searchbox", name="在文献里找").press("Enter")
    expect(page.locator(".sx-count")).to_contain_text("1 种文献")
    page.get_by_role("button", name="看句子").click()
    expect(page.locator(".sx-passage mark")).to_have_text(f"《{WRITING}》")

    page.reload()
    expect(page.locator(".sx-passage mark")).to_have_text(f"《{WRITING}》")
    page.locator("[class*='st-key-passage-of']").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/read\?article=\d+&place=\d+-\d+$"))
    expect(page.locator(".sx-article")).to_contain_text(WRITING)
    page.go_back()
    expect(page.locator(".sx-passage mark")).to_have_text(f"《{WRITING}》")


def test_a_quotation_is_checked(page: Page) -> None:
    page.goto("/registers?view=quotations")
    page.get_by_role("button", name="核对").first.click()
    expect(page.locator(".sx-verdict")).to_have_text(
        re.compile("一致|处不同|文库里没有别的出处"), timeout=30_000
    )
    expect(page).to_have_url(re.compile("check="))


def test_what_is_listed_is_taken_along(page: Page) -> None:
    page.goto(f"/registers?find={WRITING}")
    page.locator(".st-key-register-export").get_by_role("button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel 表格").click()
    assert download.value.suggested_filename == "文献.xlsx"
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    heads, row = book["文献"].iter_rows(values_only=True)
    assert heads[:4] == ("文献", "类别", "次数", "篇数")
    assert row[:4] == (WRITING, "法律法规", 1, 1)


def test_a_row_of_figures_shows_its_sentence_which_leads_to_the_article(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/registers?view=figures&find=产值")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box is not None
    # The table is one drawing: its first box to tick stands below the heads.
    page.mouse.click(box["x"] + 12, box["y"] + 52)
    sentence = page.locator(".st-key-register-figure-sentence")
    expect(sentence.locator("mark").first).to_have_text(re.compile(r"\d"))
    fits(page)
    told = sentence.locator(".sx-passage").first.inner_text()
    sentence.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/read\?article=\d+&place=\d+-\d+$"))
    expect(page.locator(".sx-article")).to_contain_text(told)


def test_open_rows_fit_on_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/registers")
    page.get_by_role("button", name="看句子").first.click()
    expect(page.locator(".sx-passage").first).to_be_visible()
    fits(page)
    page.goto("/registers?view=quotations&kind=formulation")
    page.get_by_role("button", name="核对").first.click()
    expect(page.locator(".sx-verdict")).to_be_visible(timeout=30_000)
    fits(page)
