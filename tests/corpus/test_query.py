from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from corpus.matching import match_text
from corpus.query import FIELDS, Clause, quoted
from corpus.query_parser import LONGEST, LONGEST_PHRASE, MOST_CLAUSES, parse
from nlp.dictionary import Dictionary
from nlp.variants import variants

TRICKY = "增收農民年标题:：-－“”\"'「」『』\\*~ \u3000\n2021ａbOR，？…\u200b\u0301😀"
FRAGMENTS = [
    "(",
    ")",
    "（",
    "）",
    "-",
    "NOT ",
    "作者:",
    "标题：",
    "年:",
    "日期:",
    "“",
    "”",
    "~5",
    "*",
]
FRAGMENTS += [" OR ", " AND ", " 或 ", "OR", "增收", "农民 ", "2021", "..", " ", "\\"]
grammar = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
texts = st.one_of(st.text(), st.text(alphabet=TRICKY), grammar)


def only(text: str) -> Clause:
    (clause,) = parse(text).clauses
    assert isinstance(clause, Clause)
    return clause


def said(text: str) -> str:
    return "".join(parse(text).notices)


def test_words_are_parted_by_spaces_and_looked_for_apart() -> None:
    first, second = parse(" 共同富裕\u3000山区 ").clauses
    assert (first.text, first.kind, first.needles) == ("共同富裕", "words", ("共同富裕",))
    assert second.needles == ("山区",)
    assert parse("富裕 富裕").clauses == parse("富裕").clauses


def test_a_sentence_is_looked_for_by_the_words_that_count() -> None:
    assert only("如何理解竹编的发展").needles == ("理解", "竹编", "发展")
    assert only("竹编，治水").needles == ("竹编", "治水")
    assert only("店镇").needles == ("店镇",), "a word that no dictionary knows"
    assert only("的").needles == ("的",)


@pytest.mark.parametrize("quotes", ['""', "“”", "「」", "『』", "„”", "＂＂", "”“", "””"])
def test_quotes_of_every_kind_ask_for_a_phrase(quotes: str) -> None:
    clause = only(f"{quotes[0]}乡村 治理{quotes[1]}")
    assert (clause.text, clause.kind, clause.needles) == ("乡村 治理", "phrase", ("乡村治理",))
    assert not said(f"{quotes[0]}乡村 治理{quotes[1]}")


def test_quotes_inside_prose_are_punctuation() -> None:
    clause = only("论“四化”同步")
    assert (clause.kind, clause.needles) == ("words", ("四化", "同步"))


def test_phrases_may_touch() -> None:
    assert [(c.text, c.kind) for c in parse("“修路”“种树”").clauses] == [
        ("修路", "phrase"),
        ("种树", "phrase"),
    ]


def test_an_unbalanced_quote_takes_the_rest_and_says_so() -> None:
    clause = only("“乡村 治理")
    assert (clause.text, clause.kind) == ("乡村 治理", "phrase")
    assert "引号没有配对" in said("“乡村 治理")
    assert [c.kind for c in parse("村民”").clauses] == ["words"]


@pytest.mark.parametrize("minus", "-－−")
def test_a_minus_before_something_excludes_it(minus: str) -> None:
    wanted, unwanted, phrase = parse(f"富裕 {minus}城市 {minus}“郊区 农村”").clauses
    assert not wanted.excluded
    assert (unwanted.text, unwanted.excluded) == ("城市", True)
    assert (phrase.text, phrase.kind, phrase.excluded) == ("郊区 农村", "phrase", True)
    assert parse(f"富裕 {minus}城市").needles() == ("富裕",)


@pytest.mark.parametrize("text", ["5G-基站", "富裕 - 城市", "--富裕", "富裕-"])
def test_a_minus_elsewhere_is_a_dash(text: str) -> None:
    assert not any(clause.excluded for clause in parse(text).clauses)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("colon", [":", "：", " : "])
def test_fields_have_chinese_and_english_names(name: str, colon: str) -> None:
    clause = only(f"{name.upper()}{colon}2021")
    assert (clause.field, clause.text) == (FIELDS[name], "2021")


def test_fields_take_phrases_traditional_names_and_exclusion() -> None:
    title, source, author = parse("标题:“三本 账” 來源：松河日报 -作者:林晓").clauses
    assert (title.field, title.text, title.kind) == ("title", "三本 账", "phrase")
    assert (source.field, source.text) == ("source", "松河日报")
    assert (author.field, author.text, author.excluded) == ("author", "林晓", True)


def test_a_colon_after_any_other_word_is_punctuation() -> None:
    assert only("时间:三点").field is None
    assert only("http://songhe.example").field is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("年:2021", (2021, 2021)),
        ("年：２０２１", (2021, 2021)),
        ("年份:2021年", (2021, 2021)),
        ("year:2019-2021", (2019, 2021)),
        ("年:2021-2019", (2019, 2021)),
        ("年:2019—2021", (2019, 2021)),
        ("年:2019~2021", (2019, 2021)),
        ("年:2019年至2021年", (2019, 2021)),
        ("年:2019..2021", (2019, 2021)),
        ("年:“2021”", (2021, 2021)),
    ],
)
def test_years_are_one_or_a_range(text: str, years: tuple[int, int]) -> None:
    assert (only(text).field, only(text).years) == ("year", years)
    assert not said(text)


@pytest.mark.parametrize("value", ["去年", "21", "20211", "2019-", "2019-2020-2021"])
def test_what_is_no_year_is_looked_for_as_text(value: str) -> None:
    clause = only(f"年:{value}")
    assert (clause.field, clause.years, clause.text) == (None, None, value)
    assert "不是年份" in said(f"年:{value}")


@pytest.mark.parametrize("text", ["标题:", "年： ", "-作者:"])
def test_a_field_with_nothing_behind_it_is_text(text: str) -> None:
    clause = only(text)
    assert clause.field is None
    assert clause.needles
    assert "后面没有内容" in said(text)


@pytest.mark.parametrize("text", ["？！", "，", "……", "()", "-", "\\", "* *"])
def test_punctuation_alone_is_looked_for_as_it_stands(text: str) -> None:
    query = parse(text)
    assert query.needles()
    assert "只有标点" in said(text)


def test_punctuation_beside_words_asks_for_nothing() -> None:
    assert parse("修路 / 种树 ——").clauses == parse("修路 种树").clauses
    assert [c.text for c in parse("修路 “、”").clauses] == ["修路", "、"], "unless quoted"


@pytest.mark.parametrize("text", ["“”", '""', "“ ”", "\u200b"])
def test_nothing_to_look_for_is_said(text: str) -> None:
    query = parse(text)
    assert query.clauses == ()
    assert not query.is_blank
    assert "没有可查找的字词" in said(text)


@pytest.mark.parametrize("text", ["", "  ", "\n\u3000"])
def test_a_blank_query_says_nothing(text: str) -> None:
    assert parse(text).is_blank
    assert (parse(text).clauses, parse(text).notices) == ((), ())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("修路 OR 种树", "(修路 OR 种树)"),
        ("修路 或 种树", "(修路 OR 种树)"),
        ("修路 || 种树 | 养鱼", "(修路 OR 种树 OR 养鱼)"),
        ("修路 种树 OR 养鱼 竹编", "修路 (种树 OR 养鱼) 竹编"),
        ("修路 AND 种树", "(修路 种树)"),
        ("修路 && 种树 OR 养鱼", "((修路 种树) OR 养鱼)"),
        ("(修路 种树) OR （养鱼）", "((修路 种树) OR 养鱼)"),
        ("NOT 修路 种树", "-修路 种树"),
        ("-(修路 种树) 养鱼", "-(修路 种树) 养鱼"),
        ("-(修路)", "-修路"),
        ("-(-修路)", "修路"),
        ("(修路)", "修路"),
        ("标题:(修路 OR 作者:林晓)", "(标题:修路 OR 作者:林晓)"),
        ("((修路 OR 种树) (养鱼 OR 竹编))", "((修路 OR 种树) (养鱼 OR 竹编))"),
        ("(“修 路” OR 种树*)", '("修 路" OR 种树*)'),
        ("“修路 种树”~3", '"修路 种树"~3'),
        ("标题:“修路 种树”～3", '标题:"修路 种树"~3'),
        ("“修路 种树”~", '"修路 种树"~10'),
        ("增收*", "增收*"),
        ("修路(一) 种树", "修路(一) 种树"),
        ("(修路(一) OR 种树)", "(修路(一) OR 种树)"),
    ],
)
def test_operators_brackets_and_distances_are_understood(text: str, printed: str) -> None:
    assert str(parse(text)) == printed
    assert not said(text)


def test_what_stands_in_brackets_or_beside_or_must_hold_and_is_highlighted() -> None:
    query = parse("(修路 OR 种树) 竹编 -(养鱼 OR 养鸡)")
    assert [c.text for c in query.wanted] == ["竹编"]
    assert [c.text for c in query.leaves] == ["修路", "种树", "竹编"]
    assert set(query.needles()) == {"修路", "种树", "竹编"}


@pytest.mark.parametrize(
    ("text", "needles", "notice"),
    [
        ("修路 OR", ("修路", "or"), "“OR”的一边没有词"),
        ("AND 修路", ("and", "修路"), "“AND”的一边没有词"),
        ("(修路 种树", ("(修路", "修路", "种树"), "括号没有配对"),
        ("修路） 种树", ("修路)", "修路", "种树"), "括号没有配对"),
        ("修*路桥", ("修*路桥", "修", "路桥"), "“*”只能写在词的后面"),
        ("“修路”~3", ("修路",), "才能限定距离"),
        ("“修 路”~3", ("修路",), "才能限定距离"),
        ("“修路 种树”~300", ("修路", "种树"), "最多 20 个字"),
        ("作者:“林晓 周远”~3", (), "“~”只能用于正文和标题"),
    ],
)
def test_what_is_not_understood_is_looked_for_as_it_stands_and_said(
    text: str, needles: tuple[str, ...], notice: str
) -> None:
    assert notice in said(text)
    assert set(parse(text).needles()) >= set(needles) - {"修"}


@pytest.mark.parametrize("text", ["新时代（十年）的成就", "（一）加强党的建设", "f(x)"])
def test_brackets_of_prose_do_not_group(text: str) -> None:
    assert only(text).kind == "words"
    assert not said(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("日期:2021-03-02", ("2021-03-02", "2021-03-02")),
        ("date:2021.3", ("2021-03-01", "2021-03-31")),
        ("日期：2021年2月", ("2021-02-01", "2021-02-28")),
        ("日期:2021年2月3日至2021年5月", ("2021-02-03", "2021-05-31")),
        ("日期:2021-03..2020-06", ("2020-06-01", "2021-03-31")),
        ("日期:>=2021-03", ("2021-03-01", "9999-12-31")),
        ("日期:>2021-03", ("2021-04-01", "9999-12-31")),
        ("日期:<2021", ("0001-01-01", "2020-12-31")),
        ("日期:<=2021", ("0001-01-01", "2021-12-31")),
        ("日期:2021..", ("2021-01-01", "9999-12-31")),
    ],
)
def test_dates_are_a_day_a_month_or_a_range(text: str, days: tuple[str, str]) -> None:
    found = only(text).days
    assert found
    assert tuple(day.isoformat() for day in found) == days
    assert not said(text)


@pytest.mark.parametrize("value", ["2021-13", "2021-02-30", "昨天", "..", "1..2..3", ">9999"])
def test_what_is_no_date_is_looked_for_as_text(value: str) -> None:
    assert only(f"日期:{value}").field is None
    assert "不是日期" in said(f"日期:{value}")


@pytest.mark.parametrize(
    ("text", "years"),
    [("年:2019..", (2019, 9999)), ("年:..2021", (1, 2021)), ("年:>2019", (2020, 9999))],
)
def test_years_may_be_open_at_an_end(text: str, years: tuple[int, int]) -> None:
    assert only(text).years == years


def test_variants_stand_for_a_word_unless_it_is_quoted() -> None:
    listed = variants([("共同富裕", "共富"), ("“千村示范、万村整治”工程", "千万工程")])
    query = parse("共富 千万工程的经验", Dictionary(variants=listed))
    assert query.asked() == {
        "共富": ("共富", "共同富裕"),
        "千万工程": ("千万工程", match_text("“千村示范、万村整治”工程")),
        "经验": ("经验",),
    }
    assert parse("“共富”", Dictionary(variants=listed)).asked() == {"共富": ("共富",)}
    signs = match_text("“千村示范、万村整治”工程")
    assert parse(quoted(signs), Dictionary(variants=listed)).asked() == {
        signs: (signs, "千万工程")
    }, "signs need quotes"
    assert set(parse("標題:共富", Dictionary(variants=listed)).needles(in_title=True)) == {
        "共富",
        "共同富裕",
    }


def test_a_thousand_characters_are_read_to_the_end() -> None:
    clause = only("山区的老人" * 199 + "竹编治水")
    assert {"山区", "老人", "竹编", "治水"} <= set(clause.needles)
    assert not parse("山区的老人" * 200).notices


@pytest.mark.parametrize("text", ["山区的老人" * 1000, "竹" * 5000, "“" * 5000, "年:" * 2500])
def test_five_thousand_characters_are_cut_and_that_is_said(text: str) -> None:
    started = time.perf_counter()
    assert f"只用了前 {LONGEST} 个字" in said(text)
    assert time.perf_counter() - started < 5
    assert len(parse(text).clauses) <= MOST_CLAUSES


def test_very_many_words_are_cut_and_that_is_said() -> None:
    text = " ".join(f"第{n}村" for n in range(MOST_CLAUSES + 6))
    assert len(parse(text).clauses) == MOST_CLAUSES
    assert f"只用了前 {MOST_CLAUSES} 个" in said(text)


@given(texts)
@example('年:"')
@example("-标题:-“\\")
@example("”“”")
@example("(共同富裕 作者:)")
@example("（-年:)")
@example("(a -)")
@example("NOT 作者:")
def test_any_text_is_understood_somehow(text: str) -> None:
    query = parse(text)
    assert query.is_blank or query.clauses or query.notices
    assert all(clause.needles or clause.years or clause.days for clause in query.leaves)
    lengths = [len(needle) for needle in query.needles(in_title=True)]
    assert lengths == sorted(lengths, reverse=True)
    assert 0 not in lengths
    assert set(query.needles()) <= set(query.needles(in_title=True))


@given(texts)
@example('他说："\\"')
@example("\\")
def test_a_quoted_text_is_one_phrase_of_that_text(text: str) -> None:
    assume(match_text(text))
    assume(len(" ".join(text.split())) <= LONGEST_PHRASE)
    clause = only(quoted(text))
    assert (clause.kind, clause.field, clause.excluded) == ("phrase", None, False)
    assert clause.needles == (match_text(text),)


plain = st.text(alphabet="增收農民竹编河长ａ5", min_size=1, max_size=6)
phrases = st.text(alphabet=TRICKY, max_size=8).map(quoted)
fields = st.sampled_from(["", "标题:", "author：", "来源:", "标签:", "栏目: ", "-", "-标题:"])
asked = st.one_of(
    st.builds(str.__add__, fields, st.one_of(plain, phrases)),
    st.sampled_from(["年:2021", "年:2019-2021", "-年份:2020", "year:“2020”", "年:去年"]),
    st.sampled_from(["“增收 农民”~4", "增收*", "日期:2021-03.."]),
)
several = st.recursive(
    asked,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"({' '.join(some)})"),
        st.lists(inner, min_size=1, max_size=3).map(" OR ".join),
        st.lists(inner, min_size=1, max_size=3).map(" AND ".join),
    ),
    max_leaves=8,
)


@given(st.lists(several, max_size=5).map(" ".join))
def test_a_query_is_printed_as_it_was_understood(text: str) -> None:
    query = parse(text)
    assert parse(str(query)).clauses == query.clauses


def test_a_listed_word_is_not_cut_out_of_other_words() -> None:
    listed = variants([("共同富裕", "共富")])
    assert "共富" not in parse("公共富余", Dictionary(variants=listed)).asked()
    assert parse("走共富路", Dictionary(variants=listed)).asked()["共富"] == ("共富", "共同富裕")


def test_alternatives_are_those_of_or() -> None:
    assert parse("竹编 (修路 OR 种树) -(甲乙 OR 丙丁)").alternatives == {"修路", "种树"}
    assert parse("竹编 AND 修路").alternatives == frozenset()


def test_an_understood_query_is_kept_small_with_a_long_list() -> None:
    listed = variants([(f"通用写法{n}", f"写法{n}") for n in range(500)])
    parse("写法7", Dictionary(variants=listed)).asked()
    assert len(pickle.dumps(listed)) < 60_000
