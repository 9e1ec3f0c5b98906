"""axe-core in a page: what would keep somebody out who sees, hears or moves otherwise."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

SCRIPT = AXE_FILE_PATH.read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = frozenset(("serious", "critical"))
RUN = """only => axe.run(document, {
  runOnly: only, resultTypes: ["violations"], preload: false,
}).then(found => found.violations)"""


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """What axe-core finds serious or critical, a line each: rule, place, reason.

    Args:
        page: The page as it is now, anything opened in it too.
        contrast_only: True to look at colours alone, where nothing else can have changed.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT)
    only: dict[str, Any] = {"type": "tag", "values": TAGS}
    if contrast_only:
        only = {"type": "rule", "values": ["color-contrast"]}
    return [
        f"{found['id']} ({found['impact']}) at {_where(node)}: {node['failureSummary']}"
        for found in page.evaluate(RUN, only)
        if found["impact"] in SERIOUS
        for node in found["nodes"]
    ]


def _where(node: dict[str, Any]) -> str:
    return f"{' > '.join(map(str, node['target']))[-120:]} {node['html'][:160]}"
