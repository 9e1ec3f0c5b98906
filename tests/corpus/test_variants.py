from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.integrity import check
from corpus.variant_groups import MOST_FORMS, MOST_GROUPS
from corpus.variant_lines import SIGNS, read_lines, write_line
from corpus.variants import InvalidVariants, VariantsNotFound
from nlp.variants import NO_VARIANTS, variant_form, variants
from tests.articles import by, draft, keep

ROOT = Path(__file__).resolve().parents[2]
PROJECT = "“千村示范、万村整治”工程"


def lines(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.preferred, line.others) for line in read_lines(text)]


def groups(archive: Archive) -> list[tuple[str, ...]]:
    return sorted(group.all_forms for group in archive.variants.all())


def test_a_group_is_kept_and_known_to_all(archive: Archive, archive_url: str) -> None:
    added = by("林晓", archive).variants.add(" 共同富裕 ", ["共富", "共 富", "共同富裕"])
    assert (added.preferred, added.forms, added.actor) == ("共同富裕", ("共富",), "林晓")
    assert archive.variants.all() == [added]
    assert archive.variants.current() == variants([("共同富裕", "共富")])
    with Archive.open(archive_url, home=archive.home) as other:
        assert other.variants.all() == [added]
        assert other.variants.current() == archive.variants.current()


def test_each_change_is_one_revision_and_in_the_history(archive: Archive) -> None:
    group = archive.variants.add("共同富裕", ["共富"])
    changed = archive.variants.change(
        group.id, "共同富裕", ["共富", "共裕"], expected_revision=group.revision
    )
    by("周远", archive).variants.remove(group.id)
    restored = archive.variants.restore(group.id)
    assert archive.revision() == 4
    assert (restored.id, restored.all_forms) == (group.id, changed.all_forms)
    changes = archive.history.of_library("variants")
    assert [c.action for c in changes] == ["restore", "delete", "update", "create"]
    assert changes[1].actor == "周远"
    assert changes[1].before == {"preferred": "共同富裕", "forms": ["共富", "共裕"]}
    assert changes[2].before == changes[3].after
    assert check(archive) == []


def test_nothing_is_written_where_nothing_changes(archive: Archive) -> None:
    group = archive.variants.add("共同富裕", ["共富"])
    same = archive.variants.change(
        group.id, "共同富裕 ", ["共富"], expected_revision=group.revision
    )
    assert same == archive.variants.restore(group.id) == group
    assert archive.revision() == group.revision


@pytest.mark.parametrize(
    ("preferred", "others", "says"),
    [
        ("共同富裕", [], "还没有别的写法"),
        ("共同富裕", ["共同 富裕", "共同富裕"], "还没有别的写法"),
        ("共", ["共富"], "太短"),
        ("", ["共富"], "空白太短"),
        ("共同富裕", ["长" * 41], "太长"),
        ("共同富裕", ["！？"], "没有文字"),
        ("共同富裕", ["共=富"], "符号"),
        ("共同富裕", ["共->富"], "符号"),
        ("共同富裕", ["共\x00富"], "符号"),
        ("共同富裕", ["共\x1b富"], "符号"),
        ("共同富裕", ["共\ud800富"], "符号"),
        ("共同富裕", [f"写法{n}" for n in range(MOST_FORMS)], "这一组有 51 种"),
    ],
)
def test_what_cannot_be_a_group_is_refused(
    sqlite_archive: Archive, preferred: str, others: list[str], says: str
) -> None:
    with pytest.raises(InvalidVariants, match=says) as caught:
        sqlite_archive.variants.add(preferred, others)
    assert caught.value.remedy
    assert sqlite_archive.revision() == 0


def test_a_form_stands_in_one_group_only(archive: Archive) -> None:
    archive.variants.add("共同富裕", ["共富"])
    other = archive.variants.add("乡村振兴", ["振兴乡村"])
    with pytest.raises(InvalidVariants, match="“共 富”已在“共同富裕（共富）”这一组里"):
        archive.variants.add("富裕", ["共 富"])
    with pytest.raises(InvalidVariants, match="“共同富裕”已在“共同富裕（共富）”这一组里"):
        archive.variants.change(
            other.id, "乡村振兴", ["共同富裕"], expected_revision=other.revision
        )
    archive.variants.change(other.id, "乡村振兴", ["兴村"], expected_revision=other.revision)
    archive.variants.add("振兴", ["振兴乡村"])
    archive.variants.remove(1)
    archive.variants.add("富裕", ["共富"])
    with pytest.raises(InvalidVariants, match="“共富”已在“富裕（共富）”这一组里"):
        archive.variants.restore(1)


def test_changes_of_others_are_protected(archive: Archive) -> None:
    group = archive.variants.add("共同富裕", ["共富"])
    archive.variants.change(group.id, "共同富裕", ["共裕"], expected_revision=group.revision)
    with pytest.raises(InvalidVariants, match="刚刚被别人改过"):
        archive.variants.change(group.id, "共同富裕", ["同富"], expected_revision=group.revision)
    assert groups(archive) == [("共同富裕", "共裕")]


@pytest.mark.parametrize("group_id", [0, 7, -1, 2**70])
def test_a_group_that_is_not_there(archive: Archive, group_id: int) -> None:
    with pytest.raises(VariantsNotFound):
        archive.variants.remove(group_id)
    with pytest.raises(VariantsNotFound):
        archive.variants.restore(group_id)
    with pytest.raises(VariantsNotFound):
        archive.variants.change(group_id, "共同富裕", ["共富"], expected_revision=0)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("共富 = 共同富裕", ("共同富裕", ("共富",))),
        ("共同富裕：共富、共裕", ("共同富裕", ("共富", "共裕"))),
        ("共富＝共裕 =共同富裕", ("共同富裕", ("共富", "共裕"))),
        ("共同富裕示范区 → 示范区", ("示范区", ("共同富裕示范区",))),
        ("共同富裕 -> 共富", ("共富", ("共同富裕",))),
        (f"千万工程 = {PROJECT}", (PROJECT, ("千万工程",))),
        (f"{PROJECT}：千万工程，“千村、万村”工程", (PROJECT, ("千万工程", "“千村、万村”工程"))),
        ("同奔富裕 = 共同富裕", ("共同富裕", ("同奔富裕",))),
        ("共同富裕：同奔富裕", ("共同富裕", ("同奔富裕",))),
        ("共富\t共同富裕", ("共同富裕", ("共富",))),
        ("Common Prosperity: 共富; 共同富裕", ("Common Prosperity", ("共富", "共同富裕"))),
        ("只有一个词", ("只有一个词", ())),
        ("= 共富", ("共富", ())),
    ],
)
def test_lines_are_read(text: str, read: tuple[str, tuple[str, ...]]) -> None:
    assert lines(text) == [read]


def test_empty_lines_and_remarks_are_passed_over() -> None:
    text = "# 通用\n\n共富 = 共同富裕\r\n  \n #完\n乙一 = 甲一"
    assert [line.number for line in read_lines(text)] == [3, 6]


FORMS = (
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=2, max_size=9)
    .map(lambda form: " ".join(form.split()))
    .filter(lambda form: not SIGNS.search(form))
)


@given(
    st.lists(
        FORMS.filter(variant_form),
        min_size=2,
        max_size=5,
        unique=True,
    )
)
def test_a_written_line_is_read_as_it_was(forms: list[str]) -> None:
    assert lines(write_line(forms[0], forms[1:])) == [(forms[0], tuple(forms[1:]))]


def test_a_list_is_pasted_in_one_go_and_bad_lines_are_named(archive: Archive) -> None:
    archive.variants.add("乡村振兴", ["振兴乡村"])
    before = archive.revision()
    pasted = archive.variants.paste(
        f"共富 = 共同富裕\n千万工程 = {PROJECT}\n只有一个词\n\n兴村 → 乡村振兴\n"
        "振兴乡村 = 富民强村\n共裕 = 共同富裕\n共富 = 共同富裕"
    )
    assert (pasted.added, pasted.extended, pasted.known) == (2, 2, 1)
    assert [line.number for line in pasted.bad] == [3, 6]
    assert "第 3 行“只有一个词”：“只有一个词”还没有别的写法" in str(pasted.bad[0])
    assert "已在“乡村振兴（振兴乡村、兴村）”这一组里" in str(pasted.bad[1])
    assert archive.revision() == before + 1
    assert set(groups(archive)) == {
        ("乡村振兴", "振兴乡村", "兴村"),
        (PROJECT, "千万工程"),
        ("共同富裕", "共富", "共裕"),
    }
    assert check(archive) == []


def test_the_list_as_text_makes_the_same_list(archive: Archive, tmp_path: Path) -> None:
    archive.variants.paste(f"共富 = 共裕 = 共同富裕\n{PROJECT} → 千万工程\n甲、乙 = 甲乙 → 乙甲")
    text = archive.variants.as_text()
    with Archive.open(f"sqlite:///{tmp_path / '另.db'}", home=tmp_path / "另") as other:
        assert other.variants.paste(text).bad == ()
        assert groups(other) == groups(archive)
    again = archive.variants.paste(text)
    assert (again.added, again.extended, again.known) == (0, 0, 3)


def test_the_list_is_bounded_and_read_once(sqlite_archive: Archive) -> None:
    text = "\n".join(f"写法{n} = 通用写法{n}" for n in range(MOST_GROUPS + 1))
    pasted = sqlite_archive.variants.paste(text)
    assert pasted.added == MOST_GROUPS
    assert "不能再加" in pasted.bad[0].problem
    listed = sqlite_archive.variants.current()
    keep(sqlite_archive, draft("甲。"))
    revision = sqlite_archive.revision()
    assert sqlite_archive.variants.current() is listed, "another write leaves the list as it was"
    assert sqlite_archive.variants.current(revision) is listed


def test_a_change_by_another_process_is_seen(archive: Archive, archive_url: str) -> None:
    assert archive.variants.current() == NO_VARIANTS
    with Archive.open(archive_url, home=archive.home) as other:
        group = other.variants.add("共同富裕", ["共富"])
        assert archive.variants.current(archive.revision()).groups == (("共同富裕", "共富"),)
        other.variants.remove(group.id)
    assert archive.variants.current() == NO_VARIANTS


def test_threads_add_at_once_and_nothing_is_lost(archive: Archive) -> None:
    def work(n: int) -> None:
        archive.variants.add(f"通用{n}号", [f"写法{n}号"])
        assert (f"通用{n}号", f"写法{n}号") in archive.variants.current().groups

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert len(archive.variants.all()) == len(archive.variants.current().groups) == 24
    assert check(archive) == []


def test_a_write_is_a_state_the_index_can_tell(archive: Archive) -> None:
    keep(archive, draft("共富路修到村口。"))
    archive.index.catch_up()
    archive.variants.add("共同富裕", ["共富"])
    assert archive.database.written_at(archive.revision()) > 0
    assert archive.search.ids("村口") == [1]
    archive.index.catch_up()
    assert archive.index.revision() == archive.revision()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE variants SET preferred = '换了'",
        "UPDATE variants SET revision = 7",
        "DELETE FROM variants",
        "UPDATE archive_state SET next_variant = 1",
    ],
)
def test_a_list_changed_behind_our_back_is_found(archive: Archive, statement: str) -> None:
    archive.variants.add("共同富裕", ["共富"])
    with archive.database.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert {problem.part for problem in check(archive)} == {"database"}


@pytest.mark.parametrize(
    "change", ["UPDATE library_history SET actor = '无名'", "DELETE FROM library_history"]
)
def test_nobody_can_alter_the_history_of_the_list(archive: Archive, change: str) -> None:
    archive.variants.add("共同富裕", ["共富"])
    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        archive.database.engine.begin() as connection,
    ):
        connection.execute(sa.text(change))


PASTE_FOR_EVER = """
import sys
from itertools import count
from corpus.archive import Archive

with Archive.open(home=sys.argv[1]) as archive:
    for n in count():
        archive.variants.paste("\\n".join(f"写法{n}之{m} = 通用写法{n}之{m}" for m in range(9)))
"""


def test_kill_9_leaves_whole_lists(empty_sqlite: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = subprocess.Popen([sys.executable, "-c", PASTE_FOR_EVER, str(home)], cwd=ROOT)
    with Archive.open(home=home) as archive:
        while archive.revision() < 5:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        assert check(archive) == []
        assert len(archive.variants.all()) == 9 * archive.revision()
