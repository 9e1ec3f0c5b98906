"""Tags suggested to articles, learnt from those that editors gave.

Names and aliases are looked for always; with examples come centroids and linear judges, blended as
far as each proves right on examples it has not seen. A tag is suggested from its own threshold on,
so that a text may well get none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from nlp.segmentation import Segmenter, default_segmenter
from nlp.tag_model import Label, TagModel
from nlp.tag_quality import Figures, LabelQuality, Overall, TagQuality
from nlp.tag_reading import Place, read
from nlp.tag_reasons import (
    Explanation,
    Judged,
    NameReason,
    SentenceReason,
    SimilarExample,
    Suggestion,
    WordReason,
)
from nlp.tag_training import train

__all__ = [
    "Explanation",
    "Figures",
    "Label",
    "LabelQuality",
    "NameReason",
    "Overall",
    "Place",
    "SentenceReason",
    "SimilarExample",
    "Suggestion",
    "TagModel",
    "TagQuality",
    "WordReason",
    "explain",
    "suggest",
    "train",
]


def suggest(
    model: TagModel,
    title: str,
    paragraphs: Sequence[str],
    *,
    segmenter: Segmenter | None = None,
    limit: int = 8,
    nearly: int = 0,
    without: Collection[str] = (),
) -> list[Suggestion]:
    """Suggests tags for a text.

    Args:
        model: What suggests.
        title: Title of the text, may be empty.
        paragraphs: The text.
        segmenter: The one the examples were cut with; the project's own if None.
        limit: Suggestions wanted at most.
        nearly: Tags wanted beside, that do not reach their thresholds.
        without: Tags that are not wanted, such as those the text bears.

    Returns:
        Suggestions with their reasons, those that reach their thresholds first, then the likelier
        first; none if nothing speaks for any.
    """
    cutter = segmenter or default_segmenter()
    judged = Judged(model, read(title, paragraphs, cutter), cutter)
    reached = judged.scores >= model.thresholds
    order = np.argsort(-judged.scores, kind="stable")
    if without:
        unwanted = [model.index[key] for key in without if key in model.index]
        order = order[~np.isin(order, unwanted)]
    chosen = [*order[reached[order]][:limit].tolist(), *order[~reached[order]][:nearly].tolist()]
    return [judged.suggestion(label) for label in chosen]


def explain(
    model: TagModel,
    title: str,
    paragraphs: Sequence[str],
    key: str,
    *,
    segmenter: Segmenter | None = None,
) -> Explanation:
    """Tells why a tag is suggested for a text, or is not.

    Args:
        model: What suggests.
        title: Title of the text, may be empty.
        paragraphs: The text.
        key: The tag.
        segmenter: The one the examples were cut with; the project's own if None.

    Returns:
        Score against threshold, and what speaks for and against the tag.

    Raises:
        KeyError: The model does not know the tag.
    """
    cutter = segmenter or default_segmenter()
    label = model.index[key]
    return Judged(model, read(title, paragraphs, cutter), cutter).explanation(label)
