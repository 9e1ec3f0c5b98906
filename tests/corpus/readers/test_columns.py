from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corpus.readers.columns import map_columns, split_authors, split_tags
from corpus.readers.dates import parse_date

DAY = date(2023, 8, 19)


@pytest.mark.parametrize(
    "written",
    [
        "2023-08-19", "2023/8/19", "2023.8.19", "20230819", "2023年8月19日", "2023 年 8 月 19 日",
        "二〇二三年八月十九日", "２０２３年８月１９日", "2023-08-19 09:30:00",
        "2023-08-19T09:30:00Z",
        "2023年08月19日09:30", "Sat, 19 Aug 2023 09:30:00 +0800", "19/08/2023", "08-19-2023",
        "20230819093000", "45157", 45157, 45157.4, 20230819, 1692406800, 1692406800000,
        datetime(2023, 8, 19, 9, 30, tzinfo=UTC), DAY, "发布时间：2023-08-19",
    ],
)  # fmt: skip
def test_dates_are_read_in_all_forms(written: object) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "",
        "8月19日",
        "2023年8月",
        "2023-13-40",
        "03/04/2023",
        "昨天",
        None,
        True,
        float("nan"),
        7,
        "1",
    ],
)
def test_what_is_no_certain_date_is_none(written: object) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("李明远；赵晓禾", ("李明远", "赵晓禾")),
        ("李明远、赵晓禾，王伟;周一", ("李明远", "赵晓禾", "王伟", "周一")),
        ("李明远 赵晓禾", ("李明远", "赵晓禾")),
        ("王　伟 李明远", ("王伟", "李明远")),
        ("王 伟", ("王伟",)),
        ("作者：李明远", ("李明远",)),
        ("□ 李明远", ("李明远",)),
        ("John Smith, Jane Doe", ("John Smith", "Jane Doe")),
        ("买买提·艾力", ("买买提·艾力",)),
        ([{"name": "李明远"}, "赵晓禾"], ("李明远", "赵晓禾")),
        ("李明远、李明远", ("李明远",)),
        (None, ()),
        ("", ()),
    ],
)
def test_authors_are_told_apart(cell: object, names: tuple[str, ...]) -> None:
    assert split_authors(cell) == names


def test_tags_are_told_apart() -> None:
    assert split_tags("增收；创业,基础设施") == ("增收", "创业", "基础设施")
    assert split_tags("增收 创业") == ("增收", "创业")
    assert split_tags("rural economy; 增收") == ("rural economy", "增收")
    assert split_tags("#增收 #创业") == ("增收", "创业")


def test_columns_are_found_by_their_usual_names() -> None:
    names = map_columns(
        ["序号", " 文章标题（必填）", "作者姓名", "Publish_Date", "正 文", "摘要"]
    ).names
    assert names == {
        "title": " 文章标题（必填）",
        "authors": "作者姓名",
        "published": "Publish_Date",
        "body": "正 文",
    }
