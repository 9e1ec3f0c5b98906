from __future__ import annotations

from datetime import date

import pytest

from corpus.page_furniture import is_furniture, masthead_date


@pytest.mark.parametrize(
    "line",
    [
        "云溪日报 2021年9月28日 星期二 第6版 理论",
        "二〇二一年九月二十八日 星期二",
        "2021.09.28 星期二 第6版",
        "03 理论",
        "第6版",
        "- 3 -",
        "第 3 页 共 5 页",
        "责任编辑 张三 版式 李四 校对 王五",
        "责任编辑:夏竹 版式:石南 校对:白芷",
        "（责任编辑：李四）",
        "本版投稿邮箱:a@b.example",
        "邮件主题请注明“理论”二字。",
        "本版言论只代表作者观点",
        "新闻热线：0572-1234567",
        "（下转第3版）",
        "本报记者 张三 摄",
        "******",
        "未经授权不得转载",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "——青禾乡农村公路建设调查",
        "2021年9月28日，水渠通了",
        "编辑部的故事",
        "设计未来 成就梦想",
        "策划为民",
        "关注民生",
        "电话问政走进百姓",
        "扫描农村改革新景象",
        "转观念 谋新篇",
        "内容为王",
        "2035年远景",
        "……",
        "责任编辑的责任在于核实每一个数字。",
    ],
)
def test_titles_and_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("云溪日报 2021年9月28日 星期二", date(2021, 9, 28)),
        ("二〇二一年十月二十八日", date(2021, 10, 28)),
        ("2021-09-28", date(2021, 9, 28)),
        ("2021年13月40日 第6版", None),
        ("第6版", None),
    ],
)
def test_dates_of_mastheads(line: str, day: date | None) -> None:
    assert masthead_date(line) == day
