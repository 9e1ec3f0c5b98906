"""The word lists by which figures are read."""

from __future__ import annotations

from functools import cache

from nlp.word_files import lines_of


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    name = ""
    for line in lines_of("figure_words.txt"):
        if line.endswith(":"):
            name = line[:-1]
        else:
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
