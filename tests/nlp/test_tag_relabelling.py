from __future__ import annotations

import numpy as np
import pytest

from nlp.segmentation import default_segmenter
from nlp.tag_model import Label, TagModel
from nlp.tag_relabelling import with_labels
from nlp.tag_training import train
from nlp.tagging import explain, suggest
from nlp.tokens import tokenise
from tests.tagged import reports

LABELS = [
    Label("1", ("治水",)),
    Label("2", ("养老",)),
    Label("3", ("产业",)),
    Label("4", ("教育",)),
]
RIVER = ("堤岸", ["清淤的船停在桥下，排污口都堵上了。"])


@pytest.fixture(scope="module")
def model() -> TagModel:
    keys = {label.forms[0]: label.key for label in LABELS}
    drafts = list(reports(6))
    parts = ((n, (d.title, *(p.text for p in d.paragraphs))) for n, d in enumerate(drafts))
    table = tokenise(parts, default_segmenter())
    return train(LABELS, table, [[keys[tag] for tag in d.tags] for d in drafts])


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (3, 1), (2, 0, 3, 1), (0, 1)], ids=["same", "two", "turned", "first"]
)
def test_what_was_learnt_of_a_tag_stays_its_own(model: TagModel, order: tuple[int, ...]) -> None:
    labels = [LABELS[n] for n in order] + [Label("9", ("新提法",))]
    changed = with_labels(model, labels, default_segmenter())
    table = tokenise([(0, (RIVER[0], *RIVER[1]))], default_segmenter())
    before, after = model.scores(table)[0], changed.scores(table)[0]
    assert np.allclose(after[:-1], before[list(order)])
    assert changed.support.tolist() == [*model.support[list(order)].tolist(), 0]
    if 0 in order:
        (found,) = suggest(changed, *RIVER)
        assert found.key == "1"
        assert found.similar == suggest(model, *RIVER)[0].similar


def test_a_new_tag_is_found_by_its_name_alone(model: TagModel) -> None:
    changed = with_labels(model, [*LABELS, Label("9", ("新提法",))], default_segmenter())
    assert "9" in {one.key for one in suggest(changed, "新提法", ["说说新提法。"])}
    assert explain(changed, *RIVER, "9").support == 0


def test_the_same_vocabulary_changes_nothing(model: TagModel) -> None:
    assert with_labels(model, LABELS, default_segmenter()) is model
