from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.predict import main, task_names


def test_pages_are_predicted_in_the_form_a_scorer_reads(tmp_path: Path) -> None:
    text = "茶山里的新账本\n\n□ 丁克勤\n\n青禾乡重新种上了茶。\n\n（载《山水学刊》）"
    data, out = tmp_path / "pages.jsonl", tmp_path / "out.json"
    data.write_text(json.dumps({"id": "p1", "text": text}, ensure_ascii=False) + "\n", "utf-8")
    assert main(["pages", str(data), str(out)]) == 0
    assert json.loads(out.read_text("utf-8")) == {
        "p1": [
            {
                "title": "茶山里的新账本",
                "authors": ["丁克勤"],
                "affiliation": None,
                "source": "山水学刊",
                "column": None,
                "paragraphs": ["青禾乡重新种上了茶。"],
            }
        ]
    }


def test_an_unknown_task_is_refused(tmp_path: Path) -> None:
    assert "pages" in task_names()
    with pytest.raises(SystemExit):
        main(["nothing", str(tmp_path), str(tmp_path / "out.json")])
