"""The word lists by which figures are read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("nlp").joinpath("data/figure_words.txt").read_text(encoding="utf-8")
    lists: dict[str, frozenset[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.endswith(":"):
            name = line[:-1]
        elif not line.startswith("#"):
            lists[name] = lists.get(name, frozenset()) | frozenset(line.split())
    return lists


def figure_words(name: str) -> frozenset[str]:
    """Gives a list of `nlp/data/figure_words.txt`.

    Args:
        name: The heading of the list.

    Returns:
        Its words.

    Raises:
        KeyError: If there is no such list.
    """
    return _lists()[name]
