"""Work beside the page: once per key, told how far it is, its failures kept in words."""

from __future__ import annotations

from threading import Event

from corpus.errors import SixueError
from pages.parts.jobs import FINISHED_KEPT, Job, Jobs


def test_a_second_start_with_the_same_key_does_nothing():
    jobs, go, runs = Jobs(), Event(), []

    def work(_job: Job) -> str:
        runs.append(1)
        go.wait(5)
        return "完成"

    first = jobs.start("a", "导入", work)
    second = jobs.start("a", "导入", work)
    assert first is second
    assert first.state == "running"
    go.set()
    assert first.wait(5)
    assert (first.state, first.result, runs) == ("done", "完成", [1])


def test_work_tells_how_far_it_is():
    jobs, told, go = Jobs(), Event(), Event()

    def work(job: Job) -> None:
        job.report(3, 4, "甲.txt")
        told.set()
        go.wait(5)

    job = jobs.start("a", "导入", work)
    assert told.wait(5)
    assert (job.share, job.note) == (0.75, "甲.txt")
    go.set()


def test_a_failure_is_kept_in_words_for_the_page():
    def work(_job: Job) -> None:
        raise SixueError("磁盘满了。", "请腾出空间。")

    job = Jobs().start("a", "导入", work)
    assert job.wait(5)
    assert job.state == "failed"
    assert job.error is not None
    assert job.error.remedy == "请腾出空间。"


def test_an_unforeseen_failure_shows_no_trace():
    job = Jobs().start("a", "导入", lambda _job: 1 / 0)
    assert job.wait(5)
    assert job.error is not None
    assert "ZeroDivision" not in str(job.error)


def test_only_the_last_finished_jobs_are_remembered():
    jobs = Jobs()
    for number in range(FINISHED_KEPT + 5):
        assert jobs.start(str(number), "导入", lambda _job: None).wait(5)
    assert jobs.get("0") is None
    assert jobs.get(str(FINISHED_KEPT + 4)) is not None


def test_a_forgotten_job_can_be_started_anew():
    jobs = Jobs()
    first = jobs.start("a", "导入", lambda _job: 1)
    assert first.wait(5)
    jobs.forget("a")
    assert jobs.start("a", "导入", lambda _job: 2) is not first


def test_work_nobody_wants_stops_at_its_next_report():
    jobs, begun, go = Jobs(), Event(), Event()

    def work(job: Job) -> str:
        begun.set()
        go.wait(5)
        job.report(1, 2)
        return "完成"

    job = jobs.start("a", "主题", work)
    assert begun.wait(5)
    job.cancel()
    go.set()
    assert job.wait(5)
    assert (job.state, job.result, job.error) == ("cancelled", None, None)
    jobs.forget("a")
    assert jobs.get("a") is None
