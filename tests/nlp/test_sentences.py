from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import sentence_spans


def cut(text: str, *, semicolons: bool = False) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text, semicolons=semicolons)]


def test_a_sentence_keeps_its_closing_quotes() -> None:
    assert cut("他说：“路通了。”我们信。 再看！") == ["他说：“路通了。”", "我们信。", "再看！"]


def test_semicolons_end_sentences_only_if_asked() -> None:
    assert cut("一升；一降。") == ["一升；一降。"]
    assert cut("一升；一降。", semicolons=True) == ["一升；", "一降。"]


def test_lines_end_sentences_and_what_has_no_end_is_one() -> None:
    assert cut("标题\n正文没有句号") == ["标题", "正文没有句号"]
    assert cut(" \n ") == []


@given(st.text(alphabet="甲乙。！；”\n ", max_size=40), st.booleans())
def test_no_character_is_lost(text: str, semicolons: bool) -> None:
    assert "".join("".join(cut(text, semicolons=semicolons)).split()) == "".join(text.split())
