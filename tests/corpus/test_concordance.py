from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus import collocates as collocates_module
from corpus import concordance_folder, concordance_store
from corpus.archive import DATABASE_FILE, Archive
from corpus.article import UNTITLED, Paragraph
from corpus.concordance import ConcordanceUnavailable, KwicLine, KwicSort
from corpus.concordance_store import parts
from corpus.locking import FileLock
from corpus.matching import JOINT, match_text
from tests.articles import draft, keep
from tests.corpus.library import BY_DATE, DRAFTS, INCOME

ROOT = Path(__file__).resolve().parents[2]
MANY = 150


@pytest.fixture(scope="module")
def library_home(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small library and its concordance, to be copied."""
    home = tmp_path_factory.mktemp("library") / "home"
    shutil.copytree(empty_home, home)
    with open_at(home) as archive:
        keep(archive, *DRAFTS)
        archive.concordance.catch_up()
    return home


@pytest.fixture
def home(library_home: Path, tmp_path: Path) -> Path:
    """A data folder with the small library and its concordance."""
    return Path(shutil.copytree(library_home, tmp_path / "library"))


@pytest.fixture
def library(home: Path) -> Archive:
    """The small library."""
    return open_at(home)


def open_at(home: Path) -> Archive:
    return Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home)


def counts(archive: Archive, *needles: str) -> dict[int, int]:
    """How often needles stand in each article."""
    found = archive.concordance.count(needles)
    assert found.revision == archive.revision()
    return dict(zip(found.articles.tolist(), found.counts.tolist(), strict=True))


def overlapping(text: str, needle: str) -> int:
    return sum(text.startswith(needle, at) for at in range(len(text)))


def expected_counts(archive: Archive, needle: str) -> dict[int, int]:
    """The same, counted in the texts themselves."""
    found = {
        article.id: sum(overlapping(match_text(p), needle) for p in parts(article.content))
        for article in archive.articles.iterate()
    }
    return {article: count for article, count in found.items() if count}


def check(archive: Archive) -> None:
    """The store says what the articles say."""
    for needle in ("的", "毛竹", "食堂", "一", "老人", "路", "."):
        assert counts(archive, needle) == expected_counts(archive, needle)


def lines(archive: Archive, needle: str, sort: KwicSort = "article") -> list[KwicLine]:
    page = archive.concordance.lines([match_text(needle)], sort=sort, limit=10_000)
    assert len(page.lines) == page.total
    return list(page.lines)


letters = st.text("山水富共同裕富富農农ＧＤＰgdp  \u3000…é\u0301ﬁ𠮷𠮾\u200b，。1２", min_size=1)
texts = st.lists(letters.filter(str.strip), min_size=1, max_size=4)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(letters.filter(str.strip), texts), min_size=1, max_size=3), st.data())
def test_every_occurrence_of_every_substring_is_found(
    sqlite_archive: Archive, articles: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    ids = keep(sqlite_archive, *(draft("\n".join(body), title) for title, body in articles))
    forms = [match_text(text) for title, body in articles for text in (title, *body)]
    form = data.draw(st.sampled_from([form for form in forms if form] or ["无"]))
    start = data.draw(st.integers(0, len(form) - 1))
    needle = form[start : data.draw(st.integers(start + 1, len(form)))]
    assume(match_text(needle) == needle)
    # A space alone is nothing to look for.
    assume(any(not char.isspace() and char != JOINT for char in needle))
    every = expected_counts(sqlite_archive, needle)
    expected = {article: count for article, count in every.items() if article in ids}

    found = sqlite_archive.concordance.count([needle], ids)
    assert dict(zip(found.articles.tolist(), found.counts.tolist(), strict=True)) == expected
    page = sqlite_archive.concordance.lines([needle], ids=ids, limit=10_000)
    assert (page.total, page.articles) == (sum(expected.values()), len(expected))
    assert len(page.lines) == page.total
    for line in page.lines:
        assert needle in match_text(line.keyword)
        content = sqlite_archive.articles.get(line.article_id).content
        whole = [content.title] if line.paragraph_index is None else []
        whole += [p.text for p in content.paragraphs[line.paragraph_index or 0 :][:1]]
        assert any(line.left + line.keyword + line.right in text for text in whole)


def test_lines_show_the_original_in_its_place(sqlite_archive: Archive) -> None:
    written = draft(
        "# 數字經濟一席談\n我们讲" + "好" * 40 + "數　字 經濟" + "啊" * 40,
        "数字经济",
        kicker="论数字",
        subtitle="谈经济",
        published=date(2021, 5, 4),
    )
    (article,) = keep(sqlite_archive, written)
    found = lines(sqlite_archive, "数字经济")
    assert found == [
        KwicLine(article, "数字经济", date(2021, 5, 4), "title", None, "", "数字经济", ""),
        KwicLine(article, "数字经济", date(2021, 5, 4), "heading", 0, "", "數字經濟", "一席談"),
        KwicLine(
            article, "数字经济", date(2021, 5, 4), "body", 1, "好" * 30, "數　字 經濟", "啊" * 30
        ),
    ]
    assert [(x.part, x.keyword) for x in lines(sqlite_archive, "论数字")] == [("title", "论数字")]


def test_a_title_made_of_the_first_words_does_not_count_twice(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("山路修好了。", "山路修好了", marks=(UNTITLED,)))
    assert [line.part for line in lines(sqlite_archive, "山路")] == ["body"]


def test_nothing_is_found_across_the_ends_of_parts(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("修路\n架桥", "山水", kicker="田林"), draft("村口", "屋前"))
    for needle in ("水田", "林修", "路架", "桥屋", "桥村", "前村", "路\n架", "\n", ""):
        assert counts(sqlite_archive, needle) == {}


def test_half_a_character_is_not_found(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("𠮷野家", "店"))
    assert counts(sqlite_archive, "𠮷") == {1: 1}
    assert counts(sqlite_archive, "\ud842") == counts(sqlite_archive, "\udfb7") == {}
    assert [line.right for line in lines(sqlite_archive, "𠮷")] == ["野家"]


def test_where_needles_overlap_the_longer_counts(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("共同富裕，富裕，富裕民，裕民。共同富", "无"))
    page = sqlite_archive.concordance.lines(["富裕", "共同富裕", "富裕民", "裕民", "富裕"])
    assert [line.keyword for line in page.lines] == ["共同富裕", "富裕", "富裕民", "裕民"]
    assert counts(sqlite_archive, "富裕") == {1: 3}
    assert counts(sqlite_archive, "同富", "共同") == {1: 4}, "of the same length both"


def test_lines_by_article_come_newest_first(library: Archive) -> None:
    found = lines(library, "的")
    days = [line.published for line in found]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[len(dated) :] == [None] * (len(days) - len(dated))
    by_day: dict[date | None, list[tuple[int, int]]] = {}
    for line in found:
        paragraph = -1 if line.paragraph_index is None else line.paragraph_index
        by_day.setdefault(line.published, []).append((line.article_id, paragraph))
    for places in by_day.values():
        assert places == sorted(places)


def chinese(text: str) -> list[tuple[int, bytes]]:
    """Sort key of a folded text whose characters GB 2312 knows: ASCII, signs, pinyin."""
    return [(not char.isascii(), char.encode("gb2312")) for char in match_text(text)]


@pytest.mark.parametrize("needle", ["的", "人", "村", "老人"])
def test_lines_are_sorted_by_what_stands_beside(library: Archive, needle: str) -> None:
    by_article = {line: place for place, line in enumerate(lines(library, needle))}
    right = sorted(by_article, key=lambda x: (chinese(x.right)[:24], by_article[x]))
    assert [x.right for x in lines(library, needle, "right")] == [x.right for x in right]
    left = sorted(by_article, key=lambda x: (chinese(x.left)[::-1][:24], by_article[x]))
    assert [x.left for x in lines(library, needle, "left")] == [x.left for x in left]


def test_common_characters_go_by_pinyin(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("村中。村庄。村北。村。村Q。村a。村阿姨。村1", "无"))
    found = [line.right[0] if line.right else "" for line in lines(sqlite_archive, "村", "right")]
    assert found == ["1", "a", "Q", "。", "阿", "北", "中", "庄"]


@pytest.mark.parametrize("sort", ["article", "left", "right"])
def test_pages_laid_together_are_the_whole(library: Archive, sort: KwicSort) -> None:
    whole = lines(library, "的", sort)
    pages = [
        library.concordance.lines(["的"], sort=sort, offset=offset, limit=7).lines
        for offset in range(0, len(whole) + 7, 7)
    ]
    assert [line for page in pages for line in page] == whole
    assert len(whole) > 7
    assert library.concordance.lines(["的"], sort=sort, limit=0).lines == ()


def test_only_the_articles_asked_for(library: Archive) -> None:
    every = counts(library, "的")
    some = sorted(every)[:2]
    page = library.concordance.lines(["的"], ids=[*some, 999], limit=1000)
    assert {line.article_id for line in page.lines} == set(some)
    assert page.total == sum(every[i] for i in some)
    assert library.concordance.lines(["的"], ids=[]).total == 0


def test_years_are_those_of_publication(sqlite_archive: Archive) -> None:
    keep(
        sqlite_archive,
        draft("山路修好了。山路！", "山 路", published=date(1969, 12, 31)),
        draft("桥修好了。", "桥", published=date(1970, 1, 1)),
        draft("𠮷山路", "无", published=date(1972, 12, 31)),
        draft("山路", "山路"),
    )
    years = sqlite_archive.concordance.by_year(["山路"])
    assert [(y.year, y.occurrences, y.articles, y.characters) for y in years] == [
        (1969, 3, 1, 11),
        (1970, 0, 0, 6),
        (1971, 0, 0, 0),
        (1972, 1, 1, 4),
    ]
    assert [y.per_10k for y in years] == [pytest.approx(30_000 / 11), 0, None, 2500]
    assert [y.year for y in sqlite_archive.concordance.by_year(["山路"], ids=[3, 4])] == [1972]
    assert sqlite_archive.concordance.by_year(["山路"], ids=[4]) == ()


def test_years_of_the_library(library: Archive) -> None:
    years = library.concordance.by_year(["的"])
    assert [y.year for y in years] == [d.published.year for d in BY_DATE if d.published]
    assert years[0].characters == len(match_text(INCOME.title)) + len(match_text(INCOME.text))


NOISE = ("学校开学了，老师们在教室里上课。", "医院扩建了，医生们在病房里查房。") * 20
PHRASES = ("全省加快建设示范区，推进共同富裕，缩小城乡差距。",) * 6


def test_collocates_are_the_words_beside(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("\n".join((*PHRASES, *NOISE)), "无"))
    found = sqlite_archive.concordance.collocates(["共同富裕"])
    assert (found.occurrences, found.sampled) == (6, 6)
    words = {word.term: word for word in found.words}
    assert set(words) == {"建设", "示范区", "缩小", "城乡差距"}, "推进 says nothing"
    near = words["缩小"]
    assert (near.count, near.left, near.right) == (6, 0, 6)
    assert near.pmi > 0
    assert near.log_likelihood > 0
    assert near.expected < 6
    assert (words["示范区"].left, words["示范区"].right) == (6, 0)
    scores = [word.log_likelihood for word in found.words]
    assert scores == sorted(scores, reverse=True)


def test_a_window_counts_words_to_each_side(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("\n".join((*PHRASES, *NOISE)), "无"))

    def terms(window: int) -> set[str]:
        found = sqlite_archive.concordance.collocates(["共同富裕"], window=window)
        return {word.term for word in found.words}

    assert terms(0) == set()
    assert terms(1) == {"缩小"}
    assert terms(2) == {"缩小", "城乡差距", "示范区"}
    assert len(sqlite_archive.concordance.collocates(["共同富裕"], limit=1).words) == 1


def test_a_word_we_may_have_cut_is_no_collocate(sqlite_archive: Archive) -> None:
    long = "茶" * 18 + "示范区共同富裕"
    keep(sqlite_archive, draft("\n".join([long] * 5 + ["示范区共同富裕"] * 5 + [*NOISE]), "无"))
    (word,) = (
        w for w in sqlite_archive.concordance.collocates(["共同富裕"]).words if w.term == "示范区"
    )
    assert word.left == 10
    further = "示范区" + "，" * 18 + "共同富裕"
    keep(sqlite_archive, draft("\n".join([further] * 5), "远"))
    (word,) = (
        w for w in sqlite_archive.concordance.collocates(["共同富裕"]).words if w.term == "示范区"
    )
    assert word.left == 10


def test_collocates_of_many_occurrences_come_from_a_sample(
    sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sqlite_archive, *(draft("\n".join((*PHRASES, *NOISE, f"{n}")), "无") for n in range(6)))
    whole = sqlite_archive.concordance.collocates(["共同富裕"])
    monkeypatch.setattr(collocates_module, "SAMPLE", 10)
    monkeypatch.setattr("corpus.concordance.SAMPLE", 10)
    monkeypatch.setattr(collocates_module, "COUNTED", 1500)
    keep(sqlite_archive, draft("另一篇", "另一篇"))
    found = sqlite_archive.concordance.collocates(["共同富裕"])
    assert (found.occurrences, found.sampled) == (36, 10)
    assert max(word.count for word in found.words) == 10
    assert {w.term for w in found.words} == {w.term for w in whole.words}
    expected = {w.term: w.expected for w in whole.words}
    for word in found.words:
        assert word.expected == pytest.approx(expected[word.term] * 10 / 36, rel=0.3)


def test_collocates_of_nothing(library: Archive, sqlite_archive: Archive) -> None:
    for archive in (library, sqlite_archive):
        found = archive.concordance.collocates(["无此一说"])
        assert (found.words, found.occurrences) == ((), 0)
        assert archive.concordance.lines(["无此一说"]).lines == ()
    assert sqlite_archive.concordance.by_year(["山"]) == ()


def test_changes_of_every_kind_are_caught_up_with(archive: Archive) -> None:
    keep(archive, *DRAFTS)
    check(archive)
    with Archive.open(archive.url, home=archive.home) as other:
        text = (Paragraph("竹匠改行养蜂了。"),)
        archive.articles.update(1, expected_revision=archive.revision(), paragraphs=text)
        assert counts(other, "养蜂") == {1: 1}
        archive.articles.trash([1, 2])
        assert counts(other, "养蜂") == {}
        check(other)
        archive.articles.restore([1])
        assert counts(other, "养蜂") == {1: 1}
        check(other)
        archive.tags.put_on(1, "养殖")
        check(archive)
        check(other)


def test_what_is_dead_is_left_behind_and_old_readers_are_not_disturbed(library: Archive) -> None:
    store = library.concordance._store
    (before,) = (library.home / "concordance").glob("texts-*")
    held = store.snapshot()
    text = held.units.tobytes()
    for n in range(3):
        library.articles.trash([1, 2, 3, 4, 5])
        check(library)
        library.articles.restore([1, 2, 3, 4, 5])
        check(library)
        keep(library, draft(f"第{n}条路。", "路"))
    check(library)
    (after,) = (library.home / "concordance").glob("texts-*")
    assert after != before
    assert held.units.tobytes() == text
    assert not store.snapshot().table.wasteful


def begin(content: bytearray) -> None:
    content[: len(content) // 2] = b"\xa5" * (len(content) // 2)


def middle(content: bytearray) -> None:
    half = len(content) // 2
    content[half : half + 8] = b"\xa5" * len(content[half : half + 8])


def end(content: bytearray) -> None:
    del content[len(content) // 2 :]


def everything(content: bytearray) -> None:
    content.clear()


@pytest.mark.parametrize("harm", [begin, middle, end, everything])
@pytest.mark.parametrize("part", ["texts-*", "table"])
def test_a_damaged_store_is_built_anew(
    home: Path, part: str, harm: Callable[[bytearray], None]
) -> None:
    (file,) = (home / "concordance").glob(part)
    content = bytearray(file.read_bytes())
    harm(content)
    file.write_bytes(content)
    with open_at(home) as archive:
        check(archive)


@pytest.mark.parametrize("part", ["texts-*", "table", "."])
@pytest.mark.parametrize("asked_before", [True, False])
def test_a_deleted_store_is_built_anew(home: Path, part: str, asked_before: bool) -> None:
    with open_at(home) as archive:
        if asked_before:
            check(archive)
        if part == ".":
            shutil.rmtree(home / "concordance")
        else:
            (file,) = (home / "concordance").glob(part)
            file.unlink()
        check(archive)
        archive.articles.trash([2])
        check(archive)
    with open_at(home) as archive:
        check(archive)


def test_garbage_behind_the_texts_is_written_over(home: Path) -> None:
    (file,) = (home / "concordance").glob("texts-*")
    with file.open("ab") as opened:
        opened.write("毛竹老人的路".encode("utf-16-le") + b"\xa5")
    with open_at(home) as archive:
        check(archive)
        keep(archive, draft("毛竹。", "竹"))
        check(archive)


def test_the_store_of_another_archive_or_format_is_not_believed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_at(tmp_path / "other") as other:
        keep(other, *(draft("桥修好了。", f"桥{n}") for n in range(len(DRAFTS))))
        shutil.copytree(home / "concordance", tmp_path / "other" / "concordance")
        check(other)
    monkeypatch.setattr(concordance_folder, "FORMAT", 0)
    with open_at(home) as archive:
        assert archive.concordance.revision() == 0
        check(archive)


@pytest.mark.parametrize("written_before_asked", [False, True])
def test_a_store_ahead_of_a_restored_backup_is_built_anew(
    home: Path, tmp_path: Path, written_before_asked: bool
) -> None:
    shutil.copy(home / DATABASE_FILE, tmp_path / "backup")
    with open_at(home) as archive:
        keep(archive, draft("后来修的路。", "后来"))
        check(archive)
    for file in home.glob(f"{DATABASE_FILE}*"):
        file.unlink()
    shutil.copy(tmp_path / "backup", home / DATABASE_FILE)
    with open_at(home) as archive:
        if written_before_asked:
            keep(archive, draft("另一条索桥。", "索桥"))
        check(archive)
        assert counts(archive, "后来修的路") == {}


def test_an_unfinished_store_ahead_of_a_restored_backup_is_built_anew(
    sqlite_archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken in of a revision must not pass for the one before it."""
    home = sqlite_archive.home
    keep(sqlite_archive, draft("老路。"))
    sqlite_archive.close()
    shutil.copy(home / DATABASE_FILE, tmp_path / "backup")
    with open_at(home) as archive:
        keep(archive, *(draft(f"第{n}条路。") for n in range(4)))
        only_so_far(monkeypatch, 2)
        assert archive.concordance.lines(["路"]).revision < archive.revision()
    for file in home.glob(f"{DATABASE_FILE}*"):
        file.unlink()
    shutil.copy(tmp_path / "backup", home / DATABASE_FILE)
    monkeypatch.undo()
    with open_at(home) as archive:
        check(archive)


def only_so_far(monkeypatch: pytest.MonkeyPatch, articles: int) -> None:
    """A question takes in so many articles, and nothing goes on behind it."""
    monkeypatch.setattr(concordance_store, "PAGE", articles)
    monkeypatch.setattr(concordance_store, "INLINE", articles)
    monkeypatch.setattr(
        concordance_store.ConcordanceStore, "_finish", lambda self, lock: lock.release()
    )


def test_an_unfinished_store_goes_on_where_it_stopped(
    sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sqlite_archive, *(draft(f"第{n}条路。") for n in range(7)))
    only_so_far(monkeypatch, 2)
    totals = []
    for _ in range(4):
        page = sqlite_archive.concordance.lines(["条路"])
        totals.append((page.total, page.revision == sqlite_archive.revision()))
    assert totals == [(2, False), (4, False), (6, False), (7, True)]
    check(sqlite_archive)


def test_a_large_backlog_is_worked_off_behind_the_question(sqlite_archive: Archive) -> None:
    many = concordance_store.INLINE + concordance_store.PAGE + 1
    keep(sqlite_archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(many)))
    first = sqlite_archive.concordance.lines(["水渠"])
    assert first.total == many or first.revision < sqlite_archive.revision()
    done: list[int] = []
    sqlite_archive.concordance.catch_up(done.append)
    page = sqlite_archive.concordance.lines(["水渠"])
    assert (page.total, page.revision) == (many, sqlite_archive.revision())
    sqlite_archive.concordance.catch_up(done.append)
    assert sorted(done) == done


def test_a_line_whose_article_changes_meanwhile_is_left_out(
    library: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = library.concordance._store.snapshot()
    total = library.concordance.lines(["的"], limit=1000).total
    library.articles.trash([1])
    library.articles.update(2, expected_revision=library.articles.get(2).revision, paragraphs=())
    monkeypatch.setattr(library.concordance._store, "snapshot", lambda: snapshot)
    page = library.concordance.lines(["的"], limit=1000)
    assert page.total == total
    assert {line.article_id for line in page.lines}.isdisjoint({1})
    assert all(x.paragraph_index is None for x in page.lines if x.article_id == 2)
    assert page.revision < library.revision()


def test_while_another_builds_the_store_the_reader_is_told(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    lock = FileLock(sqlite_archive.home / "concordance.lock", 5)
    with lock, pytest.raises(ConcordanceUnavailable, match="正在建立"):
        sqlite_archive.concordance.lines(["竹编"])
    check(sqlite_archive)


def test_a_store_that_cannot_be_written_is_told(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    (sqlite_archive.home / "concordance").write_text("in the way")
    with pytest.raises(ConcordanceUnavailable, match="语境索引不能写入"):
        sqlite_archive.concordance.lines(["竹编"])
    with pytest.raises(ConcordanceUnavailable, match="语境索引不能写入"):
        sqlite_archive.concordance.catch_up()


def test_what_cannot_be_brought_up_to_date_is_still_read(library: Archive) -> None:
    before = library.concordance.lines(["的"])
    (library.home / "concordance.lock").unlink()
    (library.home / "concordance.lock").mkdir()
    keep(library, draft("新修的路。", "新路"))
    after = library.concordance.lines(["的"])
    assert (after.total, after.revision) == (before.total, before.revision)
    assert after.revision < library.revision()


KILLED = """
import os, signal, sys
from pathlib import Path
from corpus import concordance_store
from corpus.archive import Archive
from corpus.concordance_folder import ConcordanceFolder, Writer

home, owner, name, times = sys.argv[1:]
owner = {"Writer": Writer, "Folder": ConcordanceFolder, "Path": Path}[owner]
concordance_store.PAGE, concordance_store.COMMIT_EVERY = 20, 40
whole, left = getattr(owner, name), int(times)

def dying(self, *args, **options):
    global left
    if "concordance" in str(getattr(self, "path", self)) or owner is Writer:
        left -= 1
        if left < 0:
            if owner is Writer:
                self._file.write("毛竹老人".encode("utf-16-le"))
                self._file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    return whole(self, *args, **options)

setattr(owner, name, dying)
with Archive.open(home=home) as archive:
    archive.concordance.catch_up()
"""
MOMENTS = [
    ("Writer", "put", 0),
    ("Writer", "put", 90),
    ("Writer", "commit", 0),
    ("Writer", "commit", 2),
    ("Folder", "replace_table", 1),
    ("Path", "replace", 0),
    ("Path", "replace", 3),
    ("Writer", "copy", 0),
    ("Path", "unlink", 0),
]


def killed(home: Path, *moment: object) -> None:
    """Catches up in a process that dies without warning at a moment of its writing."""
    result = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), *map(str, moment)],
        cwd=ROOT,
        env={**os.environ, "SIXUE_DATABASE_URL": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == -signal.SIGKILL, result.stderr


@pytest.mark.parametrize(("owner", "name", "times"), MOMENTS)
def test_kill_9_while_writing_leaves_a_store_that_can_be_read(
    home: Path, owner: str, name: str, times: int
) -> None:
    with open_at(home) as archive:
        keep(archive, *(draft(f"第{n}条毛竹的路。", f"路{n}") for n in range(MANY)))
        if name in {"copy", "unlink"}:
            archive.concordance.catch_up()
            archive.articles.trash(range(1, MANY))
        before = archive.concordance.revision()
        killed(home, owner, name, times)
        assert archive.concordance.revision() >= before > 0
        check(archive)
        keep(archive, draft("毛竹。", "又一篇"))
        check(archive)
        assert len(list((home / "concordance").glob("texts-*"))) == 1
    with open_at(home) as archive:
        check(archive)


def test_threads_share_one_concordance(library: Archive) -> None:
    whole = counts(library, "的")
    right = {sum(whole.values()), sum(n for i, n in whole.items() if i > 3)}

    def ask(number: int) -> set[int]:
        totals = set()
        for _ in range(15):
            if number == 0:
                library.articles.trash([1, 2, 3])
                library.articles.restore([1, 2, 3])
            totals.add(library.concordance.lines(["的"], sort="right").total)
            totals.add(library.concordance.collocates(["的"]).occurrences)
        return totals

    with ThreadPoolExecutor(6) as pool:
        for totals in pool.map(ask, range(6)):
            assert totals <= right
    check(library)


WRITER = """
import sys
from corpus.archive import Archive

with Archive.open(home=sys.argv[1]) as archive:
    for n in range(25):
        archive.articles.trash([1, 2, 3])
        archive.concordance.count(["的"])
        archive.articles.restore([1, 2, 3])
        archive.concordance.count(["的"])
"""


def test_several_processes_write_and_read_at_once(home: Path) -> None:
    with open_at(home) as archive:
        whole = counts(archive, "的")
        without: Sequence[int] = [i for i in whole if i > 3]
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(home)],
                cwd=ROOT,
                env={**os.environ, "SIXUE_DATABASE_URL": "", "PYTHONPATH": str(ROOT)},
            )
            for _ in range(2)
        ]
        while any(process.poll() is None for process in processes):
            found = archive.concordance.count(["的"])
            seen = dict(zip(found.articles.tolist(), found.counts.tolist(), strict=True))
            assert seen in (whole, {i: whole[i] for i in without})
        assert [process.returncode for process in processes] == [0, 0]
        check(archive)


def test_variants_are_one_collocate(sqlite_archive: Archive) -> None:
    lines = ["山村盼共富。", "山村要共同富裕。", "山村谈共富。", "山村走向共同富裕。"]
    filler = draft("河水清了，村医走了很远的路，竹匠编了一个篮子。" * 40, "别的事")
    keep(sqlite_archive, filler, *(draft(x * 3, f"第{n}篇") for n, x in enumerate(lines)))
    before = {c.term: c.count for c in sqlite_archive.concordance.collocates(["山村"]).words}
    sqlite_archive.variants.add("共同富裕", ["共富"])
    after = {c.term: c.count for c in sqlite_archive.concordance.collocates(["山村"]).words}
    assert "共富" not in after
    assert after["共同富裕"] > before.get("共同富裕", 0)
