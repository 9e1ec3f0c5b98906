"""Where each page is found: for the router, and for whoever must know what is no page."""

from __future__ import annotations

from starlette.types import Scope

ADDRESSES = {
    "home.py": "",
    "search.py": "search",
    "concordance.py": "concordance",
    "themes.py": "themes",
    "theme_cards.py": "cards",
    "coverage.py": "coverage",
    "formulations.py": "formulations",
    "registers.py": "registers",
    "contrast.py": "contrast",
    "compare.py": "compare",
    "notes.py": "notes",
    "reading_lists.py": "lists",
    "boards.py": "boards",
    "vocabulary.py": "vocabulary",
    "dictionary.py": "dictionary",
    "history.py": "history",
    "tagging.py": "tagging",
    "importing.py": "import",
    "submissions.py": "submissions",
    "members.py": "members",
    "read.py": "read",
}
"""URL path by file of `pages`; the front page has none."""


def is_navigation(scope: Scope) -> bool:
    """Tells whether a browser asks for a page, not for a part of one."""
    accepted: bytes = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] == "GET" and b"text/html" in accepted
