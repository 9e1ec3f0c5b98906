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


DRAWN = {
    *("button", "form_submit_button", "download_button", "link_button", "page_link"),
    *("popover", "expander"),
}
ACTS = {
    "delete": "删除|移入回收站",
    "close": "移出|取消",
    "undo": "撤销|放回文库",
    "download": "导出|存成文本文件",
    "edit": "修改|名称|标题",
    "history": "修改记录",
}
"""What is said beside an icon, and which icon stands beside what is said."""


def labelled_icons() -> Iterator[tuple[str, str, str]]:
    """Label, icon and place of whatever can be pressed; what is put together in a run is not."""
    for page in (ROOT / "pages").rglob("*.py"):
        for call in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            first = call.args[0] if call.args and call.func.attr != "page_link" else None
            label, icon = given.get("label", first), given.get("icon", ast.Constant(""))
            written = isinstance(label, ast.Constant) and isinstance(icon, ast.Constant)
            if call.func.attr in DRAWN and written:
                name = str(icon.value or "").removeprefix(":material/").removesuffix(":")
                yield str(label.value), name, f"{page.name}: {call.lineno}"


def test_the_same_word_has_the_same_icon_everywhere() -> None:
    icons: dict[str, dict[str, str]] = {}
    for label, icon, place in labelled_icons():
        icons.setdefault(label, {})[icon] = place
    assert {label: places for label, places in icons.items() if len(places) > 1} == {}


def test_an_icon_means_one_act_and_an_act_has_one_icon() -> None:
    for label, icon, place in labelled_icons():
        if icon in ACTS:
            assert re.match(ACTS[icon], label), f"{place}: {label} beside {icon}"
        for of, words in ACTS.items():
            if icon and label in words.split("|"):
                assert icon == of, f"{place}: {label} beside {icon}"


def test_nothing_there_is_said_in_one_form() -> None:
    for page in (ROOT / "pages").rglob("*.py"):
        # Who may do what is asked below `empty`, and says it itself.
        if page.name not in {"empty.py", "resources.py"}:
            assert 'sx-empty"><h3>' not in page.read_text(encoding="utf-8"), page.name


def test_every_page_tells_what_one_does_there() -> None:
    from pages.parts.addresses import ADDRESSES
    from pages.parts.guide import GUIDE

    assert set(GUIDE) == set(ADDRESSES)
    for page, guide in GUIDE.items():
        assert guide.sentence.endswith("。"), page
        assert guide.sentence.count("。") == 1, page
        assert guide.after[0] in ADDRESSES, page
        assert guide.after[0] != page
