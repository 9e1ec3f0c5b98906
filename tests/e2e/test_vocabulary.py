"""Tags in a real browser: picked with an input method, found in the tree, merged and back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.server import PATIENCE

PATIENT = PATIENCE * 1000


def chips(page: Page) -> list[str]:
    return page.locator(".chip > span").all_inner_texts()


def test_tags_are_picked_by_pinyin_and_composing_sends_nothing(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/read?article=1")
    box = page.get_by_role("combobox", name="标签")
    expect(box).to_be_visible(timeout=PATIENT)
    before = chips(page)
    box.click()
    keys = page.context.new_cdp_session(page)
    for letters in ("y", "ya", "yang", "yanglao"):
        keys.send("Input.imeSetComposition", {
            "text": letters, "selectionStart": len(letters), "selectionEnd": len(letters),
        })  # fmt: skip
        keys.send("Input.dispatchKeyEvent", {
            "type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229,
        })  # fmt: skip
    page.wait_for_timeout(800)
    assert chips(page) == before, "Enter belongs to the input method"
    keys.send("Input.insertText", {"text": "养老"})
    expect(page.get_by_role("option").last).to_have_text("新建标签 “养老”")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".chip > span", has_text=re.compile("^养老$"))).to_be_visible()
    page.reload()
    expect(box).to_be_visible(timeout=PATIENT)
    expect(page.locator(".chip > span", has_text=re.compile("^养老$"))).to_be_visible()

    page.goto(f"{own_app}/read?article=2")
    expect(box).to_be_visible(timeout=PATIENT)
    had = chips(page)
    box.click()
    page.keyboard.type("ylao")
    expect(page.get_by_role("option").first).to_contain_text("养老")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator(".chip")).to_have_count(len(had) + 1)
    page.keyboard.press("Backspace")
    expect(page.locator(".chip")).to_have_count(len(had))
    page.wait_for_timeout(1500)
    page.reload()
    expect(box).to_be_visible(timeout=PATIENT)
    expect(page.locator(".chip")).to_have_count(len(had))


def test_a_tag_is_found_in_the_tree_merged_and_the_merge_undone(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/vocabulary")
    rows = page.get_by_role("treeitem")
    expect(rows.first).to_be_visible(timeout=PATIENT)
    everything = rows.count()
    box = page.get_by_role("searchbox", name="在词表里找标签")
    box.fill("gtfy")
    expect(rows).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".sx-tag-name")).to_have_text(["共同富裕"])
    expect(page).to_have_url(re.compile(r"tag=\d+"))
    page.get_by_role("button", name="合并").click()
    target = page.get_by_role("combobox", name="并入")
    target.click()
    page.keyboard.type("jitijj")
    expect(page.get_by_role("option").first).to_contain_text("集体经济")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("以后“共同富裕”指“集体经济”")
    dialog.get_by_role("button", name="合并").click()
    # While the page is drawn anew the old card can stand beside the new one.
    expect(page.locator(".sx-tag-name")).to_have_text(["集体经济"])
    expect(dialog).to_have_count(0)
    box.fill("")
    expect(rows).to_have_count(everything - 1)
    box.fill("共同富裕")
    expect(rows).to_contain_text("集体经济（共同富裕）")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".sx-tag-name")).to_have_text(["共同富裕"])
    box.fill("")
    expect(rows).to_have_count(everything)


def test_a_new_name_is_told_beforehand_and_the_old_one_leads_there(
    page: Page, own_app: str
) -> None:
    page.goto(f"{own_app}/vocabulary")
    rows = page.get_by_role("treeitem")
    expect(rows.first).to_be_visible(timeout=PATIENT)
    box = page.get_by_role("searchbox", name="在词表里找标签")
    box.fill("gtfy")
    page.keyboard.press("Enter")
    expect(page.locator(".sx-tag-name")).to_have_text(["共同富裕"])
    page.get_by_role("button", name="改名").click()
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_role("textbox", name="名称")
    name.fill("共富")
    name.press("Enter")
    expect(dialog).to_contain_text("篇文章的标签会变")
    dialog.get_by_role("button", name="改名").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".sx-tag-name")).to_have_text(["共富"])
    expect(page.get_by_role("textbox", name="别名和旧提法")).to_have_value("共同富裕")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".sx-tag-name")).to_have_text(["共同富裕"])


def test_on_a_phone_the_picker_stays_on_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/vocabulary?tag=1")
    expect(page.locator(".sx-tag-name")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("treeitem").first).to_be_visible()
    page.wait_for_timeout(800)
    widths = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] *')]"
        ".filter(e => e.getBoundingClientRect().width > 0)"
        ".map(e => Math.round(e.getBoundingClientRect().right))"
    )
    assert max(widths) <= 392
