from __future__ import annotations

import numpy as np
import pytest

from nlp.segmentation import default_segmenter
from nlp.tokens import tokenise
from nlp.topic_fitting import fit_topics
from nlp.topic_groups import grouped
from tests.essays import BAMBOO, CANTEEN, RIVER


def test_topics_put_together_add_up() -> None:
    segmenter = default_segmenter()
    table = tokenise(
        ((n, ("", *essay)) for n, essay in enumerate((BAMBOO, CANTEEN, RIVER))), segmenter
    )
    model = fit_topics(table, segmenter=segmenter, count=3)
    together = grouped(model, [[0, 2], [1]])
    assert len(together.topics) == 2
    assert together.mix[:, 0] == pytest.approx(model.mix[:, 0] + model.mix[:, 2])
    assert together.topics[0].prevalence == pytest.approx(
        model.topics[0].prevalence + model.topics[2].prevalence
    )
    assert np.linalg.norm(together.basis, axis=1) == pytest.approx(1)
    assert together.topics[1].words[0] == model.topics[1].words[0]
    assert grouped(model, [[0], [1], [2]]).topics == model.topics
