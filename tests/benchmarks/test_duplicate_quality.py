from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.duplicate_quality import METHODS, main, report
from benchmarks.tasks.duplicates import predict
from tests.essays import THEMES


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Each essay beside its own first half and beside that of the next one."""
    essays = ["\n".join(paragraphs) for paragraphs in THEMES.values()]
    halves = [essay[: len(essay) // 2] for essay in essays]
    others = halves[1:] + halves[:1]
    rows = [
        {"pair": f"{label}-{n}", "text_a": essay, "text_b": half, "label": label}
        for label, pieces in ((1, halves), (0, others))
        for n, (essay, half) in enumerate(zip(essays, pieces, strict=True))
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_every_pair_gets_a_score(labelled: Path) -> None:
    scores = predict(labelled)
    assert len(scores) == 2 * len(THEMES)
    assert all((score == 1) == pair.startswith("1-") for pair, score in scores.items())


def test_every_method_is_measured_or_said_to_be_missing(labelled: Path) -> None:
    figures = dict(report(labelled))
    assert list(figures) == [f"duplicates, {name}" for name in METHODS]
    assert "AUC 1.0000  F1 1.0000" in figures["duplicates, ours"]
    assert all("AUC" in value or value == "not installed" for value in figures.values())


def test_the_command_prints_libraries_too(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(labelled), "--articles", "20"])
    said = capsys.readouterr().out
    assert said.count("\n") == len(METHODS) + 3
    assert "20 articles, all pairs" in said
