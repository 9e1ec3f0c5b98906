"""Every address works cold, from a bookmark, on a server nobody has visited yet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "/": "首页",
    "/search": "检索",
    "/concordance": "语境",
    "/themes": "主题",
    "/cards": "主题卡",
    "/coverage": "覆盖",
    "/formulations": "提法",
    "/registers": "引据",
    "/contrast": "差异",
    "/compare": "对比",
    "/notes": "笔记",
    "/lists": "书单",
    "/boards": "专题板",
    "/vocabulary": "词表",
    "/dictionary": "词典",
    "/submissions": "投稿",
}
DESK = {"/tagging": "标引", "/import": "导入", "/history": "历史", "/members": "成员"}


@pytest.mark.parametrize("path", [*list(PAGES)[1:], *DESK, "/read"])
def test_first_visit_shows_the_page_in_its_frame(page: Page, empty_app: str, path: str) -> None:
    page.goto(f"{empty_app}{path}")
    links = page.get_by_test_id("stTopNavLink")
    expect(links).to_have_text([re.compile(f"{name}$") for name in PAGES.values()])
    expect(page.get_by_test_id("stTopNavSection").filter(has_text="编辑台")).to_be_visible()
    expect(page).to_have_title(re.compile({**PAGES, **DESK}.get(path, "阅读")))
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_bookmark_of_a_filtered_search(page: Page) -> None:
    page.goto("/search?q=共同富裕&years=2021&sort=newest")
    expect(page.get_by_role("searchbox")).to_have_value("共同富裕")
    expect(page.get_by_role("button", name=re.compile("^2021"))).to_have_attribute(
        "aria-pressed", "true"
    )
    dates = page.locator(".sx-meta")
    expect(dates.first).to_contain_text("2021年")
    assert all("2021年" in text for text in dates.all_inner_texts())


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/read?article=999999", "没有编号为 999999 的文章"),
        ("/read?article=abc", "不是文章编号"),
        ("/read?article=-1", "不是文章编号"),
        ("/read?article=99999999999999999999999", "不是文章编号"),
        ("/read", "还没有选定文章"),
    ],
)
def test_wrong_article_says_so_and_leads_on(page: Page, address: str, says: str) -> None:
    page.goto(address)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(says)
    main.get_by_role("link", name="去检索").click()
    expect(page).to_have_url(re.compile(r"/search$"))
    expect(page.locator(".sx-hit-title").first).to_be_visible()


@pytest.mark.parametrize("query", ["%3F%21%22%22", "%22", "((((", "%E5%AF%8C" * 1000, "%00", "-"])
def test_strange_queries_are_answered_calmly(page: Page, query: str) -> None:
    page.goto(f"/search?q={query}&years=x&sort=nonsense&page=99999999")
    expect(page.locator(".sx-count, .sx-empty").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("出了意料之外的问题")).to_have_count(0)


def test_answers_carry_security_headers(page: Page) -> None:
    answer = page.goto("/search")
    assert answer is not None
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert page.request.get("/healthz").text().startswith("ok")


@pytest.mark.parametrize("path", ["/nowhere", "/Search", "/search/deeper", "/search.py"])
def test_an_address_without_a_page_says_so(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading")).to_have_text("没有这个页面")
    page.get_by_role("link", name="回到首页").click()
    expect(page.get_by_role("heading", name="理论学习文库")).to_be_visible()
