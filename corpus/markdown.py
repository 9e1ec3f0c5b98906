"""Text of any kind as Markdown that shows it as it is."""

from __future__ import annotations

import re

from corpus.article import ArticleDraft

# What Markdown reads as more than a sign, anywhere and at the beginning of a line.
_SIGNS = re.compile(r"[\\`*_\[\]<>&~|]")
_LEADING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def literal_line(text: str) -> str:
    """The text in one line that Markdown shows as it is, wherever the line stands."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(text.splitlines()))
    return _LEADING.sub(_escaped_lead, line.strip())


def literal_byline(content: ArticleDraft) -> str:
    """Who wrote an article, where and when it was published, as one line; may be empty."""
    pieces = (
        "、".join(content.authors),
        f"《{content.source}》" if content.source else "",
        content.published.isoformat() if content.published else "",
    )
    return "　".join(literal_line(piece) for piece in pieces if piece)


def _escaped_lead(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{match[1]}{sign}\\" if sign.isdigit() else f"{match[1]}\\{sign}"
