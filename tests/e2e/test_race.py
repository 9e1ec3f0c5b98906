"""A race of themes over the years: on its page, before a room, and in the file taken away."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.collecting import PATIENT, collect
from tests.e2e.test_boards import saved

THERE = ".slide:not([hidden])"


def year_of(page: Page) -> int:
    return int(page.locator(f"{THERE} .race output").inner_text().removesuffix(" 年"))


def behind(page: Page) -> str:
    """The year that stands large behind the bars."""
    written = page.locator(f"{THERE} .chart svg text").all_text_contents()
    return next(text for text in written if text.isdecimal() and len(text) == 4)


def runs_pauses_and_steps(page: Page) -> None:
    """What a race does on the stage; it stands at its first year."""
    expect(page.locator(f"{THERE} .race output")).to_have_text("2019 年", timeout=PATIENT)
    button = page.locator(f"{THERE} .race button")
    place = page.locator(".place").inner_text()
    assert behind(page) == "2019"
    page.keyboard.press("p")
    expect(button).to_have_text("暂停")
    expect(page.locator(f"{THERE} .race output")).to_have_text("2021 年")
    page.keyboard.press("p")
    expect(button).to_have_text("播放")
    assert behind(page) == str(year_of(page))
    slider = page.locator(f"{THERE} .race input")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator(f"{THERE} .race output")).to_have_text("2025 年")
    assert behind(page) == "2025"
    assert page.locator(".place").inner_text() == place
    # At its end it begins anew; the button is let go, so that the blank still leads on.
    button.click()
    expect(page.locator(f"{THERE} .race output")).to_have_text("2020 年")
    page.keyboard.press(" ")
    expect(page.locator(".place")).not_to_have_text(place)


def test_a_race_runs_on_its_page_before_a_room_and_in_the_file(
    page: Page, own_app: str, browser: Browser, tmp_path: Path
) -> None:
    page.goto(f"{own_app}/themes?years=race")
    controls = page.locator("[class*='st-key-race-years']").first
    expect(controls).to_contain_text("2025 年", timeout=PATIENT)
    controls.get_by_role("button", name="播放").click()
    expect(controls).to_contain_text("2020 年")
    controls.get_by_role("button", name="暂停").click()
    expect(controls.get_by_role("button", name="播放")).to_be_visible()

    collect(page, own_app, "/themes?years=race", "years", "逐年", first=True)
    collect(page, own_app, "/concordance?q=共同富裕", "frequency", "逐年", first=False)
    page.goto(f"{own_app}/boards?board=1")
    page.locator(".st-key-board-export").get_by_role("button").click()
    file = saved(page, "网页", tmp_path / "board.html")

    page.goto(f"{own_app}/stage/1#1")
    runs_pauses_and_steps(page)
    with browser.new_context(offline=True, locale="zh-CN") as context:
        alone = context.new_page()
        alone.goto(f"{file.as_uri()}#1")
        runs_pauses_and_steps(alone)
    with browser.new_context(reduced_motion="reduce", locale="zh-CN") as context:
        calm = context.new_page()
        calm.goto(f"{file.as_uri()}#1")
        step = calm.locator(f"{THERE} .race").get_by_role("button", name="下一年")
        step.click(timeout=PATIENT)
        expect(calm.locator(f"{THERE} .race output")).to_have_text("2020 年")
        assert behind(calm) == "2020"
