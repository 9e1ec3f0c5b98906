from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest

from corpus.archive import Archive
from corpus.document import Refusal
from corpus.importing import Duplicate, Prepared
from corpus.integrity import check
from corpus.keeping import ROWS_AT_ONCE
from corpus.sources import SourceNotFound
from tests.articles import draft, keep, prepared
from tests.corpus.pages import FIRST, PAGE, SECOND

PAGE_BYTES = PAGE.encode()


def table(*texts: str) -> bytes:
    rows = ({"title": f"第{n}篇", "content": text} for n, text in enumerate(texts, 1))
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_a_page_comes_in_as_its_articles(archive: Archive) -> None:
    report = archive.imports.run([("第6版.txt", PAGE_BYTES)])
    (file,) = report.files
    first, second = archive.articles.find(file.kept)
    assert (file.name, file.duplicates, file.refusals) == ("第6版.txt", (), ())
    assert (first.content.title, second.content.title) == (FIRST, SECOND)
    assert first.content.authors == ("林晓", "周远")
    assert first.content.headings == ("一、让农户成为股东", "二、让年轻人愿意回来")
    assert first.revision == second.revision == archive.revision()

    source = archive.sources.get(first.source_id)
    assert source.text.strip() == PAGE.strip()
    assert (source.name, source.format, source.size) == ("第6版.txt", "txt", len(PAGE_BYTES))
    assert source.sha256 == sha256(PAGE_BYTES).hexdigest()
    assert {span.article for span in source.spans} == {0, 1}
    assert second.source_id == source.id
    assert check(archive) == []


def test_the_same_page_again_is_recognised_and_not_stored(archive: Archive) -> None:
    (file,) = archive.imports.run([("第6版.txt", PAGE_BYTES)]).files
    revision = archive.revision()
    (again,) = archive.imports.run(
        [("副本.txt", PAGE.replace("\n", "\r\n").encode("gb18030"))]
    ).files
    assert again.kept == ()
    assert [(d.title, d.of) for d in again.duplicates] == [
        (FIRST, file.kept[0]),
        (SECOND, file.kept[1]),
    ]
    assert archive.revision() == revision
    assert archive.articles.count() == 2


def test_duplicates_are_recognised_however_they_are_written(archive: Archive) -> None:
    (first,) = keep(archive, draft("发展“三农”事业 ABC。", title="甲"))
    report = list(
        archive.imports.keep(
            prepared(
                [
                    draft("發展「三農」事業ＡＢＣ。", title="乙"),
                    draft("发展“三农”\n事业ABC。", title="丙"),
                    draft("发展三农事业。", title="丁"),
                    draft("发展三农事业。", title="戊"),
                ]
            )
        )
    )
    (kept,) = report
    (fourth,) = kept.article_ids
    assert kept.duplicates == (
        Duplicate("乙", first, 1),
        Duplicate("丙", first, 2),
        Duplicate("戊", fourth, 4),
    )


def test_articles_without_text_are_not_duplicates_of_each_other(archive: Archive) -> None:
    assert len(keep(archive, draft("", title="图一"), draft("", title="图二"))) == 2


def test_what_lies_in_the_trash_can_be_imported_again(archive: Archive) -> None:
    (first,) = keep(archive, draft("甲。"))
    archive.articles.trash([first])
    (second,) = keep(archive, draft("甲。"))
    assert second != first


def test_a_preview_says_what_is_there_already_and_writes_nothing(archive: Archive) -> None:
    archive.imports.run([("第6版.txt", PAGE_BYTES)])
    revision = archive.revision()
    changed = PAGE.replace("一百一十家", "一百二十家").encode()
    (found,) = archive.imports.prepare("改过.txt", changed)
    assert isinstance(found, Prepared)
    assert [d.title for d in found.drafts] == [FIRST, SECOND]
    assert found.duplicates == (None, 2)
    assert archive.revision() == revision


def test_what_an_editor_changed_is_kept_and_told_apart(archive: Archive) -> None:
    (found,) = archive.imports.prepare("第6版.txt", PAGE_BYTES)
    assert isinstance(found, Prepared)
    first, second = found.split.drafts
    corrected = replace(first, title="竹子与富裕", tags=("竹产业",))
    (kept,) = archive.imports.keep([replace(found, edited=(corrected, second))])
    article = archive.articles.get(kept.article_ids[0])
    assert article.content == corrected
    created, edited = archive.history.of_article(article.id)
    assert created.after["title"] == FIRST
    assert (edited.action, edited.before) == ("update", {"title": FIRST, "tags": []})
    assert len(archive.history.of_article(kept.article_ids[1])) == 1
    assert check(archive) == []


def test_a_table_is_one_source_and_every_row_an_article(archive: Archive) -> None:
    texts = [f"这是第{n}条新闻的正文，写的是村里的第{n}件事。" for n in range(ROWS_AT_ONCE + 3)]
    told: list[tuple[str, int]] = []
    (file,) = archive.imports.run(
        [("新闻.jsonl", table(*texts, texts[7]))], lambda name, total: told.append((name, total))
    ).files
    assert [a.content.text for a in archive.articles.find(file.kept)] == texts
    assert file.duplicates == (Duplicate(f"第{len(texts) + 1}篇", 8, len(texts) + 1),)
    assert told == [("新闻.jsonl", 500), ("新闻.jsonl", 503)]
    articles = archive.articles.find(file.kept)
    assert len({a.source_id for a in articles}) == 1
    assert len({a.revision for a in articles}) == 2
    source = archive.sources.get(articles[0].source_id)
    assert (source.name, source.format, source.text) == ("新闻.jsonl", "jsonl", "")
    assert check(archive) == []


def test_every_member_of_a_container_is_its_own_source(archive: Archive) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("二月/第6版.txt", PAGE)
        container.writestr("空.txt", "")
        container.writestr("新闻.jsonl", table("村里修了路。", "村里通了车。"))
    (file,) = archive.imports.run([("投稿.zip", packed.getvalue())]).files
    assert len(file.kept) == 4
    assert [(r.name, r.reason) for r in file.refusals] == [("投稿.zip/空.txt", "empty")]
    names = {archive.sources.get(a.source_id).name for a in archive.articles.find(file.kept)}
    assert names == {"投稿.zip/二月/第6版.txt", "投稿.zip/新闻.jsonl"}
    assert check(archive) == []


def test_a_bad_file_does_not_hinder_the_others(archive: Archive) -> None:
    files = [
        ("坏.docx", b"PK\x03\x04" + b"\x00" * 40),
        ("空.txt", b""),
        ("第6版.txt", PAGE_BYTES),
        ("假.pdf", b"%PDF-1.4 only the beginning"),
    ]
    report = archive.imports.run(files)
    assert [file.name for file in report.files] == [name for name, _ in files]
    assert [len(file.kept) for file in report.files] == [0, 0, 2, 0]
    for file in (report.files[0], report.files[1], report.files[3]):
        (refusal,) = file.refusals
        assert refusal.name == file.name
        assert refusal.problem
        assert refusal.remedy


def test_characters_no_database_can_hold_are_marked(archive: Archive) -> None:
    (file,) = archive.imports.run(
        [("怪.jsonl", '{"title": "怪", "content": "半个\\ud83d字，还有\\u0000空字符。"}'.encode())]
    ).files
    (article,) = archive.articles.find(file.kept)
    if "\ufffd" in article.content.text:
        assert "有缺字" in article.content.marks
    assert article.content.text.startswith("半个")
    assert check(archive) == []


def test_lost_characters_are_marked_until_somebody_puts_them_right(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("这里缺了一个\ufffd。"))
    article = archive.articles.get(article_id)
    assert article.content.marks == ("有缺字",)
    whole = draft("这里缺了一个字。").paragraphs
    archive.articles.update(article_id, expected_revision=article.revision, paragraphs=whole)
    assert archive.articles.get(article_id).content.marks == ()


def test_stopping_in_the_middle_leaves_whole_transactions(archive: Archive) -> None:
    texts = [draft(f"第{n}条。") for n in range(3 * ROWS_AT_ONCE)]
    keeping = archive.imports.keep(prepared(texts))
    next(keeping)
    del keeping
    assert archive.articles.count() == ROWS_AT_ONCE
    assert len(keep(archive, *texts)) == 2 * ROWS_AT_ONCE
    assert len({a.source_id for a in archive.articles.iterate()}) == 1, "the table is known again"


def test_refusals_of_a_preview_are_the_readers(archive: Archive) -> None:
    (found,) = archive.imports.prepare("空.txt", b"")
    assert isinstance(found, Refusal)
    assert (found.name, found.reason) == ("空.txt", "empty")


@pytest.mark.parametrize("source_id", [0, 5, 2**80])
def test_an_unknown_source_is_told(archive: Archive, source_id: int) -> None:
    with pytest.raises(SourceNotFound, match=f"没有编号为 {source_id} 的原文件"):
        archive.sources.get(source_id)
