"""Files come in as their owners have them, are looked at and corrected, and only then kept."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from corpus.samples import sample_files
from tests.pages.press_page import PAGE, TITLES

SAMPLE = next((name, data) for name, data in sample_files() if name.startswith("page_"))
WITHOUT_TITLE = "中心组理论学习"
OLD = "老渠新水\n\n周青禾\n\n" + "青禾乡的老渠清了淤，渠尾的稻田十一年来头一回不缺水。" * 6


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Hands files to the page and waits until they were read."""
    payload = [
        FilePayload(name=name, mimeType="application/octet-stream", buffer=data)
        for name, data in files
    ]
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(payload)
    expect(page.get_by_role("button", name=re.compile("^.*存入文库（"))).to_be_enabled()


def correct(page: Page, line: str, what: str) -> None:
    """Clicks a line of the original and chooses a correction."""
    page.locator(".line", has_text=re.compile(line)).click()
    page.locator(".menu").get_by_role("button", name=what, exact=True).click()


def cards(page: Page) -> Locator:
    """The titles of the articles found."""
    return page.locator(".sx-draft-title")


def keep(page: Page) -> Locator:
    """Keeps what lies there and gives the list of links to the new articles."""
    # While the page is drawn anew a button can move away below the pointer.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="存入文库（").click()
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible(timeout=30_000)
    return page.locator("[class*='st-key-report-']").get_by_role("link")


def test_a_page_is_split_corrected_kept_and_found(page: Page, empty_app: str) -> None:
    page.goto(f"{empty_app}/import")
    upload(page, SAMPLE)
    expect(cards(page)).to_have_count(4)
    expect(page.locator(".sx-untitled")).to_have_text("缺标题")
    expect(page.locator(".line", has_text="云溪日报 2021年9月28日")).to_contain_text("版面附属文字")
    expect(page.locator(".line", has_text="罗一帆").first).to_contain_text("作者")

    correct(page, "融合之中的三个堵点", "从这一行另起一篇")
    expect(cards(page)).to_have_count(5)
    expect(cards(page).nth(1)).to_have_text("融合之中的三个堵点")
    correct(page, "融合之中的三个堵点", "并入上一篇")
    expect(cards(page)).to_have_count(4)
    correct(page, "数字化改革要守住三条边", "并入上一篇")
    expect(cards(page)).to_have_count(3)
    page.get_by_role("button", name="撤销上一步").click()
    expect(cards(page)).to_have_count(4)

    page.get_by_role("button", name="修改").nth(1).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("标题", exact=True)).to_have_value(WITHOUT_TITLE)
    form.get_by_label("标题", exact=True).fill("学在河边，干在村里")
    form.get_by_label("作者", exact=True).fill("江水清、沈知秋")
    form.get_by_role("button", name="确定").click()
    expect(form).to_have_count(0)
    expect(cards(page).nth(1)).to_have_text("学在河边，干在村里")
    expect(page.locator(".sx-draft").nth(1)).to_contain_text("江水清、沈知秋")

    links = keep(page)
    expect(page.get_by_text("入库 4 篇。")).to_be_visible()
    expect(links).to_have_count(4)
    links.filter(has_text="学在河边，干在村里").click()
    expect(page.locator(".sx-article h1")).to_have_text("学在河边，干在村里")
    expect(page.locator(".sx-article header")).to_contain_text(re.compile("江水清.沈知秋"))
    page.goto(f"{empty_app}/search?q=施工日志")
    expect(page.locator(".sx-hit-title")).to_have_text(["学在河边，干在村里"])
    page.goto(f"{empty_app}/search?q=作者:江水清")
    expect(page.locator(".sx-hit-title")).to_have_text(["学在河边，干在村里"])


def test_a_damaged_file_does_not_hinder_the_others(page: Page, empty_app: str) -> None:
    page.goto(f"{empty_app}/import")
    upload(
        page,
        ("坏掉的.docx", b"PK\x03\x04 not a package"),
        ("空的.txt", b""),
        ("一版.txt", PAGE.encode()),
        ("老渠.txt", OLD.encode("gb18030")),
    )
    refusals = page.get_by_role("alert").filter(has_text=re.compile("坏掉的|空的"))
    expect(refusals).to_have_count(2)
    expect(refusals.first).to_contain_text("坏掉的.docx")
    expect(refusals.first).to_contain_text(re.compile("损坏.*请重新"))
    expect(refusals.last).to_contain_text(re.compile("空的.txt.*没有.*请"))
    expect(page.locator(".sx-count")).to_contain_text("4 个文件，找到 4 篇")

    page.get_by_role("button", name="存入文库（4 篇）").dblclick()
    expect(page.get_by_text("入库 4 篇，读不了 2 个文件。")).to_be_visible(timeout=30_000)
    expect(refusals).to_have_count(2)
    expect(page.locator("[class*='st-key-report-']").get_by_role("link")).to_have_text(
        [re.compile(f"{title}$") for title in (*TITLES, "老渠新水")]
    )
    page.goto(f"{empty_app}/search")
    expect(page.locator(".sx-hit-title")).to_have_count(4)


def test_a_guessed_encoding_shows_how_the_text_begins(page: Page) -> None:
    page.goto("/import")
    upload(page, ("老渠.txt", OLD.encode("gb18030")))
    warning = page.get_by_role("alert").filter(has_text="GB18030")
    expect(warning).to_contain_text("老渠.txt")
    expect(warning).to_contain_text("如有乱码")
    expect(page.get_by_test_id("stText").filter(has_text="青禾乡的老渠清了淤")).to_be_visible()
    page.get_by_role("button", name="全部放弃").click()
    expect(cards(page)).to_have_count(0)
    expect(page.get_by_text("能读：")).to_be_visible()


def test_a_table_is_corrected_in_its_cells(page: Page, empty_app: str) -> None:
    page.goto(f"{empty_app}/import")
    rows = "标题,作者,正文\n老渠新水,周青禾,老渠清了淤。\n村口的路灯,沈望舒,路灯亮了。\n"
    upload(page, ("两篇.csv", rows.encode()))
    expect(page.get_by_role("button", name="存入文库（2 篇）")).to_be_visible()
    grid = page.get_by_test_id("stDataFrame")
    expect(grid.locator("td", has_text="老渠新水")).to_be_attached()
    box = grid.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] * 0.3, box["y"] + 35 * 1.5)
    page.locator("textarea.gdg-input").fill("渠水又清")
    page.keyboard.press("Enter")
    expect(grid.locator("td", has_text="渠水又清")).to_be_attached()
    expect(keep(page)).to_have_text([re.compile("渠水又清$"), re.compile("村口的路灯$")])


def test_lines_are_chosen_and_corrected_from_the_keyboard(page: Page) -> None:
    page.goto("/import")
    upload(page, ("一版.txt", PAGE.encode()))
    handles = page.locator(".line .handle")
    handles.first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(handles.nth(4)).to_be_focused()
    page.keyboard.press("Enter")
    expect(handles.nth(4)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_have_count(0)
    page.keyboard.press("Enter")
    page.locator(".menu").get_by_role("button", name="从这一行另起一篇").press("Enter")
    expect(cards(page)).to_have_count(4)


def test_a_correction_leaves_one_at_the_corrected_line(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto("/import")
    upload(page, ("一版.txt", PAGE.encode()))
    line = page.locator(".line", has_text="食堂的钱分三块")
    correct(page, "食堂的钱分三块", "从这一行另起一篇")
    expect(cards(page)).to_have_count(4)
    expect(line).to_be_in_viewport()
    expect(line.locator(".handle")).to_be_focused()
