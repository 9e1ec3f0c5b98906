"""Takes the pictures of the READMEs: `python -m tests.e2e.pictures FOLDER [--all]`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.anchors import anchor_of
from corpus.archive import Archive
from corpus.samples import sample_files
from tests.articles import read_by
from tests.e2e.server import CHROMIUM_ARGUMENTS, chromium, serving

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
PAGES = {
    "home": "/",
    "search": "/search?q=共同富裕 基础设施",
    "concordance": "/concordance?q=共同富裕&order=left",
    "read": "/read?article={article}&q=集体经济",
    "compare": "/compare?articles={pair}",
    "themes": "/themes",
    "cards": "/cards?card=1",
    "coverage": "/coverage?rows=topics&by=sources",
    "formulations": "/formulations?phrase=共同富裕",
    "registers": "/registers",
    "contrast": "/contrast?by=years&a=2021",
    "notes": "/notes?view=shared",
    "lists": "/lists?list=1",
    "vocabulary": "/vocabulary?tag=1",
    "dictionary": "/dictionary",
    "members": "/members",
    "history": "/history",
    "tagging": "/tagging",
    "import": "/import",
}


def _settle(page: Page) -> None:
    """Waits until the script is done and nothing is still being drawn."""
    expect(page.locator("[data-testid='stApp']")).to_have_attribute(
        "data-test-connection-state", "CONNECTED", timeout=30_000
    )
    page.wait_for_timeout(800)
    expect(
        page.locator("[data-testid='stApp'][data-test-script-state='notRunning']")
    ).to_be_visible(timeout=60_000)
    expect(page.locator("[data-testid='stSkeleton']")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(1500)


def _fill(home: Path) -> dict[str, str]:
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
        archive.theme_cards.create("富民增收", ["增收", "收入", "集体经济"])
        ids = archive.search.ids("集体经济")
        a_list = archive.reading_lists.create("集体经济三篇", ids[:3], "这个月一起读。")
        archive.reading_lists.remark(a_list.id, ids[0], "先看第二节的数字。")
        _note(archive, ids[0])
    return {"article": str(ids[0]), "pair": f"{ids[0]},{ids[1]}"}


def _note(archive: Archive, article_id: int) -> None:
    paragraphs = [p.text for p in archive.articles.get(article_id).content.paragraphs]
    longest = max(range(len(paragraphs)), key=lambda number: len(paragraphs[number]))
    anchor = anchor_of(paragraphs, longest, 0, paragraphs[longest].index("。") + 1)
    read_by("reader", archive).notes.add(
        article_id, anchor, "可以和另外两篇对照着读。", "green", True
    )


def _views(everything: bool) -> Iterator[tuple[str, str, str]]:
    """Suffix of the file, size, colours."""
    yield "", "wide", "light"
    if everything:
        yield "-phone", "phone", "light"
        yield "-dark", "wide", "dark"
        yield "-phone-dark", "phone", "dark"


def _take(browser: Browser, address: str, folder: Path, names: dict[str, str], view: str) -> None:
    for suffix, size, colours in _views(view == "all"):
        width, height = SIZES[size]
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if colours == "dark" else "light",
            viewport={"width": width, "height": height},
        )
        for name, path in PAGES.items():
            page = context.new_page()
            page.goto(address + path.format(**names))
            _settle(page)
            page.screenshot(path=folder / f"{name}{suffix}.png")
            page.close()
        context.close()


def main() -> None:
    """Parses the command line, runs the app over the samples, takes the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="also phone width and dark")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "home"
        names = _fill(home)
        with serving(home) as address:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=CHROMIUM_ARGUMENTS
            )
            _take(browser, address, given.folder, names, "all" if given.all else "wide")
            browser.close()


if __name__ == "__main__":
    main()
