"""The word lists in `nlp/data`: plain text for editors to read and amend, "#" before remarks."""

from __future__ import annotations

from importlib.resources import files


def lines_of(name: str) -> list[str]:
    """The lines of a word list, without remarks and empty ones.

    Args:
        name: The file's name in `nlp/data`.

    Raises:
        FileNotFoundError: If there is no such list.
    """
    text = files("nlp").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
