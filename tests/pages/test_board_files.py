"""A board as files: made beside the page, once a version, and never with boxes in them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.errors import SixueError
from corpus.exhibit import Exhibit
from corpus.plot import Bar, Plot, Word
from pages.parts import board_pictures
from pages.parts.prepared import Report, jobs
from tests.corpus.test_boards import BARS, PASSAGE
from tests.pages.conftest import Open, shown
from tests.pages.test_boards import PLOTS, TABLE, make

NOWHERE = "\U00031000"
PATIENCE = 30


def menu(visit: Open, board: int) -> AppTest:
    app = visit("boards.py", board=str(board))
    app.session_state["board-export"] = True
    return app.run()


def buttons(app: AppTest) -> list[str]:
    files = [one.proto.label for one in app.get("download_button")]
    return [*(b.label for b in app.button if (b.key or "").startswith("board-")), *files]


def made(app: AppTest, extension: str) -> bytes:
    app.button(key=f"board-{extension}").click().run()
    (job,) = (one for one in jobs().known() if one.key.startswith(f"board-{extension}-"))
    assert job.wait(PATIENCE)
    assert isinstance(job.result, bytes)
    app.run()
    return job.result


def cloud(*words: str) -> Exhibit:
    plot = Plot.of("cloud", [Word(word, 2.0) for word in words], unit="权重", seed=0)
    return replace(BARS, title="词云", name="cloud", plot=plot)


def test_slides_are_ordered_made_and_kept_for_this_version(visit: Open, library: Path) -> None:
    board = make(library, BARS, PASSAGE, cloud("增收"))
    app = menu(visit, board)
    assert "PPTX 幻灯片" in buttons(app)
    data = made(app, "pptx")
    assert len(list(Presentation(io.BytesIO(data)).slides)) == 6
    assert not [b for b in app.button if b.key == "board-pptx"]
    assert "PPTX 幻灯片" in buttons(app)
    again = menu(visit, board)
    assert not [b for b in again.button if b.key == "board-pptx"]
    with Archive.open(home=library) as archive:
        archive.boards.change(board, note="又改了")
    assert [b for b in again.run().button if b.key == "board-pptx"]


def test_all_charts_come_as_pictures_in_their_order(visit: Open, library: Path) -> None:
    app = menu(visit, make(library, BARS, PASSAGE, replace(BARS, title="a/b:c?", name="other")))
    with zipfile.ZipFile(io.BytesIO(made(app, "zip"))) as archive:
        assert archive.namelist() == [
            "01 关键词.png",
            "01 关键词.svg",
            "03 a b c.png",
            "03 a b c.svg",
        ]
        picture = Image.open(io.BytesIO(archive.read("01 关键词.png")))
    assert picture.width == 3000


def test_a_board_without_charts_has_no_pictures(visit: Open, library: Path) -> None:
    app = menu(visit, make(library, PASSAGE, TABLE))
    assert not [label for label in buttons(app) if label.startswith("图片")]


def test_a_sign_nobody_can_draw_is_named_and_the_other_files_are_there(
    visit: Open, library: Path
) -> None:
    app = menu(visit, make(library, BARS, cloud("增收", NOWHERE)))
    (error,) = app.error
    assert f"第 2 项：现有字体画不出“{NOWHERE}”（U+31000）" in error.value.replace("\\", "")
    assert [label[:4] for label in buttons(app) if label[:4] in {"XLSX", "网页（离"}]
    assert "PPTX 幻灯片" not in buttons(app)


def test_slides_do_not_mind_what_they_do_not_draw(visit: Open, library: Path) -> None:
    """Their charts are drawn by the reader's computer."""
    odd = replace(BARS, plot=Plot.of("bars", [Bar(NOWHERE, 1)], unit="次"))
    app = menu(visit, make(library, PASSAGE, odd))
    assert "PPTX 幻灯片" in buttons(app)
    assert not [label for label in buttons(app) if label.startswith("图片")]
    assert "第 2 项" in app.error[0].value


def test_signs_that_another_computer_may_lack_are_said(visit: Open, library: Path) -> None:
    app = menu(visit, make(library, BARS, replace(PASSAGE, title="𬭊与路")))
    said = shown(app)
    assert "第 2 项“𬭊”含罕用字，换一台电脑可能显示为方框" in said
    plain = menu(visit, make(library, BARS, name="另一个"))
    assert "罕用字" not in shown(plain)


def test_a_failure_is_told_and_the_file_can_be_ordered_again() -> None:
    script = """
from corpus.errors import SixueError
from pages.parts.prepared import prepared
def make(report):
    raise SixueError("磁盘满了。", "请腾出空间。")
prepared("文件", make, key="file", made_of="1", file_name="a.txt", mime="text/plain")
"""
    app = AppTest.from_string(script, default_timeout=PATIENCE).run()
    app.button(key="file").click().run()
    assert "磁盘满了" in app.error[0].value
    assert app.button(key="file").label == "文件"
    jobs.clear()


BEGUN, GO = Event(), Event()


def slow(report: Report) -> bytes:
    report(2, 12)
    BEGUN.set()
    assert GO.wait(PATIENCE)
    report(3, 12)
    return b"never"


def test_who_cancels_gets_the_button_back() -> None:
    script = """
from pages.parts.prepared import prepared
from tests.pages.test_board_files import slow
prepared("文件", slow, key="file", made_of="2", file_name="a.txt", mime="text/plain")
"""
    app = AppTest.from_string(script, default_timeout=PATIENCE).run()
    app.button(key="file").click().run()
    assert BEGUN.wait(PATIENCE)
    app.run()
    assert app.get("progress")[0].proto.text == "文件：正在做第 3/12 项"
    app.button(key="file-cancel").click().run()
    GO.set()
    (job,) = jobs().known()
    assert job.wait(PATIENCE)
    assert app.run().button(key="file").label == "文件"
    jobs.clear()


def test_pictures_of_every_kind_are_drawn_or_refused(library: Path) -> None:
    shown_plots = [replace(BARS, title=plot.kind, name=plot.kind, plot=plot) for plot in PLOTS]
    board = make(library, *shown_plots, replace(BARS, title=NOWHERE, name="odd"))
    with Archive.open(home=library) as archive:
        one = archive.boards.get(board)
        exhibits = archive.boards.exhibits(one)
    done: list[int] = []
    with pytest.raises(SixueError, match="U\\+31000"):
        board_pictures.for_print(one, exhibits, lambda count, _: done.append(count))
    assert done == list(range(len(PLOTS) + 1))
