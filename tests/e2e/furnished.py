"""A library in which there is one of everything, and every place of the app where it is seen."""

from __future__ import annotations

from pathlib import Path

from corpus.anchors import anchor_of
from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from corpus.filters import Filters
from corpus.samples import sample_files
from tests.articles import keep, read_by
from tests.corpus.test_boards import PASSAGE
from tests.pages.press_page import PAGE
from tests.pages.test_boards import PLOTS, TABLE, chart_of
from tests.tagged import reports

PLACES = {
    "home": "/",
    "search": "/search?q=共同富裕 基础设施",
    "passages": "/search?q=共同富裕&view=passages",
    "nothing": "/search?q=珊瑚礁",
    "concordance": "/concordance?q=共同富裕&order=left",
    "read": "/read?article={article}&q=集体经济",
    "edit": "/read?article={article}&edit=1",
    "themes": "/themes",
    "theme-words": "/themes?view=words",
    "theme-map": "/themes?view=map",
    "theme-mix": "/themes?view=mix",
    "theme-set": "/themes?set=1&view=edit",
    "all-cards": "/cards",
    "cards": "/cards?card=1",
    "coverage": "/coverage?rows=topics&by=sources",
    "formulations": "/formulations?phrase=共同富裕",
    "registers": "/registers",
    "quotations": "/registers?view=quotations",
    "figures": "/registers?view=figures",
    "contrast": "/contrast?by=years&a=2021",
    "compare": "/compare?articles={pair}",
    "matrix": "/compare?articles={pair}&view=matrix",
    "notes": "/notes?view=shared",
    "all-lists": "/lists",
    "lists": "/lists?list=1",
    "all-boards": "/boards",
    "boards": "/boards?board=1",
    "vocabulary": "/vocabulary?tag=1",
    "dictionary": "/dictionary",
    "dictionary-words": "/dictionary?view=words",
    "members": "/members",
    "history": "/history",
    "tagging": "/tagging",
    "tag-many": "/tagging?view=many",
    "tag-audit": "/tagging?view=audit",
    "tag-gaps": "/tagging?view=gaps",
    "tag-quality": "/tagging?view=quality",
    "import": "/import",
    "submissions": "/submissions",
    "submission": "/submissions?submission=1",
}
"""Path by name; in braces what `furnish` gives."""


def furnish(home: Path) -> dict[str, str]:
    """Makes the library in a data folder; gives the ids that stand in paths."""
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
        _kept_things(archive)
        ids = archive.search.ids("集体经济")
        a_list = archive.reading_lists.create("集体经济三篇", ids[:3], "这个月一起读。")
        archive.reading_lists.remark(a_list.id, ids[0], "先看第二节的数字。")
        note(archive, ids[0])
        _board(archive)
        archive.submissions.receive(
            Arrival("form", (Incoming("山路三篇.txt", PAGE.encode()),), "青禾", "q@example.com")
        )
        archive.articles.trash(keep(archive, *reports(8))[-2:])
        archive.tagging.train()
        archive.index.catch_up()
    return {"article": str(ids[0]), "pair": f"{ids[0]},{ids[1]}"}


def _kept_things(archive: Archive) -> None:
    archive.theme_cards.create("富民增收", ["增收", "收入", "集体经济"])
    archive.theme_sets.create("专题", archive.themes.fit(Filters(), count=4), Filters())
    archive.saved_searches.save("共富", "search", "q=共同富裕")
    archive.variants.add("乡村振兴", ["新农村"])
    archive.members.put("lin@example.cn", "editor", "值班")


def _board(archive: Archive) -> None:
    board = archive.boards.create("共富专题", "周五讲\n先看图，再看原话。")
    for exhibit in (*map(chart_of, PLOTS), TABLE, PASSAGE):
        archive.boards.add(board.id, exhibit, f"记住：{exhibit.title}")
    archive.boards.say(board.id, 1, title="关键词", takeaway="增收排在第一", notes="先停一下")


def note(archive: Archive, article_id: int) -> None:
    """Puts a shared note on the first sentence of the longest paragraph."""
    paragraphs = [p.text for p in archive.articles.get(article_id).content.paragraphs]
    longest = max(range(len(paragraphs)), key=lambda number: len(paragraphs[number]))
    anchor = anchor_of(paragraphs, longest, 0, paragraphs[longest].index("。") + 1)
    read_by("reader", archive).notes.add(
        article_id, anchor, "可以和另外两篇对照着读。", "green", True
    )
