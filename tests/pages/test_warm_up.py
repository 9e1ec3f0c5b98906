"""The first visitors of a new process come together, and nobody gets in another's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TWO_VISITORS = """
import threading
from corpus.plot import Bar
from pages.parts.resources import warm_up
from pages.parts.charts import SCREEN, bars

def other():
    import pandas  # as Streamlit does for a chart or a table

warm_up()
first = threading.Thread(target=other)
first.start()
while True:
    bars([Bar("共同富裕", 3)], SCREEN, unit="次").to_dict()
    if not first.is_alive():
        break
print("both served")
"""


def test_two_first_visitors_at_once_both_get_their_charts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWO_VISITORS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "both served\n", done.stderr
