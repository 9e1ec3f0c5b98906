from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.decoding import decode, decode_name
from tests.corpus.readers.texts import PARAGRAPHS, TEXT, TITLE, TRADITIONAL, only, refusal

ENCODINGS = {
    "utf-8": ("utf-8", False),
    "utf-8-sig": ("utf-8", False),
    "utf-16": ("utf-16-le", False),
    "utf-16-le": ("utf-16-le", True),
    "utf-16-be": ("utf-16-be", True),
    "utf-32": ("utf-32-le", False),
    "gb2312": ("gb18030", True),
    "gbk": ("gb18030", True),
    "gb18030": ("gb18030", True),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_every_encoding_is_read_and_a_guess_is_shown(encoding: str) -> None:
    found = only("文.txt", TEXT.encode(encoding))
    assert found.text == TEXT
    assert (found.encoding, found.encoding_guessed) == ENCODINGS[encoding]
    assert found.warnings == ()


def test_big5_is_told_from_gb18030() -> None:
    found = only("文.txt", TRADITIONAL.encode("big5"))
    assert (found.text, found.encoding) == (TRADITIONAL, "big5")
    found = only("文.txt", TRADITIONAL.encode("gbk"))
    assert (found.text, found.encoding) == (TRADITIONAL, "gb18030")


def test_a_title_alone_is_enough_to_tell() -> None:
    assert only("题.txt", TITLE.encode("gb18030")).text == TITLE
    assert only("题.txt", TRADITIONAL.split("\n")[0].encode("big5")).text.startswith("讓青溪縣")


def test_english_with_western_quotes_is_read() -> None:
    text = "It’s the county’s “first” café, opened in 2023 near the old mill."
    assert only("a.txt", text.encode("cp1252")).text == text


def test_characters_beyond_the_basic_plane_survive() -> None:
    text = "𠮷野家开到了青溪县，群众说它的招牌字少见。"
    for encoding in ("gb18030", "utf-8", "utf-16"):
        assert only("a.txt", text.encode(encoding)).text == text


sentences = st.lists(st.sampled_from([*PARAGRAPHS, TITLE]), min_size=1, max_size=4).map("\n".join)


@given(sentences, st.sampled_from(sorted(ENCODINGS)), st.integers(0, 40))
def test_law_encoding_and_reading_gives_the_text(text: str, encoding: str, skip: int) -> None:
    text = text[skip:].lstrip("，。”；、")
    if len(text) >= 12:
        assert decode(text.encode(encoding)).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_law_utf8_with_a_mark_is_never_changed_unless_it_is_garbled(text: str) -> None:
    found = decode(b"\xef\xbb\xbf" + text.encode())
    assert found.text == text or any("乱码" in warning for warning in found.warnings)


def test_half_a_character_at_the_end_is_dropped_with_a_warning() -> None:
    for encoding in ("gb18030", "utf-8", "utf-16"):
        found = only("断.txt", TEXT[:-1].encode(encoding)[:-1])
        assert found.text == TEXT[:-2]
        assert "半个字" in found.warnings[0]


@pytest.mark.parametrize("at", range(3))
def test_strays_inside_and_between_characters_do_not_cost_any(at: int) -> None:
    data = TEXT.encode()
    place = data.index("合作社".encode()) + at
    found = only("坏.txt", data[:place] + b"\xff\xfe\x80" + data[place:])
    assert found.text == TEXT
    assert "第 3 行" in found.warnings[0]
    assert "3 个字节" in found.warnings[0]


def test_a_character_that_is_gone_is_marked_not_guessed() -> None:
    data = TEXT.encode().replace("香菇".encode(), "香".encode() + b"\xe8\xff")
    found = only("坏.txt", data)
    assert found.text == TEXT.replace("香菇", "香〓")
    assert "1 个字无法还原" in found.warnings[0]


def test_replacement_signs_of_the_file_itself_are_reported() -> None:
    found = only("旧.txt", TEXT.replace("香菇", "香\ufffd").encode())
    assert "香\ufffd" in found.text
    assert "1 处" in found.warnings[0]


def test_nuls_go_even_from_inside_a_character() -> None:
    data = bytearray(TEXT.encode())
    data[40:40] = data[100:100] = b"\0"
    found = only("空.txt", bytes(data))
    assert found.text == TEXT
    assert "2 个空字节" in found.warnings[0]


def test_a_file_in_two_encodings_is_read_piece_by_piece() -> None:
    half = len(TEXT) // 2
    for first, second in (("gb18030", "utf-8"), ("utf-8", "gb18030")):
        found = only("混.txt", TEXT[:half].encode(first) + TEXT[half:].encode(second))
        assert found.text == TEXT
        assert "几种编码" in found.warnings[0]


def test_lines_in_two_encodings_are_read_each_by_itself() -> None:
    lines = TEXT.split("\n")
    data = b"\n".join(line.encode("utf-8" if i % 2 else "gb18030") for i, line in enumerate(lines))
    assert only("混.txt", data).text == TEXT


@pytest.mark.parametrize("wrong", ["latin-1", "gb18030"])
def test_garbled_text_is_restored_where_nothing_is_lost(wrong: str) -> None:
    text = "青溪县的山货卖到了新疆农户年年增" if wrong == "gb18030" else TEXT
    found = only("乱.txt", text.encode().decode(wrong).encode())
    assert found.text == text
    assert "乱码" in found.warnings[0]


def test_garbled_text_with_losses_is_flagged_and_its_gaps_are_marked() -> None:
    found = only("乱.txt", TEXT.encode().decode("gbk", "replace").encode())
    assert "乱码" in found.warnings[0]
    assert "〓" in found.text
    assert "\ufffd" not in found.text
    kept = sum(a == b for a, b in zip(found.text[:60], TEXT[:60], strict=True))
    assert kept > 45


def test_line_ends_indents_and_ctrl_z_take_one_form() -> None:
    text = "\r\n".join([TITLE, "", "\u3000\u3000" + PARAGRAPHS[0], "\t" + PARAGRAPHS[1] + "  "])
    found = only("排.txt", (text + "\r\n\x1a").encode("gbk"))
    assert found.text == f"{TITLE}\n\n\u3000\u3000{PARAGRAPHS[0]}\n\u3000\u3000{PARAGRAPHS[1]}"


def test_full_width_digits_stay_as_they_are() -> None:
    assert only("数.txt", "２０２３年卖出香菇八十六吨".encode("gbk")).text.startswith("２０２３年")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\x1a", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 64])
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    assert refusal("空.txt", data).reason == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_full_width_spaces_alone_are_empty(encoding: str) -> None:
    assert refusal("空.txt", "\u3000\u3000\n\u3000".encode(encoding)).reason == "empty"


def test_bytes_that_are_no_text_are_refused() -> None:
    data = bytes((i * 7919 + i * i) % 256 for i in range(3000))
    assert refusal("文.txt", data).reason == "unreadable"


def test_names_of_files_are_decoded() -> None:
    for encoding in ("utf-8", "gbk"):
        assert decode_name("附件：县域调研.docx".encode(encoding)) == "附件：县域调研.docx"
