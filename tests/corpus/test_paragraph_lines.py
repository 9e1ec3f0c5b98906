from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph
from corpus.paragraph_lines import from_lines, to_lines

TEXTS = st.text("# \\\u3000路a", max_size=6) | st.text(
    st.characters(blacklist_characters="\n", blacklist_categories=["Cs"])
)
PARAGRAPHS = st.lists(st.builds(Paragraph, TEXTS, st.sampled_from(["paragraph", "heading"])))


@given(PARAGRAPHS.map(tuple))
def test_nothing_is_lost_on_the_way_there_and_back(paragraphs: tuple[Paragraph, ...]) -> None:
    assert from_lines(to_lines(paragraphs)) == paragraphs


def test_it_reads_as_a_person_writes_it() -> None:
    text = "# 一、修路\n\n山路修到了村口。\n#不是小标题\n\\# 也不是"
    assert from_lines(text) == (
        Paragraph("一、修路", "heading"),
        Paragraph("山路修到了村口。"),
        Paragraph("#不是小标题"),
        Paragraph("# 也不是"),
    )
