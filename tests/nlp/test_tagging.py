from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest

from nlp.segmentation import default_segmenter
from nlp.tag_storage import from_arrays, to_arrays
from nlp.tagging import Label, Place, TagModel, explain, suggest, train
from nlp.tokens import tokenise
from tests.essays import THEMES

SEGMENTER = default_segmenter()
VOCABULARY = [
    Label("7", ("乡村振兴", "三农")),
    Label("8", ("养老", "养老服务", "老年食堂")),
    Label("9", ()),
]


def library(theme_names: Sequence[str]) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """Every paragraph of the themes as an article that bears its theme."""
    articles, tags = [], []
    for name in theme_names:
        for number, paragraph in enumerate(THEMES[name]):
            articles.append((f"第{number}篇", paragraph))
            tags.append([name])
    return articles, tags


def learn(
    articles: Sequence[Sequence[str]],
    tags: Sequence[Sequence[str]],
    labels: Sequence[Label] | None = None,
    refused: Sequence[Sequence[str]] = (),
) -> TagModel:
    every = sorted({tag for its in tags for tag in its})
    table = tokenise(enumerate(articles), SEGMENTER)
    return train(labels or [Label(key) for key in every], table, tags, refused=refused)


@pytest.fixture(scope="module")
def themes() -> TagModel:
    return learn(*library(list(THEMES)))


def test_names_alone_suggest_and_say_where_they_stand() -> None:
    model = train(VOCABULARY)
    found = suggest(model, "推进鄉村振興", ["老年食堂办起来了。养老服务跟上去。"])
    assert [one.key for one in found] == ["7", "8"]
    assert found[0].names[0].place == Place(None, 2, 6)
    assert [name.form for name in found[1].names] == ["老年食堂", "养老服务"]
    assert found[1].names[1].place == Place(0, 9, 13)
    assert all(0 < one.score < 1 and one.score >= one.threshold for one in found)


def test_a_model_abstains() -> None:
    assert suggest(train(VOCABULARY), "今天的天气", ["晴转多云。"]) == []
    assert suggest(train(VOCABULARY), "", []) == []
    assert suggest(train([]), "乡村振兴", ["三农。"]) == []


def test_a_common_word_that_is_a_name_soon_says_little() -> None:
    articles = [(f"第{n}篇", f"农民说起三农，第{n}次。") for n in range(20)]
    tags = [["8"]] * 20
    before = suggest(train(VOCABULARY), "", ["说说三农。"], nearly=3)
    after = suggest(learn(articles, tags, VOCABULARY), "", ["说说三农。"], nearly=3)
    score = {one.key: one.score for one in before}, {one.key: one.score for one in after}
    assert score[1]["7"] < score[0]["7"]


def test_learnt_tags_come_with_words_that_stand_in_the_text(themes: TagModel) -> None:
    name, paragraphs = next(iter(THEMES.items()))
    found = suggest(themes, "", paragraphs[:2])
    assert found[0].key == name
    best = found[0]
    for word in best.words:
        assert word.contribution > 0
        for place in word.places:
            assert place.paragraph is not None
            assert paragraphs[place.paragraph][place.start : place.end] == word.text
    for sentence in best.sentences:
        assert sentence.place.paragraph is not None
        assert sentence.contribution > 0
    assert best.similar
    assert best.similar[0].similarity > 0.3


def test_an_explanation_adds_up(themes: TagModel) -> None:
    first, other = list(THEMES)[:2]
    told = explain(themes, "", THEMES[first], other)
    said = sum(told.parts.values())
    assert told.suggestion.score == pytest.approx(1 / (1 + np.exp(-said)), abs=1e-6)
    assert not told.suggestion.suggested
    assert all(word.contribution < 0 for word in told.against)
    assert told.missing
    assert not any(word in "".join(THEMES[first]) for word in told.missing)
    assert told.support == len(THEMES[other])
    with pytest.raises(KeyError):
        explain(themes, "", [], "没有的标签")


def test_refused_tags_become_less_likely() -> None:
    articles, tags = library(list(THEMES))
    wanted = tags[0][0]
    extra = ("", THEMES[wanted][0])
    plain = learn([*articles, extra], [*tags, []])
    refused = learn([*articles, extra], [*tags, []], refused=[*([()] * len(tags)), [wanted]])

    def score(model: TagModel) -> float:
        return explain(model, "", [THEMES[wanted][0]], wanted).suggestion.score

    assert score(refused) < score(plain)
    quality = {one.key: one for one in refused.quality.labels}
    assert quality[wanted].refused == 1


def test_quality_is_told_beside_two_baselines(themes: TagModel) -> None:
    quality = themes.quality
    assert quality.examples == sum(map(len, THEMES.values()))
    assert [one.support for one in quality.labels] == [len(THEMES[o.key]) for o in quality.labels]
    assert quality.ours.micro.f1 > max(quality.frequent.micro.f1, quality.keyword.micro.f1)
    assert {one.key for one in quality.wanting()} == set(THEMES)


@pytest.mark.parametrize(
    ("articles", "tags"),
    [
        ([("", "")], [["7"]]),
        ([("题", "一段话。")], [["7"]]),
        ([("甲", "农民"), ("乙", "老人"), ("丙", "山水"), ("丁", "")], [["7"], ["8"], ["8"], []]),
        ([("甲", "农民"), ("乙", "农民")], [["7", "8", "9"]] * 2),
        ([("甲", "农民")], [["没有的标签"]]),
    ],
)
def test_tiny_libraries_do_not_trip_it(
    articles: list[tuple[str, str]], tags: list[list[str]]
) -> None:
    model = learn(articles, tags, VOCABULARY)
    assert suggest(model, "", [""]) == []
    for one in suggest(model, "农民", ["老人在山水之间。"], nearly=3):
        assert 0 <= one.score <= 1
    assert explain(model, "农民", ["老人"], "9").suggestion.key == "9"


def test_a_text_is_scored_alone_as_it_is_among_others(themes: TagModel) -> None:
    texts = [("题目", *THEMES[name]) for name in THEMES]
    together = themes.scores(tokenise(enumerate(texts), SEGMENTER))
    for row, (title, *paragraphs) in enumerate(texts):
        for one in suggest(themes, title, paragraphs, nearly=9):
            assert one.score == pytest.approx(together[row, themes.index[one.key]], abs=1e-5)


def test_a_model_comes_back_from_arrays(themes: TagModel) -> None:
    arrays, rest = to_arrays(themes)
    assert all(array.ndim == 1 for array in arrays.values())
    for array in arrays.values():
        array.flags.writeable = False
    again = from_arrays(arrays, json.loads(json.dumps(rest)))
    assert again.quality == themes.quality
    text = next(iter(THEMES.values()))
    for one, other in zip(suggest(themes, "", text), suggest(again, "", text), strict=True):
        assert (one.key, one.threshold) == (other.key, other.threshold)
        assert one.score == pytest.approx(other.score, abs=0.01)
    with pytest.raises(ValueError, match="format"):
        from_arrays(arrays, {**rest, "format": 0})


def test_training_is_the_same_every_time() -> None:
    one, other = (learn(*library(list(THEMES)[:2])) for _ in range(2))
    assert (one.weights != other.weights).nnz == 0
    assert one.thresholds.tolist() == other.thresholds.tolist()


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        train([Label("1"), Label("1")])
    with pytest.raises(ValueError, match="as many"):
        train(VOCABULARY, tokenise([(1, ("题", "文"))], SEGMENTER), [])
