import pickle
import subprocess
import sys
import warnings
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segmentation import Segmenter, default_segmenter

TEXTS = (
    (
        "清河县地处丘陵，全县十二个乡镇中有七个是山区乡镇。近年来，县委、县政府把促进农民增收摆在突出位置，"
        "依托茶叶、毛竹和民宿三个产业，带动三千多户农民在家门口就业，2023年农村居民人均可支配收入达到31,482元，"
        "同比增长8.6%，城乡收入比缩小到1.71。"
    ),
    (
        "推动党史学习教育走深走实，关键在于把学习成果转化为为群众办实事的具体行动。各支部结合实际，列出问题清单、"
        "责任清单，逐项销号，确保件件有着落、事事有回音。"
    ),
    (
        "“绿水青山就是金山银山”不是一句口号。云溪镇关停了最后一家小造纸厂，腾出来的厂房改成了数字游民的办公空间，"
        "年轻人回来了，咖啡店开起来了，村里的夜晚也亮了起来。"
    ),
    (
        "基础设施是发展的骨架。从通村公路到5G基站，从饮水管网到冷链物流，每补上一块短板，群众的获得感就多一分。"
        "要坚持规划先行、建管并重，防止重建设轻管护。"
    ),
    "数字化改革要以人民满意为标准，打通部门之间的数据壁垒，推行“一窗受理、集成服务”，让数据多跑路、群众少跑腿。",
    "社会保障兜住的是民生底线。完善多层次养老服务体系，健全分层分类的社会救助制度，做到应保尽保、应救尽救。",
)


@pytest.fixture(scope="module")
def plain() -> Segmenter:
    return Segmenter()


def spans(words: list[str]) -> set[tuple[int, int]]:
    found, start = set(), 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def test_words_are_those_of_jieba(plain: Segmenter) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("ERROR")
    reference = jieba.Tokenizer()
    equal = total = 0
    for text in TEXTS:
        expected = spans(list(reference.cut(text)))
        equal += len(expected & spans(plain.words(text)))
        total += len(expected)
        searched = plain.search_words(text)
        assert set(searched) >= set(plain.words(text))
        assert len(set(searched) ^ set(reference.cut_for_search(text))) <= 2
    assert equal / total >= 0.995
    assert not jieba.dt.initialized, "the tokenizer of the whole process was touched"


def test_own_words_are_kept_whole(plain: Segmenter) -> None:
    text = "推进无差别城乡建设"
    assert "无差别城乡" not in plain.words(text)
    assert "无差别城乡" in Segmenter(["无差别城乡"]).words(text)
    assert "无差别城乡" in Segmenter(["無差別城鄉 n"]).words(text)
    assert "无差别城乡" not in plain.words(text), "libraries must not disturb each other"


def test_lines_of_a_user_dictionary_carry_frequency_and_part_of_speech() -> None:
    tagged = Segmenter(["云溪茶谷 90000 nz"]).tagged("云溪茶谷的春天")
    assert (tagged[0].text, tagged[0].pos) == ("云溪茶谷", "nz")


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_empty_words_are_passed_over(nothing: str) -> None:
    assert Segmenter([nothing]).words("共同富裕") == Segmenter().words("共同富裕")


def test_the_lexicon_is_known_by_default() -> None:
    assert "共同富裕" in default_segmenter().words("扎实推进共同富裕")
    assert default_segmenter() is default_segmenter()


def test_a_segmenter_survives_pickling() -> None:
    segmenter = Segmenter(["无差别城乡"])
    copy = pickle.loads(pickle.dumps(segmenter))
    assert copy.words("无差别城乡的内涵") == segmenter.words("无差别城乡的内涵")


@given(st.text(), st.text(alphabet="增收创业，。 \n18.5%ab“”😀𠀀"))
def test_nothing_of_the_text_is_lost(any_text: str, chinese: str) -> None:
    segmenter = default_segmenter()
    for text in (any_text, chinese):
        assert "".join(segmenter.words(text)) == text
        for tokens in (segmenter.tokens(text), segmenter.tagged(text)):
            assert all(text[t.start : t.end] == t.text for t in tokens)
            assert sum(t.end - t.start for t in tokens) == len(text)
            assert list(chain.from_iterable((t.start, t.end) for t in tokens)) == sorted(
                chain.from_iterable((t.start, t.end) for t in tokens)
            )


def test_a_giant_line_is_cut() -> None:
    line = "".join(TEXTS) * 400
    assert "".join(default_segmenter().words(line)) == line


def test_the_reference_is_not_imported_to_segment() -> None:
    code = "import sys, nlp.segmentation as s; s.default_segmenter(); print('jieba' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
