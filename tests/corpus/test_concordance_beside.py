from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.concordance import Beside
from tests.articles import draft, keep

NUMBERS = count(1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("山村路水\n", max_size=40), distance=st.integers(0, 5))
def test_beside_means_near_in_the_same_paragraph(
    sqlite_archive: Archive, text: str, distance: int
) -> None:
    (kept,) = keep(sqlite_archive, draft(f"第{next(NUMBERS)}回。\n{text}\n尾。", "题"))
    expected = 0
    for line in text.split("\n"):
        others = [at for at in range(len(line)) if line.startswith("水路", at)]
        for at in (at for at in range(len(line)) if line.startswith("山村", at)):
            gaps = [other - at - 2 if other > at else at - other - 2 for other in others]
            expected += any(0 <= gap <= distance for gap in gaps)
    beside = Beside(("水路",), distance)
    found = sqlite_archive.concordance.lines(["山村"], ids=[kept], beside=beside)
    assert found.total == expected
