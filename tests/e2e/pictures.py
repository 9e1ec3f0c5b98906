"""Takes the pictures of the READMEs: `python -m tests.e2e.pictures FOLDER`.

Of every page and of the presentation: one picture as it stands in the manual, and a sheet that
shows it wide and on a telephone, light and dark.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from corpus.samples import sample_files
from tests.e2e.collecting import collect
from tests.e2e.furnished import PLACES, note
from tests.e2e.server import CHROMIUM_ARGUMENTS, chromium, serving
from tests.pages.press_page import PAGE

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
GROUNDS = ("light", "dark")
SHEET_SCALE = 0.6
GAP = 16
QUALITY = 82
SHOWN = (
    *("home", "search", "concordance", "read", "compare", "themes", "cards", "coverage"),
    *("formulations", "registers", "contrast", "notes", "lists", "vocabulary", "dictionary"),
    *("members", "history", "tagging", "import", "submission", "boards"),
)
PAGES = {name: PLACES[name] for name in SHOWN}
_TO_THE_END = """() => {
    const years = document.querySelector(".slide:not([hidden]) .race input")
    if (!years) return
    years.value = years.max
    years.dispatchEvent(new Event("input", { bubbles: true }))
}"""
"""Shows where a race ends, as far as there is one."""
STAGE = {"stage-cover": 0, "stage": 1, "stage-race": 1, "stage-passage": 2}
"""Slides of the presentation, and how many keys lead to each from the one before."""
BOARD = "共同富裕专题"
ITEMS = (
    ("/themes", "themes", "增收是主线"),
    ("/themes?years=race", "years", "哪个主题后来居上"),
    ("/themes", "cloud", "词越大，谈得越多"),
    ("/search?q=集体经济&view=passages", "passage", "把账算给大家听"),
    ("/coverage?rows=topics&by=sources", "coverage", "哪家报刊还没有谈到"),
    ("/compare?articles={pair}", "shared", "同一个词，轻重不同"),
)
"""What stands on the board of the pictures: page, name, takeaway."""


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
        note(archive, ids[0])
        page = (Incoming("山路三篇.txt", PAGE.encode()),)
        archive.submissions.receive(Arrival("form", page, "青禾", "q@example.com"))
    return {"article": str(ids[0]), "pair": f"{ids[0]},{ids[1]}"}


def _make_board(browser: Browser, address: str, names: dict[str, str]) -> None:
    page = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
    for number, (path, name, takeaway) in enumerate(ITEMS):
        path = path.format(**names)
        collect(page, address, path, name, BOARD, first=not number, takeaway=takeaway)
    page.close()


def _take(browser: Browser, address: str, names: dict[str, str]) -> dict[str, list[Image.Image]]:
    """Pictures of every page by its name: wide and narrow on a light ground, then on a dark one."""
    taken: dict[str, list[Image.Image]] = {name: [] for name in (*PAGES, *STAGE)}
    for ground, (width, height) in product(GROUNDS, SIZES.values()):
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if ground == "dark" else "light",
            viewport={"width": width, "height": height},
        )
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(address + path.format(**names))
            _settle(page)
            taken[name].append(_picture(page))
            # The first page shows what a newcomer sees, the others what everybody else does.
            if page.locator(".sx-guide").is_visible():
                page.get_by_role("button", name="不再提示").click()
        page.goto(f"{address}/stage/1")
        for name, moves in STAGE.items():
            for _ in range(moves):
                page.keyboard.press("ArrowRight")
            page.wait_for_timeout(1500)
            page.evaluate(_TO_THE_END)
            taken[name].append(_picture(page))
        context.close()
    return taken


def _picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _sheet(views: list[Image.Image]) -> Image.Image:
    """The four views of a page in two rows."""
    small = [
        one.resize((round(one.width * SHEET_SCALE), round(one.height * SHEET_SCALE)))
        for one in views
    ]
    rows = [small[:2], small[2:]]
    width = sum(one.width for one in rows[0]) + GAP
    heights = [max(one.height for one in row) for row in rows]
    sheet = Image.new("RGB", (width, sum(heights) + GAP), "#9a9a96")
    for top, row in zip((0, heights[0] + GAP), rows, strict=True):
        sheet.paste(row[0], (0, top))
        sheet.paste(row[1], (row[0].width + GAP, top))
    return sheet


def main() -> None:
    """Parses the command line, runs the app over the samples, takes the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "home"
        names = _fill(home)
        with serving(home) as address:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=CHROMIUM_ARGUMENTS
            )
            _make_board(browser, address, names)
            taken = _take(browser, address, names)
            browser.close()
    for name, views in taken.items():
        views[0].save(given.folder / f"{name}.webp", quality=QUALITY)
        _sheet(views).save(given.folder / f"{name}-looks.webp", quality=QUALITY)


if __name__ == "__main__":
    main()
