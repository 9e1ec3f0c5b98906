"""Going through a page by keys alone, and seeing where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST = 400
"""Stops of the longest page; whoever meets none of them twice is caught in between."""
# What has the keys, looked for inside of components too; whether a rim or a coloured edge shows it.
HERE = """() => {
  let one = document.activeElement
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
  if (!one || one === document.body) return null
  window.stops ??= new Map()
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size)
  const rim = (it) => {
    const style = getComputedStyle(it)
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    return outlined || style.boxShadow !== "none"
  }
  const reds = ["rgb(158, 43, 37)", "rgb(232, 129, 124)"]
  const edged = (it) => reds.includes(getComputedStyle(it).borderTopColor)
  const around = [one, one.parentElement, one.parentElement?.parentElement].filter(Boolean)
  const box = one.getBoundingClientRect()
  return {
    number: window.stops.get(one),
    seen: (rim(one) || around.some(edged) || (one.matches("input, textarea") && around.some(rim)))
      && box.width > 0 && box.height > 0,
    told: [one.tagName, one.getAttribute("aria-label"), one.textContent.trim().slice(0, 40),
      one.dataset.testid ?? one.className].join(" "),
  }
}"""


def go_to(page: Page, wanted: Locator, *, key: str = "Tab") -> None:
    """Presses a key until the wanted element has the keys."""
    wanted.wait_for()
    for _ in range(MOST):
        page.keyboard.press(key)
        if wanted.evaluate("one => one.getRootNode().activeElement === one"):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


def unseen_stops(page: Page) -> list[str]:
    """Goes once round the page; gives the stops that do not show, fails if there is no way out."""
    unseen = []
    seen = set()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or (here["number"] == 0 and seen):
            return unseen
        if here["number"] not in seen and not here["seen"]:
            unseen.append(here["told"])
        seen.add(here["number"])
    raise AssertionError(f"Caught among {len(seen)} stops, the last {here['told']}")
