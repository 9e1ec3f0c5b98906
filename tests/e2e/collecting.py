"""A presenter who puts what a page shows on a board."""

from __future__ import annotations

from playwright.sync_api import Page

PATIENT = 60_000
"""Milliseconds that a page may take until its charts are there."""


def collect(
    page: Page,
    app: str,
    path: str,
    name: str,
    board: str,
    *,
    first: bool,
    takeaway: str = "",
    patient: int = PATIENT,
) -> None:
    """Opens a page and puts something it shows on a board.

    Args:
        page: The browser's window.
        app: Address of the app.
        path: Path and query of the page.
        name: What the page calls it.
        board: Name of the board.
        first: True if the board has yet to be made.
        takeaway: What the presenter says of it.
        patient: Milliseconds the page may take.
    """
    page.goto(f"{app}{path}")
    opener = page.locator(f"[class*='st-key-board-{name}']").first
    opener.get_by_role("button").click(timeout=patient)
    if takeaway:
        page.get_by_role("textbox", name="要点，一句话").fill(takeaway)
    if first:
        page.get_by_role("textbox", name="新专题板的名称").fill(board)
        page.get_by_role("button", name="新建并加入").click()
    else:
        page.get_by_role("button", name=board, exact=True).click(timeout=patient)
    page.get_by_text("已加入专题板").first.wait_for(timeout=patient)
