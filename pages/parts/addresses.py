"""Where each page is found: for the router, and for whoever must know what is no page."""

from __future__ import annotations

ADDRESSES = {
    "home.py": "",
    "search.py": "search",
    "concordance.py": "concordance",
    "themes.py": "themes",
    "theme_cards.py": "cards",
    "coverage.py": "coverage",
    "formulations.py": "formulations",
    "contrast.py": "contrast",
    "compare.py": "compare",
    "dictionary.py": "dictionary",
    "importing.py": "import",
    "read.py": "read",
}
"""URL path by file of `pages`; the front page has none."""
