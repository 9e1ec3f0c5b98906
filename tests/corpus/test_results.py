from __future__ import annotations

from pathlib import Path

import pytest

from corpus import results
from corpus.results import Results


def test_a_result_is_kept_under_its_name_and_key(tmp_path: Path) -> None:
    kept = Results(tmp_path / "results", "one")
    assert kept.get("topics", "1") is None
    kept.put("topics", "1", b"found")
    assert kept.get("topics", "1") == b"found"
    assert kept.get("topics", "2") is kept.get("phrases", "1") is None
    assert Results(tmp_path / "results", "another").get("topics", "1") is None


def test_a_damaged_result_is_none(tmp_path: Path) -> None:
    kept = Results(tmp_path, "one")
    kept.put("topics", "1", b"found")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"D")
    assert kept.get("topics", "1") is None


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST_FILES", 3)
    kept = Results(tmp_path, "one")
    for number in range(6):
        kept.put("topics", str(number), b"x" * number)
    assert len(list(tmp_path.iterdir())) == 3
    assert kept.get("topics", "5") == b"xxxxx"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file stands in the way")
    kept = Results(tmp_path / "results", "one")
    kept.put("topics", "1", b"found")
    assert kept.get("topics", "1") is None
