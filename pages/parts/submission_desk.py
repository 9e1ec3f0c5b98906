"""One submission before an editor: what came, the workbench, and the decision."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.adoption import Adoption
from corpus.arrival import ORIGIN_NAMES
from corpus.bench import Bench
from corpus.intake import Intake, look_for_duplicates
from corpus.sheet import Sheet
from corpus.submission import STATUS_NAMES, Part, Submission
from pages.parts import keeping, workbench
from pages.parts.empty import empty
from pages.parts.errors import attempt, show
from pages.parts.jobs import Job, all_jobs, worked_out
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.submission_form import PATIENCE, wait_for
from pages.parts.submission_list import local, open_one


def submission_desk(one: Submission) -> None:
    """Draws everything about a submission."""
    _head(one)
    job = all_jobs().get(_job_key(one))
    if job is not None and job.state == "running" and not job.wait(PATIENCE):
        wait_for(job, "正在采用，文章随即可以检索……")
        return
    if job is not None:
        all_jobs().forget(job.key)
        if job.error is not None:
            show(job.error)
        if isinstance(job.result, Adoption):
            keeping.show_refusals(job.result.refusals)
            one = open_archive().submissions.get(one.id)
    if one.status == "adopted":
        _adopted(one)
        return
    _stayed(one)
    parts = open_archive().submissions.parts(one.id)
    benches = _benches(parts)
    if benches is not None:
        _actions(one, [bench for its in benches.values() for bench in its])
    keeping.show_refusals(one.findings.refusals)
    if benches is not None:
        _workbench(one, parts, benches)
    _aside(one, parts)


def _head(one: Submission) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="submission-head"):
        st.button(
            "投稿箱", key="submission-back", type="tertiary", icon=":material/arrow_back:",
            on_click=open_one, args=(None,),
        )  # fmt: skip
        following = _following(one)
        if following is not None:
            st.button(
                "下一份", key="submission-next", type="tertiary", icon=":material/arrow_forward:",
                on_click=open_one, args=(following,),
            )  # fmt: skip
    sender = f"{one.sender or '没有署名'}{f'（{one.address}）' if one.address else ''}"
    facts = (
        sender,
        f"{local(one.sent_at)} 发出" if one.sent_at else "",
        f"{local(one.received_at)} 收到（{ORIGIN_NAMES[one.origin]}）",
        f"与投稿 {'、'.join(map(str, one.twins))} 有相同的文章" if one.twins else "",
    )
    spans = "".join(f"<span>{as_html(fact)}</span>" for fact in facts if fact)
    holder = f"，{as_html(one.holder)}在处理" if one.holder else ""
    reason = f"：{as_html(one.reason)}" if one.reason else ""
    note = f'<p class="sx-note">{as_html(one.note)}</p>' if one.note else ""
    st.html(
        f'<h2 class="sx-section">{one.id}　{as_html(one.subject or "（没有题目）")}'
        f'<span class="sx-state sx-{one.status}">{STATUS_NAMES[one.status]}{holder}{reason}</span>'
        f'</h2><p class="sx-meta">{spans}</p>{note}'
    )


def _following(one: Submission) -> int | None:
    """The next one to be worked on."""
    waiting = [other.id for other in open_archive().submissions.all("new") if other.id != one.id]
    return next((i for i in waiting if i < one.id), waiting[0] if waiting else None)


def _adopted(one: Submission) -> None:
    count = len(one.articles)
    st.success(f"已采用，{count} 篇文章在文库里。", icon=":material/check_circle:")
    keeping.article_links(one.articles)
    _do(
        "撤回采用",
        "submission-withdraw",
        lambda: _withdraw(one.id),
        icon=":material/undo:",
        help_="把这些文章移到回收站，投稿回到“处理中”",
    )


def _stayed(one: Submission) -> None:
    """Says which articles an undone adoption has left in the library, and where they are."""
    ids = [article.id for article in open_archive().articles.find(one.articles)]
    if not ids:
        return
    st.info(
        f"采用已撤销，但有 {len(ids):,} 篇文章采用以后改过，留在文库里。"
        "再次采用之前，请在下面去掉这几篇，免得文库里有两份；不要了的，请打开文章移到回收站。",
        icon=":material/info:",
    )
    keeping.article_links(ids)


def _withdraw(submission_id: int) -> None:
    archive = open_archive()
    archive.submissions.withdraw(submission_id)
    archive.index.catch_up()


def _benches(parts: list[Part]) -> dict[int, list[Bench]] | None:
    """The documents of all parts that matter; None while they are being read."""
    submissions = open_archive().submissions
    found: dict[int, list[Bench]] = {}
    for part in (part for part in parts if part.material):
        key = f"submission-part-{part.id}-{part.sha256}"
        read = worked_out(
            all_jobs(), key, part.name, lambda _job, i=part.id: submissions.read(i), PATIENCE
        )
        if isinstance(read, Job):
            wait_for(read, f"正在读 {as_label(part.name)}……")
            return None
        found[part.id] = _laid_out(part.id, read)
    return found


def _laid_out(part_id: int, intake: Intake) -> list[Bench]:
    return open_archive().submissions.benches(part_id, intake)


def _actions(one: Submission, benches: list[Bench]) -> None:
    archive = open_archive()
    submissions, me = archive.submissions, archive.actor.name
    with st.container(key="submission-actions", horizontal=True, vertical_alignment="center"):
        if not one.is_open:
            _do("重新打开", "submission-reopen", lambda: submissions.reopen(one.id))
            return
        if one.holder not in (None, me):
            _do(
                f"接手（现由{one.holder}处理）", "submission-over",
                lambda: submissions.take(one.id, over=True), kind="primary",
            )  # fmt: skip
            return
        count = _count(benches)
        _do(
            f"采用（{count} 篇）", "submission-adopt", lambda: _adopt(one),
            kind="primary", icon=":material/check:", disabled=not count,
        )  # fmt: skip
        if one.status == "new":
            _do("我来处理", "submission-take", lambda: submissions.take(one.id))
        else:
            _do("放回", "submission-release", lambda: submissions.release(one.id))
        _with_reason(
            "退回", f"submission-return-{one.id}", lambda r: submissions.send_back(one.id, r)
        )
        _with_reason("搁置", f"submission-shelve-{one.id}", lambda r: submissions.shelve(one.id, r))
        _renaming(one)


def _count(benches: list[Bench]) -> int:
    """How many articles an adoption would keep."""
    return sum(
        duplicate is None and not bench.sheet.is_dropped(index)
        for bench in benches
        for index, duplicate in enumerate(bench.sheet.prepared.duplicates)
    )


def _job_key(one: Submission) -> str:
    return f"adopt-{one.id}"


def _adopt(one: Submission) -> None:
    archive = open_archive()

    def work(_job: Job) -> Adoption:
        adoption = archive.submissions.adopt(one.id)
        archive.index.catch_up()
        return adoption

    all_jobs().start(_job_key(one), f"采用投稿 {one.id}", work)


def _do(
    label: str,
    key: str,
    action: Callable[[], object],
    *,
    kind: str = "secondary",
    icon: str | None = None,
    help_: str | None = None,
    disabled: bool = False,
) -> None:
    st.button(
        as_label(label),
        key=key,
        type="primary" if kind == "primary" else "secondary",
        icon=icon,
        help=help_,
        disabled=disabled,
        on_click=attempt,
        args=(action,),
    )


def _with_reason(label: str, key: str, action: Callable[[str], object]) -> None:
    with st.popover(f"{label}…", key=f"{key}-box"), st.form(key, border=False):
        st.text_area("理由", key=f"{key}-reason", height=80, placeholder="写一句理由")
        st.form_submit_button(
            label,
            key=f"{key}-done",
            on_click=attempt,
            args=(lambda: action(st.session_state[f"{key}-reason"]),),
        )


def _renaming(one: Submission) -> None:
    key = f"submission-fields-{one.id}-{one.revision}"
    with st.popover("改题目…", key=f"{key}-box"), st.form(key, border=False):
        st.text_input("题目", one.subject, key=f"{key}-subject")
        st.text_input("投稿人", one.sender, key=f"{key}-sender")

        def changed() -> None:
            open_archive().submissions.change(
                one.id,
                expected_revision=one.revision,
                subject=st.session_state[f"{key}-subject"],
                sender=st.session_state[f"{key}-sender"],
            )

        st.form_submit_button("保存", key=f"{key}-done", on_click=attempt, args=(changed,))


def _workbench(one: Submission, parts: list[Part], benches: dict[int, list[Bench]]) -> None:
    units = [(part, unit) for part in parts for unit in _units(benches.get(part.id, []))]
    if not units:
        empty("", "没有读出文章。可以在下面取出原件查看，或者写明理由退回。")
        return
    chosen = 0
    if len(units) > 1:
        labels = [
            f"{unit[0].sheet.name}（{sum(len(b.sheet.drafts) for b in unit)} 篇）"
            for _, unit in units
        ]
        chosen = st.selectbox(
            "核对哪个文件",
            range(len(units)),
            format_func=lambda i: labels[i],
            key=f"submission-unit-{one.id}-{len(units)}",
        )
    part, unit = units[chosen]
    after = _keeper(unit)
    key = f"s{part.id}-{unit[0].index}"
    if unit[0].prepared.document.row is not None:
        workbench.rows([bench.sheet for bench in unit], key, after)
    else:
        workbench.workbench(unit[0].sheet, key, after)


def _units(benches: list[Bench]) -> list[list[Bench]]:
    """Each document by itself, the rows of a table together."""
    tabled = [bench for bench in benches if bench.prepared.document.row is not None]
    single = [[bench] for bench in benches if bench.prepared.document.row is None]
    return [*single, tabled] if tabled else single


def _keeper(unit: list[Bench]) -> Callable[[Sheet], None]:
    """Keeps the corrections of the benches whose sheets are corrected."""
    archive = open_archive()

    def keep(sheet: Sheet) -> None:
        bench = next(bench for bench in unit if bench.sheet is sheet)
        archive.submissions.save(bench)
        look_for_duplicates(archive.imports, [sheet])

    return keep


def _aside(one: Submission, parts: list[Part]) -> None:
    """The originals, and what was taken for no material."""
    submissions = open_archive().submissions
    if not parts:
        return
    with st.expander(f"原件（{len(parts)} 个）", icon=":material/attach_file:"):
        for part in parts:
            with st.container(horizontal=True, vertical_alignment="center", key=f"part-{part.id}"):
                st.download_button(
                    as_label(part.name),
                    lambda i=part.id: submissions.data(i),
                    part.name.rpartition("/")[2],
                    key=f"part-get-{part.id}",
                    type="tertiary",
                    icon=":material/download:",
                    on_click="ignore",
                )
                st.html(f'<p class="sx-meta"><span>{part.size:,} 字节</span></p>')
                if one.is_open:
                    st.button(
                        "不是稿件" if part.material else "也是稿件",
                        key=f"part-material-{part.id}",
                        type="tertiary",
                        on_click=attempt,
                        args=(submissions.set_material, part.id, not part.material),
                    )
