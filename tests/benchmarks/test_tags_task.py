from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.predict import predict
from tests.essays import THEMES


def test_tags_are_learnt_from_the_file_beside(tmp_path: Path) -> None:
    rows = [
        {"id": f"{name}{n}", "title": "", "text": paragraph, "tags": [name]}
        for name, paragraphs in THEMES.items()
        for n, paragraph in enumerate(paragraphs)
    ]
    held_out = {f"{name}0" for name in THEMES}
    for part, its in (
        ("train", [row for row in rows if row["id"] not in held_out]),
        ("test", [row for row in rows if row["id"] in held_out]),
    ):
        lines = (json.dumps(row, ensure_ascii=False) for row in its)
        (tmp_path / f"a_{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = predict("tags", tmp_path / "a_test.jsonl")
    assert isinstance(said, dict)
    assert said.keys() == held_out
    for name, scores in said.items():
        assert name.startswith(scores[0][0])
        assert [score for _, score in scores] == sorted((s for _, s in scores), reverse=True)
    with pytest.raises(ValueError, match="train on"):
        predict("tags", tmp_path / "other.jsonl")
