"""A phrase is accepted, the counts change, and everything is undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from corpus.archive import Archive
from tests.articles import draft, prepared
from tests.e2e.server import serving
from tests.nlp.test_phrases import ESSAY


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        list(archive.imports.keep(prepared((draft("\n".join(ESSAY), "竹溪岭镇的一年"),))))
        archive.index.catch_up()
    with serving(home) as address:
        yield address


def row(page: Page, word: str) -> str:
    return f".sx-group:has-text('{word}')"


def test_a_phrase_is_accepted_its_counts_change_and_it_is_undone(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/dictionary")
    phrase = page.locator(row(page, "竹溪岭镇"))
    expect(phrase).to_contain_text("6 次")
    proposal = page.locator("[class*='st-key-proposal-']", has_text="竹溪岭镇")
    proposal.get_by_role("button", name="看变化").first.click()
    cut = page.locator(".sx-changes tr", has_text="竹溪岭镇").first
    expect(cut).to_contain_text(re.compile(r"0\s*→ 6"))
    proposal.get_by_role("button", name="采用", exact=True).first.click()
    expect(page.get_by_text("已采用“竹溪岭镇”")).to_be_visible()
    expect(phrase).to_have_count(0)

    page.goto(f"{own_app}/dictionary?view=words")
    expect(page.locator(row(page, "竹溪岭镇"))).to_contain_text("1 篇")
    page.get_by_text("试切一句话").click()
    line = page.get_by_role("textbox", name="一句话")
    line.fill("走进竹溪岭镇")
    line.press("Enter")
    expect(page.locator(".sx-cut")).to_have_text("走进|竹溪岭镇")

    page.goto(f"{own_app}/dictionary?view=changes")
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    page.goto(f"{own_app}/dictionary")
    expect(page.locator(row(page, "竹溪岭镇"))).to_contain_text("6 次")
