from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import DATABASE_FILE, Archive
from corpus.index_folder import IndexDamaged
from corpus.suggestions import Suggestion
from corpus.vocabulary import Entry, Vocabulary
from nlp.pinyin import initials
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS

MANY = 1_000_000
RICHES = draft(
    "扎实推动共同富裕，关键在高质量发展。乡村振兴不是一句口号，绿色是底色。WTO规则也要学。\n"
    "银行下乡，重庆经验，GDP增速回升。",
    "共同富裕的路",
    authors=("曾子墨", "林晓"),
    source="松河 月刊",
    column="理论",
    tags=("产业",),
)
PATH = draft("共同富裕是一条长路，乡村振兴是其中一程。共同体。", "长路", authors=("周远",))


@pytest.fixture(scope="module")
def archive(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A library that the tests below only read."""
    home = tmp_path_factory.mktemp("suggestions") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        keep(opened, *DRAFTS, RICHES, PATH)
        yield opened


def texts(archive: Archive, typed: str, limit: int = 8) -> list[str]:
    return [one.text for one in archive.suggestions.suggest(typed, limit)]


def proposed(archive: Archive, query: str) -> list[str]:
    return [one.query for one in archive.suggestions.proposals(query)]


@pytest.mark.parametrize(
    ("typed", "typed_as"),
    [
        ("共同富", "text"),
        ("共同富裕", "text"),
        ("gtfy", "initials"),
        ("GTF", "initials"),
        ("gongtongfuyu", "pinyin"),
        ("gongtongf", "pinyin"),
        ("gong'tong'fu", "pinyin"),
        ("gòngtóngfù", "pinyin"),
        ("gongtfy", "pinyin"),
        ("gtfuyu", "pinyin"),
        ("gotofu", None),
        ("共同fuyu", "pinyin"),
        ("共tfy", "pinyin"),
        ("共t富", "pinyin"),
        ("gong同f", "pinyin"),
    ],
)
def test_ways_to_type_a_term(archive: Archive, typed: str, typed_as: str | None) -> None:
    found = archive.suggestions.suggest(typed)
    if typed_as is None:
        assert not found
    else:
        assert found[0] == Suggestion("共同富裕", "term", 2, typed_as, "共同富裕")  # type: ignore[arg-type]


def test_traditional_and_wide_characters_find_what_the_library_spells(archive: Archive) -> None:
    assert texts(archive, "鄉村振")[0] == "乡村振兴"
    assert "gdp" in texts(archive, "ＧＤ")


@pytest.mark.parametrize("typed", ["lvse", "lüs", "luse", "lyuse", "LS"])
def test_ways_to_type_u_with_dots(archive: Archive, typed: str) -> None:
    assert "绿色" in texts(archive, typed)


@pytest.mark.parametrize("typed", ["yinh", "yh", "chongq", "cq"])
def test_heteronyms_sound_as_in_their_word(archive: Archive, typed: str) -> None:
    assert {"银行", "重庆"} & set(texts(archive, typed))


def test_what_begins_so_comes_before_what_contains_it(archive: Archive) -> None:
    found = texts(archive, "富裕", MANY)
    assert found.index("富裕") < found.index("共同富裕")


def test_what_was_typed_to_its_end_comes_first() -> None:
    entries = [Entry(x, x, "term", n, (x,)) for x, n in (("ab", 10), ("abc", 30), ("abd", 50))]
    vocabulary = Vocabulary(entries)
    assert [vocabulary.entries[n].text for n in vocabulary.written.starting("ab")] == [
        "abd",
        "abc",
        "ab",
    ]
    assert [vocabulary.entries[n].text for n in vocabulary.written.equal("ab")] == ["ab"]


@pytest.mark.parametrize(
    ("typed", "text", "kind", "query"),
    [
        ("zzm", "曾子墨", "author", "作者:曾子墨"),
        ("zengzim", "曾子墨", "author", "作者:曾子墨"),
        ("zhouy", "周远", "author", "作者:周远"),
        ("chanye", "产业", "tag", "标签:产业"),
        ("shyk", "松河 月刊", "source", '来源:"松河 月刊"'),
        ("diaoy", "调研", "column", "栏目:调研"),
        ("作者:zy", "周远", "author", "作者:周远"),
        ("增收 -作者：zy", "周远", "author", "增收 -作者：周远"),
        ("标题:gtfy", "共同富裕", "term", "标题:共同富裕"),
    ],
)
def test_names(archive: Archive, typed: str, text: str, kind: str, query: str) -> None:
    found = {(one.text, one.kind): one for one in archive.suggestions.suggest(typed)}
    one = found[text, kind]  # type: ignore[index]
    assert one.query == query
    if kind != "term":
        assert archive.search.run(one.query.rpartition("-")[2]).total == one.articles


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("增收 gtfy", "增收 共同富裕"),
        ("增收　共同富", "增收　共同富裕"),
        ("“共同富", "“共同富裕”"),
        ('"gtfy', '"共同富裕"'),
        ("-gtfy", "-共同富裕"),
    ],
)
def test_only_the_last_word_is_completed(archive: Archive, typed: str, query: str) -> None:
    assert archive.suggestions.suggest(typed)[0].query == query


@pytest.mark.parametrize("typed", ["", " ", "gtfy ", "年:20", "日期:2020", "某:gtfy", "字" * 41])
def test_nothing_to_complete(archive: Archive, typed: str) -> None:
    assert archive.suggestions.suggest(typed) == ()


def test_every_word_is_found_by_its_sound(archive: Archive) -> None:
    vocabulary = archive.suggestions.vocabulary()
    assert vocabulary is not None

    @given(st.sampled_from(vocabulary.entries))
    def check(entry: Entry) -> None:
        wanted = (entry.text, entry.kind)
        for typed in ("".join(entry.sounds), initials(entry.sounds), entry.key):
            found = archive.suggestions.suggest(typed, MANY)
            assert wanted in [(one.text, one.kind) for one in found]
            assert len(set(found)) == len(found)

    check()


@given(typed=st.text(max_size=60), limit=st.integers(-1, 9))
def test_nothing_typed_raises(archive: Archive, typed: str, limit: int) -> None:
    assert len(archive.suggestions.suggest(typed, limit)) <= max(limit, 0)
    proposals = archive.suggestions.proposals(typed, limit)
    assert len(proposals) <= max(limit, 0)
    assert typed.strip() not in [one.query for one in proposals]


@pytest.mark.parametrize(
    "typed",
    [
        *("\x00", "a\x00b", "\ud800", "共\udfff同", "共" * 5000, "a" * 5000, "(" * 5000, "ü" * 39),
        *("[a-z]*", "\\", ".*", "'", "共同 " * 2000, "\n\n", "an" * 19, "\u200b", "ﷺ", "共.*"),
    ],
)
def test_hostile_strings(archive: Archive, typed: str) -> None:
    archive.suggestions.suggest(typed)
    archive.suggestions.proposals(typed)


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("共同付裕", "共同富裕", "pinyin"),
        ("共同 付裕", "共同富裕", "pinyin"),
        ("共童富于", "共同富裕", "pinyin"),
        ("gongtongfuyu", "共同富裕", "pinyin"),
        ("gong tong fu yu", "共同富裕", "pinyin"),
        ("gtfy", "共同富裕", "pinyin"),
        ("gongtongfuyi", "共同富裕", "pinyin"),
        ("共同fuyu", "共同富裕", "pinyin"),
        ("乡村振行", "乡村振兴", "pinyin"),
        ("乡村政新", "乡村振兴", "pinyin"),
        ("共同富的裕", "共同富裕", "edit"),
        ("高质量农展", "高质量发展", "edit"),
        ("推进共同付裕", "推进共同富裕", "pinyin"),
        ("增收 共同付裕", "增收 共同富裕", "pinyin"),
        ("“共同付裕” -食堂", "“共同富裕” -食堂", "pinyin"),
        ("作者:曾子默", "作者:曾子墨", "pinyin"),
        ("作者:林小", "作者:林晓", "pinyin"),
        ("来源:松河月看", '来源:"松河 月刊"', "pinyin"),
        ("来源:“松河月看”", "来源:“松河 月刊”", "pinyin"),
        ("标题：共同付裕", "标题：共同富裕", "pinyin"),
    ],
)
def test_did_you_mean(archive: Archive, query: str, first: str, why: str) -> None:
    best = archive.suggestions.proposals(query)[0]
    assert (best.query, best.why) == (first, why)
    assert archive.search.run(best.query.rpartition(" -")[0] or best.query).total


@pytest.mark.parametrize("query", ["", "共同富裕", "農民", "-共同付裕", "年:2019", "123", "篮球"])
def test_nothing_to_propose(archive: Archive, query: str) -> None:
    assert proposed(archive, query) == []


def test_new_words_are_suggested_once_the_index_has_them(sqlite_archive: Archive) -> None:
    suggestions = sqlite_archive.suggestions
    assert suggestions.suggest("gtfy") == ()
    kept = keep(sqlite_archive, PATH)
    assert suggestions.warm()
    assert texts(sqlite_archive, "gtfy") == ["共同富裕"]
    assert texts(sqlite_archive, "zhouyuan") == ["周远"]
    sqlite_archive.articles.trash(kept)
    assert suggestions.warm()
    assert suggestions.suggest("gtfy") == ()
    assert suggestions.suggest("zhouyuan") == ()


def test_a_newer_index_is_read_behind_the_answers(
    sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.suggestions.LOOK_EVERY", 0)
    monkeypatch.setattr("corpus.suggestions.REST", 0)
    assert sqlite_archive.suggestions.suggest("gtfy") == ()
    keep(sqlite_archive, PATH)
    while not sqlite_archive.suggestions.suggest("gtfy"):
        time.sleep(0.01)


def test_trouble_with_the_index_suggests_nothing(
    sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise IndexDamaged("torn")

    keep(sqlite_archive, PATH)
    monkeypatch.setattr(sqlite_archive.index, "snapshot", damaged)
    assert sqlite_archive.suggestions.suggest("gtfy") == ()
    assert sqlite_archive.suggestions.proposals("共同付裕") == ()
    assert not sqlite_archive.suggestions.warm()
    monkeypatch.undo()
    assert sqlite_archive.suggestions.warm()
    assert texts(sqlite_archive, "gtfy") == ["共同富裕"]
