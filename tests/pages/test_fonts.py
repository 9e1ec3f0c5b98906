"""A picture is only drawn in a font that has every sign of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts import fonts
from pages.parts.fonts import (
    Font,
    FontMissing,
    GlyphMissing,
    font_for,
    missing_glyphs,
    nearest,
    rare_signs,
)


def packaged() -> Font:
    (font,) = fonts._from_package()
    return font


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A machine without fontconfig and without fonts in the usual places."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(fonts, "USUAL_PLACES", (str(tmp_path),))
    fonts.candidates.cache_clear()
    yield
    fonts.candidates.cache_clear()


def test_the_font_found_can_write_what_it_was_asked_for():
    text = "学思践悟，新质生产力 2021—2025：共同富裕（龘靐）"
    assert missing_glyphs(text, font_for(text)) == ""


def test_a_bare_machine_uses_the_font_of_the_package(bare_machine: None):
    font = font_for("乡村治理")
    assert font == packaged()
    assert font.packaged
    assert font.family == "Noto Sans SC"


def test_without_any_font_the_error_says_what_to_install(
    bare_machine: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fonts, "PACKAGE", ("no_such_package", "x.otf"))
    with pytest.raises(FontMissing) as caught:
        font_for("乡村治理")
    assert "pip install" in caught.value.remedy


def test_a_sign_that_no_font_has_is_named(bare_machine: None):
    with pytest.raises(GlyphMissing) as caught:
        font_for("富裕\ue123富裕\U0001f600")
    assert caught.value.characters == "\ue123\U0001f600"
    assert "U+1F600" in caught.value.problem
    assert caught.value.remedy


def test_words_can_be_measured_where_a_sign_is_lacking(bare_machine: None):
    assert nearest("富裕\U0001f600") == (packaged(), "\U0001f600")


def test_signs_that_other_computers_may_lack_are_found():
    assert rare_signs("学思践悟，龘㐀 2021—2025：“共同富裕”①℃") == ""
    assert rare_signs("𬭊在富裕\ue123，𬭊\U0001f600") == "\ue123\U0001f600𬭊"


def test_spaces_and_invisible_signs_need_no_glyph():
    assert missing_glyphs("富 裕\u3000\n\u200b\u2060", packaged()) == ""


def test_a_broken_font_file_is_passed_over(
    bare_machine: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "simhei.ttf").write_bytes(b"not a font")
    assert font_for("乡村治理").packaged


def test_fonts_lying_in_a_usual_place_are_found(
    bare_machine: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "NotoSansSC-Regular.otf").symlink_to(packaged().path)
    assert font_for("乡村治理").path == tmp_path / "NotoSansSC-Regular.otf"
