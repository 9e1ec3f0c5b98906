"""The house rules a machine can check: who may import whom, and how big a module may grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "nlp": {"corpus", "pages", "benchmarks", "streamlit", "sqlalchemy", "alembic", "tantivy"},
    "corpus": {"pages", "benchmarks", "streamlit", "altair"},
    "pages": {"benchmarks", "sqlalchemy", "alembic", "tantivy", "sqlite3"},
}
MODULES = [p for layer in FORBIDDEN for p in sorted((ROOT / layer).rglob("*.py"))]


def imported_roots(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_dependencies_run_pages_corpus_nlp(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    assert not FORBIDDEN[layer] & set(imported_roots(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400


def test_cached_functions_live_in_modules_not_in_page_scripts() -> None:
    """Pages run as __main__, where two same-named cached functions share one entry."""
    for page in (ROOT / "pages").glob("*.py"):
        assert "st.cache_" not in page.read_text(encoding="utf-8"), page.name


def test_a_click_asks_anew_who_clicks() -> None:
    """A method of an archive that was opened when the button was drawn acts for whoever drew it."""
    kept = re.compile(r"open_archive\(\)\.\w+\.\w+(?!\()\b")
    for page in (ROOT / "pages").rglob("*.py"):
        for call in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                given = [
                    k.value for k in call.keywords if k.arg and k.arg.startswith(("on_", "arg"))
                ]
                given += call.args if ast.unparse(call.func) == "undo_bar" else []
                for one in given:
                    is_call = isinstance(one, ast.Lambda)
                    assert is_call or not kept.search(ast.unparse(one)), (
                        f"{page.name}: {one.lineno}"
                    )
