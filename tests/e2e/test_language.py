"""Everything the app says is Chinese, also what Streamlit says of its own accord."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from corpus.archive import Archive
from corpus.samples import sample_files
from tests.articles import draft, keep
from tests.e2e.server import serving
from tests.e2e.test_walk import COOL, PAGES, PHONE

NAMES = {
    *("CSV", "DOCX", "Excel", "GB", "JSONL", "Markdown", "PDF", "PNG", "RDF", "SKOS", "SVG"),
    *(
        "TXT",
        "Turtle",
        "Word",
        "XLSX",
        "XML",
        "ZIP",
        "docx",
        "eml",
        "csv",
        "txt",
        "IDF",
        "PMI",
        "TF",
    ),
    *("TextRank", "jieba", "Streamlit", "README", "SIXUE_MAILBOX", "MB", "OR", "gtfy", "cn"),
    *("Alt", "Ctrl", "Esc", "Shift"),
}
"""Proper names, and what stands on keys."""
SAID = r"""() => {
  const found = []
  const passed = "[data-testid='stIconMaterial'], [data-testid='stExpanderIcon'], code, pre, "
    + "svg.marks, script, style, noscript"
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot)
      if (one.closest(passed) || !one.checkVisibility({ visibilityProperty: true })) continue
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
        found.push(one.getAttribute(name) ?? "")
      }
      for (const child of one.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) found.push(child.data)
      }
    }
  }
  look(document.body)
  return found
}"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the samples alone, in which no article speaks English."""
    home = tmp_path_factory.mktemp("chinese") / "home"
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
    with serving(home) as address:
        yield address


def foreign(page: Page) -> list[str]:
    """What is said in another language, each once."""
    settled(page)
    said = {text.strip() for text in page.evaluate(SAID)}
    return sorted(
        text
        for text in said
        if set(re.findall("[A-Za-z_]{2,}", re.sub(r"\S+://\S+|/\S+/", "", text))) - NAMES
    )


def settled(page: Page) -> None:
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def opened(page: Page) -> Iterator[Locator]:
    """Each popover of the page in turn, open."""
    for popover in page.get_by_test_id("stPopover").get_by_role("button").all():
        if popover.is_visible():
            popover.click()
            yield popover
            popover.click()
            expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


@pytest.mark.parametrize("path", PAGES)
def test_pages_and_what_opens_on_them_are_chinese(page: Page, app: str, path: str) -> None:
    page.goto(app + path)
    expect(page.locator(PAGES[path].split()[0]).first).to_be_visible(timeout=COOL)
    assert foreign(page) == []
    for _ in opened(page):
        assert foreign(page) == []


@pytest.mark.parametrize("path", ["/", "/search?q=共同富裕"])
def test_the_menu_of_a_telephone_is_chinese_and_shows_every_page(
    page: Page, app: str, path: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(app + path)
    page.get_by_test_id("stExpandSidebarButton").click()
    for name in ("首页", "对比", "投稿", "标引", "成员"):
        expect(page.get_by_test_id("stSidebarNavLink").filter(has_text=name).first).to_be_visible()
    assert foreign(page) == []


def test_pages_for_which_there_is_no_room_are_behind_a_chinese_word(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 1180, "height": 800})
    page.goto(f"{app}/search")
    more = page.get_by_test_id("stTopNavSection").filter(has_text="更多")
    expect(more).to_be_visible()
    assert foreign(page) == []
    more.click()
    expect(page.get_by_test_id("stTopNavPopover")).to_contain_text("投稿")
    assert foreign(page) == []


def test_choices_are_chinese(page: Page, app: str) -> None:
    for path, box in (("/contrast?by=years&a=2021", "stMultiSelect"), ("/history", "stSelectbox")):
        page.goto(app + path)
        entry = page.get_by_test_id(box).get_by_role("combobox").first
        entry.click()
        expect(page.get_by_role("option").first).to_be_visible()
        assert foreign(page) == []
        entry.press_sequentially("没有这样的")
        expect(page.get_by_text("没有符合的")).to_be_visible()
        assert foreign(page) == []
        page.keyboard.press("Escape")


def test_boxes_tell_in_chinese_how_they_are_left(page: Page, app: str) -> None:
    page.goto(f"{app}/lists")
    page.get_by_label("名称").fill("夏")
    expect(page.get_by_text("回车提交")).to_be_visible()
    assert foreign(page) == []


def test_dates_are_chosen_in_chinese(page: Page, app: str) -> None:
    page.goto(f"{app}/read?article=1")
    page.get_by_role("button", name="修改文章").click()
    page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_text("方向键移动")).to_be_visible()
    assert foreign(page) == []


def test_the_menu_of_the_app_is_chinese(page: Page, app: str) -> None:
    page.goto(app)
    page.get_by_role("button", name="菜单", exact=True).click()
    expect(page.get_by_text("打印")).to_be_visible()
    assert foreign(page) == []


def test_the_menu_of_a_table_is_chinese(page: Page, app: str) -> None:
    page.goto(f"{app}/registers?view=figures")
    drawn = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(drawn).to_be_visible()
    settled(page)
    menu = page.get_by_text("升序")
    for across in range(128, 260, 7):  # the mark of the menu is drawn where its column ends
        page.mouse.move(*header_of(drawn, across))
        page.mouse.click(*header_of(drawn, across))
        with suppress(TimeoutError):
            menu.wait_for(timeout=1000)
            break
    expect(menu).to_be_visible()
    assert foreign(page) == []


def header_of(drawn: Locator, across: int) -> tuple[float, float]:
    """Where in the window the header of a table is, so far across it."""
    box = drawn.bounding_box()
    assert box
    return box["x"] + across, box["y"] + 17


def test_a_word_of_an_article_stays_as_it_is(page: Page, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Archive.open(home=home) as archive:
        keep(
            archive, draft("Print\nSearch\nNo results", "Open", authors=("Help",), tags=("Close",))
        )
        archive.index.catch_up()
    with serving(home) as address:
        page.goto(f"{address}/read?article=1")
        article = page.locator(".sx-article")
        expect(article).to_contain_text("Print")
        expect(article).to_contain_text("No results")
        expect(article.locator(".sx-title")).to_have_text("Open")
        page.goto(f"{address}/search?q=Search&tags=Close")
        expect(page.locator(".sx-hit-title")).to_have_text("Open")
        expect(page.get_by_role("button", name=re.compile("^Close"))).to_be_visible()
