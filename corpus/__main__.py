"""The command line: `python -m corpus --help`."""

from __future__ import annotations

import sys

from corpus.commands import app
from corpus.errors import SixueError


def main() -> None:
    """Runs one command; a failure a user can act on ends with one sentence and status 3."""
    try:
        app()
    except SixueError as error:
        sys.stderr.write(f"{error.problem}{error.remedy}\n")
        raise SystemExit(3) from None


if __name__ == "__main__":
    main()
