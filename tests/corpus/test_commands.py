from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from corpus.samples import sample_files
from tests.forking import command
from tests.nlp.test_phrases import ESSAY

ROOT = Path(__file__).resolve().parents[2]


class CommandLine:
    """The real command line over a library of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *arguments: str, status: int = 0) -> str:
        return command(self.home, *arguments, status=status)

    def json(self, *arguments: str, status: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", status=status))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A library of the samples; the tests below only read it."""
    folder = tmp_path_factory.mktemp("samples")
    for name, data in sample_files():
        (folder / name).write_bytes(data)
    line = CommandLine(tmp_path_factory.mktemp("home"))
    report = line.json("import", str(folder))
    assert all(not file["refusals"] for file in report)
    assert sum(len(file["kept"]) for file in report) >= 16
    return line


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "home")


def test_search_finds_and_marks(samples: CommandLine) -> None:
    found = samples.json("search", "基础设施")
    assert found["total"] == len(found["hits"]) > 1
    for hit in found["hits"]:
        for snippet in hit["snippets"]:
            marked = [snippet["text"][a:b] for a, b in snippet["marks"]]
            assert marked
            assert all(piece in "基础设施" for piece in marked)
    assert "【基础设施】" in samples("search", "基础设施")


def test_show_prints_the_article_and_its_keywords(samples: CommandLine) -> None:
    hit = samples.json("search", "集体经济")["hits"][0]
    article = samples.json("show", str(hit["id"]))
    assert article["title"] == hit["title"]
    assert len(article["keywords"]) == 12
    printed = samples("show", str(hit["id"]))
    assert all(paragraph in printed for paragraph in article["paragraphs"])


def test_an_unknown_article_is_said_without_a_trace(samples: CommandLine) -> None:
    assert "没有编号为 999999 的文章" in samples("show", "999999", status=3)


def test_export_gives_every_article_once(samples: CommandLine, tmp_path: Path) -> None:
    articles = samples.json("export")
    assert len({a["id"] for a in articles}) == len(articles) >= 16
    assert {"title", "authors", "affiliation", "source", "column", "date", "headings"} <= set(
        articles[0]
    )
    out = tmp_path / "out.json"
    samples("export", "--json", "-o", str(out))
    assert json.loads(out.read_text(encoding="utf-8")) == articles
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    plain = samples("export")
    assert all(a["title"] in plain for a in articles)
    assert samples("export", "--format", "txt") == plain
    assert samples("export", "--format", "json") == samples("export", "--json")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "gbt7714"])
def test_export_in_other_formats_keeps_the_order_of_the_results(
    samples: CommandLine, tmp_path: Path, kind: str
) -> None:
    found = samples.json("search", "乡村", "--limit", "100")
    titles = [hit["title"] for hit in found["hits"]]
    out = tmp_path / f"out.{kind}"
    samples("export", "-q", "乡村", "--format", kind, "-o", str(out))
    assert [p.name for p in tmp_path.iterdir()] == [out.name]
    if kind == "jsonl":
        lines = out.read_text(encoding="utf-8").splitlines()
        written = [json.loads(line)["title"] for line in lines]
    elif kind == "gbt7714":
        lines = out.read_text(encoding="utf-8").splitlines()
        assert all(t in line for t, line in zip(titles, lines, strict=True))
        assert lines[-1].startswith(f"[{len(titles)}] ")
        written = titles
    elif kind == "csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            written = [row["标题"] for row in csv.DictReader(file)]
    else:
        sheet = openpyxl.load_workbook(out).active
        written = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert written == titles
    assert len(titles) > 1


def test_a_workbook_is_not_poured_onto_the_screen(samples: CommandLine) -> None:
    assert "--output" in samples("export", "--format", "xlsx", status=2)


def test_themes_name_words_and_shares(samples: CommandLine) -> None:
    themes = samples.json("themes", "--count", "6")
    assert len(themes["topics"]) == 6
    assert sum(t["prevalence"] for t in themes["topics"]) == pytest.approx(1, abs=0.01)
    for article in themes["articles"]:
        assert sum(share["share"] for share in article["topics"]) == pytest.approx(1, abs=0.01)
    assert "主题 1" in samples("themes", "--count", "6")


def test_reindex_and_check(samples: CommandLine) -> None:
    before = samples.json("search", "共同富裕")
    count = samples.json("reindex")["articles"]
    assert samples.json("search", "共同富裕")["total"] == before["total"]
    assert samples.json("check") == {"articles": count, "problems": []}


def test_a_second_import_keeps_nothing_twice(samples: CommandLine, tmp_path: Path) -> None:
    name, data = next((n, d) for n, d in sample_files() if n.endswith(".txt"))
    again = tmp_path / name
    again.write_bytes(data)
    (file,) = samples.json("import", str(again))
    assert file["kept"] == []
    assert len(file["duplicates"]) >= 1


def test_a_bad_file_is_named_and_its_neighbours_go_in(empty: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "空.txt").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut short")
    (folder / "好.txt").write_text("小村办大事\n\n王小明\n\n村里修了路。路通了，货就卖出去了。\n")
    report = empty.json("import", str(folder), status=1)
    reasons = {file["name"]: [r["reason"] for r in file["refusals"]] for file in report}
    assert reasons == {"坏.docx": ["damaged"], "好.txt": [], "空.txt": ["empty"]}
    assert empty.json("search", "货就卖出去")["total"] == 1


def test_an_empty_library_answers_every_command(empty: CommandLine) -> None:
    assert empty.json("search", "共同富裕")["total"] == 0
    assert empty.json("export") == []
    assert empty.json("themes")["topics"] == []
    assert empty.json("check")["problems"] == []
    assert empty.json("reindex")["articles"] == 0


def test_a_database_that_cannot_be_used_ends_with_status_3(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "sixue.db").write_bytes("这不是数据库".encode() * 500)
    said = CommandLine(home)("search", "村", status=3)
    assert "sixue.db" in said or "数据库" in said


def test_the_dictionary_goes_out_and_comes_in(empty: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "词典.txt"
    file.write_bytes("八方来客 300 n\n- 本报讯\n路\n".encode("gb18030"))
    said = empty("dictionary", "import", str(file), status=1)
    assert "加入 2 个词" in said
    assert "第 3 行“路”" in said
    empty("dictionary", "export", "-o", str(tmp_path / "again.txt"))
    assert (tmp_path / "again.txt").read_text() == "八方来客 300 n\n- 本报讯\n"
    assert empty("dictionary", "export", "--kind", "stop") == "- 本报讯\n"
    assert "已有 2 个" in empty("dictionary", "import", str(tmp_path / "again.txt"))
    assert {word["word"]: word["kind"] for word in empty.json("dictionary", "list")} == {
        "八方来客": "word",
        "本报讯": "stop",
    }
    assert "停用　- 本报讯" not in empty("dictionary", "list")
    assert "停用　本报讯　本机" in empty("dictionary", "list")


def test_phrases_are_listed_with_their_evidence(empty: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "竹溪岭.txt"
    file.write_text("\n".join(("竹溪岭镇的一年", *ESSAY)), encoding="utf-8")
    empty.json("import", str(file))
    assert "竹溪岭镇" in {phrase["form"] for phrase in empty.json("phrases")}
    assert "竹溪岭镇" in empty("phrases", "--limit", "3")


def test_duplicates_are_listed_in_pairs(empty: CommandLine, tmp_path: Path) -> None:
    assert empty.json("duplicates") == []
    folder = tmp_path / "files"
    folder.mkdir()
    texts = {"竹溪岭的一年": ESSAY, "竹溪岭（节选）": ESSAY[: len(ESSAY) // 2]}
    for title, paragraphs in texts.items():
        (folder / f"{title}.txt").write_text("\n".join((title, *paragraphs)), encoding="utf-8")
    empty.json("import", str(folder))
    (pair,) = empty.json("duplicates", "--least", "0.9")
    assert pair["containment"] > 0.9
    assert {article["title"]: article["share"] > 0.9 for article in pair["articles"]} == {
        "竹溪岭的一年": False,
        "竹溪岭（节选）": True,
    }
    said = empty("duplicates")
    assert said.startswith("共 1 对\n")
    assert all(title in said for title in texts)


def test_the_first_admin_is_made_on_the_command_line(empty: CommandLine) -> None:
    said = empty("member", "add", "Lin@example.cn", "--role", "admin", "--note", "林晓")
    assert said == "lin@example.cn 现在是管理员。\n"
    empty("member", "add", "chen@example.cn")
    assert empty("member", "list") == "管理员　lin@example.cn　林晓\n读者　chen@example.cn\n"
    assert "唯一的管理员" in empty("member", "remove", "lin@example.cn", status=3)
    empty("member", "remove", "chen@example.cn")
    assert [m["email"] for m in empty.json("member", "list")] == ["lin@example.cn"]
    assert "不是电子邮箱" in empty("member", "add", "林晓", status=3)
