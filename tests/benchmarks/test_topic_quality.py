from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.topic_quality import main, report
from tests.essays import THEMES


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Paragraphs on four themes, labelled by theme."""
    rows = [
        {"id": f"{theme}{number}", "text": f"{paragraph}\n{paragraphs[number - 1]}", "label": theme}
        for theme, paragraphs in THEMES.items()
        for number, paragraph in enumerate(paragraphs)
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_every_method_is_measured_or_said_to_be_missing(labelled: Path) -> None:
    figures = dict(report(labelled))
    assert list(figures) == [f"topics, {name}" for name in ("ours", "NMF", "LDA", "BERTopic")]
    assert "NMI 1.000" in figures["topics, ours"]
    assert "names kept 4/4" in figures["topics, ours"]
    assert all("NMI" in value or value == "not installed" for value in figures.values())


def test_the_command_prints_a_line_for_each(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(labelled)])
    assert capsys.readouterr().out.count("\n") == 4
