"""The library's dictionary: kept, undone, told to the index; nothing is lost."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.dictionary import InvalidWord, LibraryDictionary, WordNotFound
from corpus.dictionary_words import MOST_WORDS, Kind
from corpus.integrity import check
from nlp.dictionary import Dictionary, segmenter_for
from nlp.matrix import terms_of
from nlp.segmentation import default_segmenter
from nlp.text import fold_text
from tests.articles import by, draft, prepared
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

ROOT = Path(__file__).resolve().parents[2]

ESSAYS = (
    draft("竹溪岭乡把无差异融合当作大事。竹溪岭乡的路修到了村口。", "竹溪岭乡的路"),
    draft("无差异融合要靠产业，腾笼引凤、破旧立新要靠干部。", "产业的路"),
    draft("食堂开张一年，账算得清。", "食堂的账"),
)


def words(dictionary: LibraryDictionary) -> list[tuple[str, str, int | None, str | None]]:
    return sorted((w.word, w.kind, w.frequency, w.pos) for w in dictionary.all())


@pytest.fixture
def filled(archive: Archive) -> Archive:
    list(archive.imports.keep(prepared(ESSAYS)))
    archive.index.catch_up()
    return archive


def test_an_accepted_word_is_cut_whole_and_counted(filled: Archive) -> None:
    assert "竹溪岭乡" not in filled.dictionary.segmenter().words("竹溪岭乡的路")
    filled.dictionary.put("竹溪岭乡", "word")
    assert "竹溪岭乡" in filled.dictionary.segmenter().words("竹溪岭乡的路")
    assert filled.search.document_frequencies(["竹溪岭乡"]).of["竹溪岭乡"] == 1
    assert filled.dictionary.version() == filled.revision()


def test_a_word_that_signs_part_counts_as_one(filled: Archive) -> None:
    filled.dictionary.put("腾笼引凤、破旧立新", "word")
    cut = filled.dictionary.segmenter().words("腾笼引凤、破旧立新要靠干部")
    assert cut[0] == "腾笼引凤、破旧立新"


def test_without_own_words_everything_is_cut_as_ever(archive: Archive) -> None:
    assert archive.dictionary.segmenter() is default_segmenter()
    assert archive.dictionary.plain_segmenter() is default_segmenter()
    assert archive.dictionary.version() == 0


def test_stop_words_of_the_library_count_no_more_and_spared_ones_do(filled: Archive) -> None:
    filled.dictionary.put("食堂", "stop")
    filled.dictionary.put("我们", "spared")
    segmenter = filled.dictionary.segmenter()
    assert not segmenter.is_term("食堂")
    assert segmenter.is_term("我们")
    assert filled.search.run("食堂").total == 1


def test_an_accepted_word_counts_though_it_looks_like_a_number(filled: Archive) -> None:
    text = "推进十百千和八一，也推进三个一百；可以。"
    assert "十百千" not in terms_of(text, filled.dictionary.segmenter())
    filled.dictionary.put_many(["十百千", "八一", "三个一百", "可以"], "word")
    counted = terms_of(text, filled.dictionary.segmenter())
    assert {"十百千", "八一", "三个一百"} <= set(counted)
    assert "可以" not in counted
    filled.variants.add("共同富裕", ["共富"])
    copy = pickle.loads(pickle.dumps(filled.dictionary.segmenter()))
    assert terms_of(text, filled.dictionary.segmenter()) == terms_of(text, copy) == counted


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("路", "太短"),
        ("路" * 25, "太长"),
        ("一 路", "不能保存"),
        ("-一路", "不能保存"),
        ("，。", "没有文字"),
        ("", "空白"),
        ("一\x00路", "不能保存"),
    ],
)
def test_what_is_no_word_is_refused_with_a_reason(archive: Archive, word: str, says: str) -> None:
    with pytest.raises(InvalidWord) as caught:
        archive.dictionary.put(word, "word")
    assert says in caught.value.problem
    assert caught.value.remedy
    assert archive.dictionary.all() == []


def test_saying_it_again_writes_nothing(archive: Archive) -> None:
    first = archive.dictionary.put("八方来客", "word", frequency=3, pos="n")
    revision = archive.revision()
    assert archive.dictionary.put("八方来客", "word", frequency=3, pos="n") == first
    assert archive.revision() == revision


def test_a_word_has_one_kind_at_a_time(archive: Archive) -> None:
    archive.dictionary.put("八方來客", "refused")
    archive.dictionary.put("八方来客", "word")
    assert words(archive.dictionary) == [("八方來客", "word", None, None)]


def test_a_removed_word_comes_back(archive: Archive) -> None:
    word = archive.dictionary.put("八方来客", "stop")
    archive.dictionary.remove(word.id)
    with pytest.raises(WordNotFound):
        archive.dictionary.remove(word.id)
    again = archive.dictionary.restore(word.id)
    assert (again.id, again.word, again.kind) == (word.id, "八方来客", "stop")


def test_pasting_takes_what_is_good_and_names_the_rest(archive: Archive) -> None:
    pasted = archive.dictionary.paste(
        "# 词典\n八方来客\n新四军 300 nt\n- 本报讯\n+我们\n？ 差别城乡\n\n路\n"
        "八方来客\n三 个 词 以上\n"
    )
    assert (pasted.added, pasted.known) == (5, 1)
    assert [bad.number for bad in pasted.bad] == [8, 10]
    assert archive.dictionary.as_text() == (
        "八方来客\n新四军 300 nt\n- 本报讯\n+ 我们\n? 差别城乡\n"
    )


def test_undo_leaves_alone_what_was_changed_since_and_says_so(archive: Archive) -> None:
    archive.dictionary.put_many(["甲乙丙", "丁戊己"], "word")
    change = archive.dictionary.changes(1)[0]
    archive.dictionary.put("甲乙丙", "stop")
    undone = archive.dictionary.undo(change.revision)
    assert (undone.words, undone.skipped) == (("丁戊己",), ("甲乙丙",))
    assert words(archive.dictionary) == [("甲乙丙", "stop", None, None)]


def test_what_can_no_longer_stand_is_skipped_by_undo(archive: Archive) -> None:
    group = archive.variants.add("共同富裕", ["共富"])
    archive.variants.remove(group.id)
    removal = archive.revision()
    archive.variants.add("共富路", ["共富"])
    undone = archive.dictionary.undo(removal)
    assert (undone.words, undone.skipped) == ((), ("共同富裕",))
    assert [g.preferred for g in archive.variants.all()] == ["共富路"]
    assert check(archive) == []


def test_an_undo_is_a_change_and_can_be_undone(archive: Archive) -> None:
    archive.dictionary.paste("甲乙丙\n- 丁戊己\n? 庚辛壬")
    before = words(archive.dictionary)
    by("周远", archive).dictionary.undo(archive.revision())
    assert archive.dictionary.all() == []
    last = archive.dictionary.changes(1)[0]
    assert (last.actor, len(last.items)) == ("周远", 3)
    archive.dictionary.undo(last.revision)
    assert words(archive.dictionary) == before
    assert archive.dictionary.undo(10_000).words == ()


def test_variants_are_undone_in_the_same_list(archive: Archive) -> None:
    archive.variants.add("共同富裕", ["共富"])
    archive.dictionary.put("甲乙丙", "word")
    assert [change.words for change in archive.dictionary.changes()] == [("甲乙丙",), ("共同富裕",)]
    archive.dictionary.undo(archive.dictionary.changes()[1].revision)
    assert archive.variants.all() == []
    archive.dictionary.undo(archive.dictionary.changes()[0].revision)
    assert [group.preferred for group in archive.variants.all()] == ["共同富裕"]


WORDS = st.text("城乡接合镇村富裕 路ab1、", min_size=1, max_size=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), WORDS, st.sampled_from(get_args(Kind))),
        st.tuples(st.just("paste"), st.lists(WORDS, max_size=4).map("\n".join), st.none()),
        st.tuples(st.just("remove"), st.integers(1, 9), st.none()),
    ),
    max_size=8,
)


@given(steps=STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_undone_in_reverse_order_all_is_as_it_was(archive: Archive, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    dictionary = archive.dictionary
    states = [words(dictionary)]
    revisions = []
    for what, word, kind in steps:
        before = archive.revision()
        try:
            if what == "put":
                dictionary.put(word, kind)
            elif what == "paste":
                dictionary.paste(word)
            else:
                dictionary.remove(word)
        except (InvalidWord, WordNotFound):
            continue
        if archive.revision() > before:
            states.append(words(dictionary))
            revisions.append(archive.revision())
    for revision in reversed(revisions):
        assert words(dictionary) == states.pop()
        dictionary.undo(revision)
    assert words(dictionary) == states.pop()


@given(lines=st.lists(st.tuples(WORDS, st.sampled_from(get_args(Kind)), st.none() | st.just(7))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_is_written_is_read_again(
    archive: Archive, lines: list[tuple[str, Kind, int | None]]
) -> None:
    for word, kind, frequency in lines:
        try:
            archive.dictionary.put(word, kind, frequency=frequency)
        except InvalidWord:
            continue
    text, kept = archive.dictionary.as_text(), words(archive.dictionary)
    for word in archive.dictionary.all():
        archive.dictionary.remove(word.id)
    pasted = archive.dictionary.paste(text)
    assert not pasted.bad
    assert words(archive.dictionary) == kept


def test_the_segmenter_keeps_every_word_of_the_library_whole(archive: Archive) -> None:
    own = ["城乡接合乡镇", "5G基站", "接合乡", "AI+制造", "竹溪岭乡"]
    archive.dictionary.put_many(own, "word")
    segmenter = archive.dictionary.segmenter()
    for word in own:
        assert fold_text(word) in segmenter.words(fold_text(f"建设{word}的经验"))


OWN = [
    "竹溪岭乡",
    "无差异融合",
    "接合乡镇",
    "5G基站",
    "AI+制造",
    "腾笼引凤、破旧立新",
    "店镇",
    "山水会",
]
AROUND = st.text("一在把的从到和建设了乡村里大新水路会员工作经验5G+、。", max_size=6)


@given(word=st.sampled_from(OWN), before=AROUND, behind=AROUND)
def test_an_own_word_is_whole_wherever_no_other_word_laps_over_it(
    word: str, before: str, behind: str
) -> None:
    form, text = fold_text(word), fold_text(before + word + behind)
    at = len(fold_text(before))
    ends = {0, *(token.end for token in default_segmenter().tokens(text))}
    # Where words end on both sides without it, nothing has a better claim to its characters.
    assume({at, at + len(form)} <= ends)
    cut = segmenter_for(Dictionary(tuple(OWN))).tokens(text)
    assert any((t.start, t.end) == (at, at + len(form)) for t in cut) or any(
        t.start <= at and at + len(form) <= t.end for t in cut
    )


def test_many_own_words_change_no_text_in_which_none_stands() -> None:
    texts = [fold_text(line) for essay in (BAMBOO, CANTEEN, RIVER, SCHOOL) for line in essay]
    pieces = list(dict.fromkeys(w for t in texts for w in default_segmenter().words(t)))
    joined = [one + other for one, other in pairwise(sorted(pieces)) if (one + other).isalpha()]
    own = tuple(word for word in joined if not any(word in text for text in texts))
    assert len(own) > 300
    cut = segmenter_for(Dictionary(own))
    assert [cut.words(text) for text in texts] == [default_segmenter().words(t) for t in texts]


def test_a_frequency_is_kept_for_others_and_changes_no_other_text(filled: Archive) -> None:
    filled.dictionary.put("竹溪岭乡", "word")
    current = filled.dictionary.current()
    filled.dictionary.put("竹溪岭乡", "word", frequency=1_000_000)
    assert filled.dictionary.as_text() == "竹溪岭乡 1000000\n"
    assert filled.dictionary.current() == current


def test_what_another_process_decides_is_known_at_once(archive: Archive, archive_url: str) -> None:
    archive.dictionary.put("八方来客", "word")
    with Archive.open(archive_url, home=archive.home) as other:
        assert other.dictionary.current() == archive.dictionary.current()
        other.dictionary.put("八方来客", "stop")
    assert archive.dictionary.current().stopped == {"八方来客"}


def test_threads_put_at_once_and_nothing_is_lost(archive: Archive) -> None:
    def work(n: int) -> None:
        archive.dictionary.put(f"第{n}号词", "word")
        assert f"第{n}号词" in archive.dictionary.current().words

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert len(archive.dictionary.all()) == len(archive.dictionary.current().words) == 24
    assert check(archive) == []


def test_the_dictionary_has_an_end(sqlite_archive: Archive) -> None:
    lines = "\n".join(f"词{n}" for n in range(MOST_WORDS + 1))
    pasted = sqlite_archive.dictionary.paste(lines)
    assert (pasted.added, len(pasted.bad)) == (MOST_WORDS, 1)
    with pytest.raises(InvalidWord, match="不能再加"):
        sqlite_archive.dictionary.put("再一个", "word")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dictionary_words SET word = '换了'",
        "UPDATE dictionary_words SET kind = 'stop'",
        "DELETE FROM dictionary_words",
        "UPDATE archive_state SET next_dictionary_word = 1",
    ],
)
def test_a_dictionary_changed_behind_our_back_is_found(archive: Archive, statement: str) -> None:
    archive.dictionary.put("八方来客", "word")
    assert check(archive) == []
    with archive.database.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert {problem.part for problem in check(archive)} == {"database"}
