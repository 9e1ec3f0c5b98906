"""Essays and a newspaper page we wrote ourselves, so that a newcomer sees a living library.

County, towns, people and newspapers are invented; the questions the essays argue about are not.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import PurePath

_FORMATS = frozenset({".csv", ".docx", ".txt"})


def sample_files() -> list[tuple[str, bytes]]:
    """Give the sample files as a user would choose them for import.

    Returns:
        Pairs of file name and content, sorted by name: essays of one file each, one raw
        newspaper page with several articles (`page_….txt`), and a table of several rows.
    """
    return sorted(
        (entry.name, entry.read_bytes())
        for entry in files(__name__).iterdir()
        if PurePath(entry.name).suffix in _FORMATS
    )
