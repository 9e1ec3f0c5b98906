"""Reading lists as files, whatever is in them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from corpus.archive import Archive
from corpus.reading_list_export import COLUMNS, list_as_text, list_rows, reading_minutes
from corpus.tables import csv_bytes
from tests.articles import draft, keep


def test_a_list_is_read_on_as_text_and_as_a_table(tmp_path: Path) -> None:
    with Archive.open(home=tmp_path) as archive:
        ids = keep(
            archive,
            draft(
                "路" * 900, "*路*", authors=("周青",), source="青川日报", published=date(2021, 5, 4)
            ),
            draft("账。", "账"),
            draft("机床。", "机床"),
        )
        made = archive.reading_lists.create("先 [读]", ids, "# 一起读\n\n第二行")
        archive.reading_lists.remark(made.id, ids[0], "=看数字")
        archive.articles.trash([ids[1]])
        made, articles = archive.reading_lists.get(made.id), archive.articles.find(ids)
    assert list_as_text(made, articles) == "\n\n".join(
        [
            r"# 先 \[读\]",
            r"\# 一起读",
            "第二行",
            "3 篇，约需 3 分钟",
            r"1. **\*路\***　周青　《青川日报》　2021-05-04",
            r"   \=看数字",
            f"2. （已移入回收站，文章编号 {ids[1]}）",
            "3. **机床**\n",
        ]
    )
    table = csv_bytes(COLUMNS, list_rows(made, articles)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table))
    assert tuple(head) == COLUMNS
    assert rows[0] == [
        "1", str(ids[0]), "*路*", "周青", "青川日报", "2021-05-04", "900", "2", "'=看数字"
    ]  # fmt: skip
    assert [row[2] for row in rows] == ["*路*", "（已移入回收站）", "机床"]


def test_reading_takes_a_minute_at_least() -> None:
    assert [reading_minutes(draft("字" * n)) for n in (1, 400, 1000, 2000)] == [1, 1, 2, 5]
