"""The tagging desk in a real browser: keys, undo, and one tag for many articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.e2e.server import serving
from tests.tagged import reports

UNTAGGED = (
    draft("清淤的船停在桥下，排污口都堵上了。", "堤岸上的人"),
    draft("护理员上门量血压，老年食堂的饭菜软和。", "一天三顿"),
    draft("合作社统一收购笋干，毛竹加工厂添了机床。", "山货出山"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        keep(archive, *reports(8))
        keep(archive, *UNTAGGED)
        archive.tagging.train()
        archive.index.catch_up()
    return home


@pytest.fixture
def app(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


def tags_of(home: Path) -> dict[str, tuple[str, ...]]:
    """The tags of the articles that had none, by title."""
    with Archive.open(home=home) as archive:
        ids = archive.search.ids("标题:堤岸 OR 标题:一天三顿 OR 标题:山货")
        return {a.content.title: a.content.tags for a in archive.articles.find(ids)}


def title(page: Page) -> Locator:
    return page.locator(".sx-article .sx-title")


def suggested(page: Page) -> Locator:
    return page.locator(".row:not(.nearly) .name")


def test_articles_are_tagged_refused_and_taken_back_by_keys(
    page: Page, app: str, home: Path
) -> None:
    page.goto(f"{app}/tagging")
    expect(title(page)).to_have_text("山货出山")
    expect(suggested(page).first).to_have_text("产业")
    page.keyboard.press("e")
    expect(page.locator(".row.open")).to_contain_text("依据的词")
    page.keyboard.press("1")
    expect(page.locator(".chip")).to_contain_text("产业")
    expect(page.get_by_text(re.compile("今天已标"))).to_contain_text("1")
    page.keyboard.press("n")
    expect(title(page)).to_have_text("一天三顿")
    expect(suggested(page).first).to_have_text("养老")
    page.keyboard.press("Shift+Digit1")
    expect(page.locator(".chip.refused")).to_contain_text("养老")
    page.keyboard.press("p")
    expect(title(page)).to_have_text("山货出山")
    for _ in range(3):
        page.keyboard.press("z")
    expect(title(page)).to_have_text("山货出山")
    expect(page.locator(".chip")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator(".chip")).to_have_count(0)
    assert tags_of(home)["山货出山"] == ()


def test_keys_pressed_in_one_breath_are_all_done_in_order(page: Page, app: str, home: Path) -> None:
    page.goto(f"{app}/tagging")
    expect(suggested(page).first).to_have_text("产业")
    for key in ("1", "n", "n"):
        page.keyboard.press(key)
    expect(title(page)).to_have_text("堤岸上的人")
    assert tags_of(home)["山货出山"] == ("产业",)


def test_what_is_typed_is_no_key(page: Page, app: str) -> None:
    page.goto(f"{app}/tagging")
    expect(suggested(page).first).to_have_text("产业")
    page.keyboard.press("/")
    field = page.locator(".st-key-tag-search input")
    expect(field).to_be_focused()
    field.press_sequentially("n1z")
    expect(title(page)).to_have_text("山货出山")
    expect(page.locator(".chip")).to_have_count(0)
    field.press("Enter")
    expect(page.locator(".chip")).to_contain_text("n1z")


def test_a_tag_for_everything_found_is_taken_back_as_a_whole(
    page: Page, app: str, home: Path
) -> None:
    page.goto(f"{app}/tagging?view=many&q=老年食堂")
    field = page.locator(".st-key-tag-search input")
    field.fill("民生")
    field.press("Enter")
    page.get_by_role("button", name=re.compile("加上标签")).last.click()
    expect(page.get_by_text("加上“民生”。")).to_be_visible()
    with Archive.open(home=home) as archive:
        assert archive.tags.bearing("民生")
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_text(re.compile("已撤销"))).to_be_visible()
    with Archive.open(home=home) as archive:
        assert not archive.tags.bearing("民生")


def test_learning_again_goes_on_behind_the_page(page: Page, app: str, home: Path) -> None:
    with Archive.open(home=home) as archive:
        keep(archive, draft("课后服务开到六点。", "课后", tags=("教育",)))
    page.goto(f"{app}/tagging?view=quality")
    page.get_by_role("button", name="现在学习").click()
    expect(page.get_by_text("从 33 篇学起")).to_be_visible()
