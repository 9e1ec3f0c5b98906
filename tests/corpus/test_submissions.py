"""Submissions: received once, seen by editors only, adopted whole or not at all."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from corpus.actor import VISITOR, Actor, NotAllowed
from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from corpus.bench import Bench
from corpus.corrections import BothChanged
from corpus.integrity import check
from corpus.submission import (
    HeldByAnother,
    InvalidSubmission,
    NothingToAdopt,
    SubmissionNotFound,
    WrongStep,
)
from tests.articles import by, draft, keep
from tests.pages.press_page import PAGE, TITLES

OTHER = "渡口的灯\n\n周远\n\n渡口的灯亮了一夜，等最后一班船回来。摆渡人说，灯在，路就在。"
SECRET = "zhouyuan@example.com"


def arrival(*texts: str, subject: str = "一组稿件") -> Arrival:
    """A mail with a file for each text."""
    parts = tuple(Incoming(f"稿件{n}.txt", text.encode()) for n, text in enumerate(texts, 1))
    return Arrival("mail", parts, "周远", SECRET, subject, message_id=f"<{subject}@example.com>")


def received(archive: Archive, *texts: str) -> int:
    return archive.submissions.receive(arrival(*texts)).number


def bench(archive: Archive, number: int) -> Bench:
    """The first document of a submission, before an editor."""
    part = archive.submissions.parts(number)[0].id
    return archive.submissions.benches(part, archive.submissions.read(part))[0]


def edited(archive: Archive, article_id: int) -> None:
    """Gives an article another title."""
    revision = archive.articles.get(article_id).revision
    archive.articles.update(article_id, expected_revision=revision, title="改过的题目")


def titles(archive: Archive) -> list[str]:
    return [article.content.title for article in archive.articles.iterate()]


def test_a_receipt_says_what_was_read_and_what_is_there_already(archive: Archive) -> None:
    (same,) = keep(archive, draft("渡口的灯亮了一夜，等最后一班船回来。摆渡人说，灯在，路就在。"))
    sent = arrival(PAGE, OTHER)
    sent = replace(sent, parts=(*sent.parts, Incoming("坏.docx", b"PK\x03\x04broken")))
    receipt = archive.submissions.receive(sent)
    assert (receipt.number, receipt.again) == (1, False)
    found = receipt.findings
    assert (found.documents, len(found.verdicts), found.same) == (2, 4, 1)
    assert [verdict.title for verdict in found.verdicts][:3] == list(TITLES)
    assert found.verdicts[3].same == same
    assert [refusal.name for refusal in found.refusals] == ["坏.docx"]
    assert archive.submissions.data(archive.submissions.parts(1)[2].id) == b"PK\x03\x04broken"


def test_an_article_that_is_nearly_there_is_named(archive: Archive) -> None:
    archive.imports.run([("版面.txt", PAGE.encode())])
    changed = PAGE.replace("三十万元", "四十万元")
    verdict = archive.submissions.receive(arrival(changed)).findings.verdicts[0]
    assert verdict.same is None
    assert verdict.like == 1
    assert verdict.containment > 0.8


def test_the_same_message_again_gives_the_first_receipt(archive: Archive) -> None:
    first = archive.submissions.receive(arrival(PAGE))
    again = archive.submissions.receive(arrival(PAGE, subject="又一封"))
    assert again == replace(first, again=True)
    resent = replace(arrival(PAGE), whole="0" * 64)
    assert archive.submissions.receive(resent).again, "the same Message-ID"
    assert not archive.submissions.receive(replace(arrival(OTHER), message_id="<1@x>")).again
    forged = replace(arrival("别的稿件，别人写的，写了足够长的一段话。"), message_id="<1@x>")
    assert not archive.submissions.receive(forged).again, "an id can be given twice"


def test_an_arrival_without_anything_is_refused(archive: Archive) -> None:
    with pytest.raises(InvalidSubmission, match="没有选择文件"):
        archive.submissions.receive(Arrival("form", ()))


def test_nothing_of_a_submission_is_seen_before_it_is_adopted(archive: Archive) -> None:
    number = received(archive, PAGE)
    archive.index.catch_up()
    assert archive.articles.count() == 0
    assert archive.search.run("竹笋").total == 0
    reader = archive.acting_as(Actor("读者", "reader", "reader@example.com"))
    part = archive.submissions.parts(number)[0].id
    for look in (
        lambda: reader.submissions.all(),
        lambda: reader.submissions.counts(),
        lambda: reader.submissions.get(number),
        lambda: reader.submissions.parts(number),
        lambda: reader.submissions.data(part),
        lambda: reader.submissions.read(part),
    ):
        with pytest.raises(NotAllowed):
            look()
    archive.submissions.adopt(number)
    archive.index.catch_up()
    assert archive.search.run("竹笋").total == 1
    assert check(archive) == []


def test_readers_know_only_what_they_sent_themselves(archive: Archive) -> None:
    received(archive, PAGE)
    reader = archive.acting_as(Actor("读者", "reader", "reader@example.com"))
    first = reader.submissions.receive(replace(arrival(PAGE), message_id=None))
    assert (first.number, first.again) == (2, False)
    assert reader.submissions.receive(replace(arrival(PAGE), message_id=None)).again
    kept = archive.submissions.get(2)
    assert (kept.origin, kept.address) == ("form", "reader@example.com")
    assert (kept.twins, archive.submissions.get(1).twins) == ((1,), (2,))


def test_visitors_send_nothing(archive: Archive) -> None:
    with pytest.raises(NotAllowed):
        archive.acting_as(VISITOR).submissions.receive(arrival(PAGE))


def test_it_goes_through_its_states_and_back(archive: Archive) -> None:
    number = received(archive, PAGE)
    desk = by("林晓", archive).submissions
    assert desk.take(number).holder == "林晓"
    assert desk.release(number).status == "new"
    with pytest.raises(InvalidSubmission, match="理由"):
        desk.send_back(number, " ")
    assert desk.send_back(number, "请补作者").reason == "请补作者"
    assert desk.send_back(number, "请补作者").status == "returned", "a double click"
    with pytest.raises(WrongStep, match="现在是“退回”，不能采用"):
        desk.adopt(number)
    assert desk.reopen(number).reason == ""
    assert desk.shelve(number, "等专题").status == "shelved"
    assert desk.counts() == {"new": 0, "held": 0, "adopted": 0, "returned": 0, "shelved": 1}
    desk.reopen(number)
    changes = archive.history.of_library("submission")
    assert [change.after["status"] for change in changes if change.after] == [
        *("new", "shelved", "new", "returned", "new", "held", "new"),
    ]
    assert all(SECRET not in str(change) for change in changes)
    assert check(archive) == []


def test_taking_over_is_asked_for(archive: Archive) -> None:
    number = received(archive, PAGE)
    by("林晓", archive).submissions.take(number)
    other = by("陈穗", archive).submissions
    for attempt in (
        lambda: other.take(number),
        lambda: other.adopt(number),
        lambda: other.shelve(number, "等"),
    ):
        with pytest.raises(HeldByAnother, match="林晓"):
            attempt()
    assert other.take(number, over=True).holder == "陈穗"


def test_edits_of_different_fields_merge_those_of_one_show_both(archive: Archive) -> None:
    number = received(archive, PAGE)
    seen = archive.submissions.get(number).revision
    one, other = by("林晓", archive).submissions, by("陈穗", archive).submissions
    one.change(number, expected_revision=seen, subject="山路三篇")
    changed = other.change(number, expected_revision=seen, sender="周青禾", subject="一组稿件")
    assert (changed.subject, changed.sender) == ("山路三篇", "周青禾")
    with pytest.raises(BothChanged) as caught:
        other.change(number, expected_revision=seen, subject="三篇")
    assert (caught.value.theirs, caught.value.mine) == ("山路三篇", "三篇")


def test_corrections_stay_on_the_bench_and_are_adopted(archive: Archive) -> None:
    number = received(archive, PAGE)
    work = bench(archive, number)
    work.sheet.merge(1)
    work.sheet.edit(0, title="富路", tags=("基础设施",))
    archive.submissions.save(work)
    again = bench(by("陈穗", archive), number)
    assert [d.title for d in again.sheet.drafts] == ["富路", TITLES[2]]
    again.sheet.drop(1, True)
    archive.submissions.save(again)
    adoption = archive.submissions.adopt(number)
    assert titles(archive) == ["富路"]
    assert archive.articles.get(adoption.article_ids[0]).content.tags == ("基础设施",)
    assert archive.submissions.get(number).articles == adoption.article_ids
    with pytest.raises(WrongStep, match=r"已采用.*撤回"):
        archive.submissions.save(again)
    assert check(archive) == []


def test_two_editors_work_at_one_bench(archive: Archive) -> None:
    number = received(archive, PAGE)
    mine, theirs = bench(archive, number), bench(archive, number)
    theirs.sheet.edit(0, title="富路")
    archive.submissions.save(theirs)
    mine.sheet.start_article(PAGE.index("养路的人从哪里来"))
    archive.submissions.save(mine)
    mine.sheet.edit(2, title="学在工地")
    archive.submissions.save(mine)
    assert [d.title for d in bench(archive, number).sheet.drafts] == [
        *("富路", "养路的人从哪里来", "学在工地", TITLES[2]),
    ]
    theirs.sheet.edit(0, title="路")
    mine.sheet.edit(0, title="山路")
    archive.submissions.save(mine)
    with pytest.raises(BothChanged, match="现在是“山路”，您改成的是“路”"):
        archive.submissions.save(theirs)


def test_adopting_twice_makes_one_record(archive: Archive) -> None:
    number = received(archive, PAGE)
    found: list[tuple[bool, tuple[int, ...]]] = []

    def adopt() -> None:
        adoption = archive.submissions.adopt(number)
        found.append((adoption.again, adoption.article_ids))

    threads = [threading.Thread(target=adopt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(again for again, _ in found) == [False, True, True, True]
    assert {ids for _, ids in found} == {(1, 2, 3)}
    assert titles(archive) == list(TITLES)


def test_what_the_library_has_cannot_be_adopted(archive: Archive) -> None:
    archive.imports.run([("版面.txt", PAGE.encode())])
    number = received(archive, PAGE)
    with pytest.raises(NothingToAdopt, match="3 篇文章文库里都已有"):
        archive.submissions.adopt(number)
    assert archive.submissions.get(number).status == "new"
    assert archive.articles.count() == 3


def test_an_adoption_can_be_taken_back(archive: Archive) -> None:
    number = received(archive, PAGE)
    archive.submissions.adopt(number)
    back = archive.submissions.withdraw(number)
    assert (back.status, back.holder, back.articles) == ("held", "本机", ())
    assert titles(archive) == []
    assert len(archive.articles.trashed()) == 3
    assert len(archive.submissions.adopt(number).article_ids) == 3
    assert check(archive) == []


def test_an_adoption_is_undone_out_of_the_history_and_done_again(archive: Archive) -> None:
    number = received(archive, PAGE)
    archive.submissions.take(number)
    ids = archive.submissions.adopt(number).article_ids
    adoption = archive.history.batches(limit=1)[0].id
    foreseen = archive.undoing.preview(adoption)
    assert archive.submissions.get(number).status == "adopted", "nothing is written"
    undone = archive.undoing.undo(adoption)
    assert (undone.articles, undone.items, undone.skipped) == (3, 1, ())
    assert (foreseen.articles, foreseen.items) == (3, 1)
    back = archive.submissions.get(number)
    assert (back.status, back.holder, back.articles) == ("held", "本机", ())
    assert titles(archive) == []
    assert check(archive) == []

    assert undone.batch is not None
    assert archive.undoing.undo(undone.batch).skipped == ()
    again = archive.submissions.get(number)
    assert (again.status, again.holder, again.articles) == ("adopted", None, ids)
    assert titles(archive) == list(TITLES)
    assert check(archive) == []


def test_articles_changed_since_stay_its_own_when_the_adoption_is_undone(archive: Archive) -> None:
    number = received(archive, PAGE)
    first, second, third = archive.submissions.adopt(number).article_ids
    adoption = archive.history.batches(limit=1)[0].id
    edited(archive, second)
    foreseen = archive.undoing.preview(adoption)
    undone = archive.undoing.undo(adoption)
    assert [one.item_id for one in undone.skipped] == [one.item_id for one in foreseen.skipped]
    assert [(one.kind, one.item_id) for one in undone.skipped] == [("article", second)]
    back = archive.submissions.get(number)
    assert (back.status, back.articles) == ("new", (second,)), "it says which one is still there"
    assert [article.id for article in archive.articles.iterate()] == [second]

    assert undone.batch is not None
    redone = archive.undoing.undo(undone.batch)
    assert redone.skipped == ()
    assert archive.submissions.get(number).articles == (first, second, third)
    archive.undoing.undo(redone.batch or "")
    again = archive.submissions.adopt(number).article_ids
    assert again[0] == second, "what stayed is one of its articles again"
    assert set(again).isdisjoint({first, third})
    archive.submissions.withdraw(number)
    assert titles(archive) == [], "taking it back at the desk takes all of it"
    assert check(archive) == []


def test_an_adoption_of_which_everything_was_changed_stays_adopted(archive: Archive) -> None:
    number = received(archive, OTHER)
    (only,) = archive.submissions.adopt(number).article_ids
    adoption = archive.history.batches(limit=1)[0].id
    edited(archive, only)
    undone = archive.undoing.undo(adoption)
    assert (undone.batch, undone.done) == (None, 0)
    assert {(one.kind, one.item_id) for one in undone.skipped} == {
        ("article", only),
        ("submission", number),
    }
    assert any("仍算已采用" in one.reason for one in undone.skipped)
    assert archive.submissions.get(number).status == "adopted"
    assert archive.articles.count() == 1


def test_what_was_done_with_a_submission_since_stays_done(archive: Archive) -> None:
    number = received(archive, PAGE)
    arrived = archive.history.batches(limit=1)[0].id
    (left,) = archive.undoing.undo(arrived).skipped
    assert (left.kind, left.reason) == ("submission", "收到的投稿不能撤销。")
    archive.submissions.shelve(number, "等图片")
    shelved = archive.history.batches(limit=1)[0].id
    hers = by("林晓", archive).submissions
    hers.reopen(number)
    hers.take(number)
    (left,) = archive.undoing.undo(shelved).skipped
    assert (left.name, left.by, left.reason) == ("一组稿件", "林晓", "之后又被改过。")
    assert archive.submissions.get(number).holder == "林晓"


def test_the_greeting_of_a_message_belongs_to_no_article(archive: Archive) -> None:
    text = "编辑老师：您好！\n\n投稿如下，请审阅。\n\n" + OTHER
    body = Incoming("正文.txt", text.encode(), is_body=True)
    number = archive.submissions.receive(Arrival("mail", (body,))).number
    assert "编辑老师：您好！" in bench(archive, number).sheet.split.furniture


def test_what_is_beside_the_point_is_not_read(archive: Archive) -> None:
    sent = arrival(PAGE, OTHER)
    parts = (sent.parts[0], replace(sent.parts[1], material=False))
    number = archive.submissions.receive(replace(sent, parts=parts)).number
    assert len(archive.submissions.get(number).findings.verdicts) == 3
    archive.submissions.set_material(archive.submissions.parts(number)[1].id, True)
    assert len(archive.submissions.adopt(number).article_ids) == 4


def test_there_is_no_submission_of_a_wrong_number(archive: Archive) -> None:
    for look in (archive.submissions.get, archive.submissions.adopt, archive.submissions.data):
        with pytest.raises(SubmissionNotFound):
            look(7)
