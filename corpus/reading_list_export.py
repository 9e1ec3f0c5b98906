"""Reading lists as files: to be handed on (Markdown), or for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.article import Article, ArticleDraft
from corpus.markdown import literal_byline, literal_line
from corpus.reading_lists import ReadingList

COLUMNS = ("次序", "文章编号", "标题", "作者", "来源", "日期", "字数", "约需分钟", "附言")
"""The columns of a table of a reading list."""
CHARACTERS_A_MINUTE = 400
"""About as fast as one reads an essay with attention."""


def reading_minutes(content: ArticleDraft) -> int:
    """About how many minutes an article takes to read, at least one."""
    return max(1, round(_characters(content) / CHARACTERS_A_MINUTE))


def list_as_text(reading_list: ReadingList, articles: Iterable[Article]) -> str:
    """A reading list as Markdown.

    Args:
        reading_list: The list.
        articles: Its articles as far as they are kept, in any order.

    Returns:
        Its name, what is said about it, and its articles as a numbered list, each with its byline
        and the remark on it. An article that lies in the trash keeps its number.
    """
    known = {article.id: article.content for article in articles}
    pieces = [f"# {literal_line(reading_list.name)}"]
    pieces += [literal_line(line) for line in reading_list.note.splitlines() if line.strip()]
    minutes = sum(map(reading_minutes, known.values()))
    pieces.append(f"{len(reading_list.articles)} 篇，约需 {minutes} 分钟")
    for place, article_id in enumerate(reading_list.articles, 1):
        content = known.get(article_id)
        lead = f"{place}. "
        if content is None:
            pieces.append(f"{lead}（已移入回收站，文章编号 {article_id}）")
            continue
        pieces.append(
            f"{lead}**{literal_line(content.title)}**　{literal_byline(content)}".rstrip("　")
        )
        remark = reading_list.notes.get(article_id, "")
        indent = " " * len(lead)
        pieces += [indent + literal_line(line) for line in remark.splitlines() if line.strip()]
    return "\n\n".join(pieces) + "\n"


def list_rows(
    reading_list: ReadingList, articles: Iterable[Article]
) -> Iterator[tuple[object, ...]]:
    """A reading list as the rows of a table with COLUMNS, in its order.

    Args:
        reading_list: The list.
        articles: Its articles as far as they are kept, in any order.
    """
    known = {article.id: article.content for article in articles}
    for place, article_id in enumerate(reading_list.articles, 1):
        content = known.get(article_id)
        remark = reading_list.notes.get(article_id, "")
        if content is None:
            yield place, article_id, "（已移入回收站）", "", "", None, None, None, remark
            continue
        yield (
            place,
            article_id,
            content.title,
            "、".join(content.authors),
            content.source,
            content.published,
            _characters(content),
            reading_minutes(content),
            remark,
        )


def _characters(content: ArticleDraft) -> int:
    return sum(len(paragraph.text) for paragraph in content.paragraphs)
