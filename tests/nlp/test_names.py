from __future__ import annotations

import pytest

from nlp.names import is_name, is_word, names_in, split_names


@pytest.mark.parametrize(
    "name", ["张三", "李四光", "欧阳修", "司马相如", "陈方安生", "阿依古丽·买买提", "諸葛亮"]
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["三张", "一体推进", "张", "张三李四王五", "的人", "A", ""])
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_words_that_could_be_names() -> None:
    assert is_word("方案")
    assert is_word("安全生产")
    assert not is_word("丁克勤")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张　三", ("张三",)),
        ("张 三 李 四", ("张三", "李四")),
        ("张　三　李四光", ("张三", "李四光")),
        ("欧阳 修、张三", ("欧阳修", "张三")),
        ("张三/李四", ("张三", "李四")),
    ],
)
def test_lists_of_names(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names
    assert names_in(text) == names


def test_a_list_with_anything_else_is_no_list_of_names() -> None:
    assert names_in("张三 走进茶山") == ()
    assert names_in("张三 " * 100) == ()
