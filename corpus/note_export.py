"""Notes as files: to be read on (Markdown), or for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.article import Article
from corpus.markdown import literal_byline, literal_line
from corpus.notes import Colour, Note

COLUMNS = (
    "编号",
    "文章编号",
    "标题",
    "作者",
    "来源",
    "日期",
    "段落",
    "引文",
    "笔记",
    "颜色",
    "分享",
    "读者",
    "写于",
    "改于",
)
"""The columns of a table of notes."""
COLOURS: Mapping[Colour, str] = {"yellow": "黄", "green": "绿", "blue": "蓝", "red": "红"}


def notes_as_text(notes: Iterable[Note], articles: Iterable[Article]) -> str:
    """Notes as Markdown, article by article.

    Args:
        notes: In any order; within an article they come in the order of its text.
        articles: Those the notes are on; a note on any other is left out.

    Returns:
        A chapter for each article in the order in which the notes first name them: its title and
        byline, then each quote as a blockquote with what was noted on it, by whom and when.
    """
    known = {article.id: article for article in articles}
    chapters: dict[int, list[Note]] = {}
    for note in notes:
        if note.article_id in known:
            chapters.setdefault(note.article_id, []).append(note)
    pieces = ["# 笔记"]
    for article_id, its_notes in chapters.items():
        pieces += _head(known[article_id])
        for note in sorted(its_notes, key=_order):
            pieces += _blocks(note)
    return "\n\n".join(pieces) + "\n"


def note_rows(notes: Iterable[Note], articles: Iterable[Article]) -> Iterator[tuple[object, ...]]:
    """Notes as the rows of a table with COLUMNS, in their order; those on other articles left out.

    Paragraphs are counted from 1.
    """
    known = {article.id: article for article in articles}
    for note in notes:
        if note.article_id not in known:
            continue
        content = known[note.article_id].content
        yield (
            note.id,
            note.article_id,
            content.title,
            "、".join(content.authors),
            content.source,
            content.published,
            note.anchor and note.anchor.paragraph + 1,
            note.anchor and note.anchor.quote,
            note.text,
            COLOURS[note.colour],
            "是" if note.shared else "否",
            note.reader_name,
            _moment(note, "%Y-%m-%d %H:%M"),
            note.changed_at.astimezone().strftime("%Y-%m-%d %H:%M"),
        )


def _order(note: Note) -> tuple[int, int, int]:
    return (note.anchor.paragraph, note.anchor.start, note.id) if note.anchor else (-1, 0, note.id)


def _head(article: Article) -> Sequence[str]:
    named = literal_byline(article.content)
    return [f"## {literal_line(article.content.title)}", *([named] if named else [])]


def _blocks(note: Note) -> Iterator[str]:
    if note.anchor:
        yield "\n".join(f"> {literal_line(line)}" for line in note.anchor.quote.splitlines())
    for line in note.text.splitlines():
        if line.strip():
            yield literal_line(line)
    yield f"—— {literal_line(note.reader_name)}，{_moment(note, '%Y-%m-%d')}"


def _moment(note: Note, form: str) -> str:
    """When it was made, by the clock of this machine."""
    return note.created_at.astimezone().strftime(form)
