"""The promise: whatever stands in an article is found and marked, and nothing typed does harm."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import queries
from corpus.archive import DATABASE_FILE, Archive
from corpus.highlight import highlight, merge, places
from corpus.matching import JOINT, match_text
from corpus.query import quoted
from corpus.query_parser import parse
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS

ODD = (
    "增創富裕農民共同乾毛竹\"“”「」『\\'-－:：年标题2023~*./|&␣—…①㎡ﬁＡbÉσ½😀ｶ"
    "的了or()（） \u3000\u200b"
)
EXAMPLES = 2000


@pytest.fixture(scope="module")
def archive(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Essays, and articles of characters that are hard to index and to quote."""
    chance = random.Random(7)
    lines = ["".join(chance.choices(ODD, k=chance.randint(1, 80))) for _ in range(60)]
    home = tmp_path_factory.mktemp("guarantee") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        keep(opened, *DRAFTS, *(draft("\n".join(lines[n::12]), f"第{n}篇") for n in range(12)))
        opened.index.catch_up()
        yield opened


@given(data=st.data())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_substring_finds_its_article_and_is_marked_as_it_is(
    archive: Archive, data: st.DataObject
) -> None:
    article_id = data.draw(st.sampled_from(archive.search.ids()))
    content = archive.articles.get(article_id).content
    texts = [content.title, *(p.text for p in content.paragraphs)]
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 12))]
    wanted = match_text(piece)
    assume(wanted)

    query = quoted(piece)
    assert article_id in archive.search.ids(query)
    marks = highlight(text, parse(query))
    assert any(wanted in match_text(text[a:b]) for a, b in marks)
    spans = [span for _, span in places([text], [wanted])[0]]
    assert merge(spans) == marks, "nothing else is marked"
    for a, b in spans:
        found = match_text(text[a:b])
        # A sign that folds to several characters (½, ㎡) is marked whole.
        widened = wanted in found and any(len(match_text(c)) > 1 for c in text[a:b])
        # White space between letters is found by the sign that stands for it.
        assert found == wanted or widened or JOINT in wanted


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(queries())) >= 190
    assert len(queries()) == 200


@pytest.mark.parametrize("number", range(200))
def test_nothing_typed_raises(archive: Archive, number: int) -> None:
    query = queries()[number]
    parse.cache_clear()
    result = archive.search.run(query)
    assert len(result.hits) <= 20
    assert result.total or result.notices or not result.hits
    archive.search.ids(query)
    archive.passages.run(query)
    archive.suggestions.suggest(query)
    archive.suggestions.proposals(query)
