"""Two or more texts side by side: what their keywords share, and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.keywords import Keyword
from nlp.matrix import document_term_matrix, terms_of, tfidf
from nlp.segmentation import Segmenter
from nlp.text import fold_text
from nlp.variants import NO_VARIANTS, Variants


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What texts have in common and what stands in one alone.

    Attributes:
        shared: Keywords that stand in more than one text, those of most texts first.
        own: For each text keywords that stand in no other.
        similarity: Texts × texts, cosine of TF-IDF weights, 1 on the diagonal.
    """

    shared: tuple[Keyword, ...]
    own: tuple[tuple[Keyword, ...], ...]
    similarity: NDArray[np.float64]


def compare(
    texts: Sequence[str],
    keywords: Sequence[Sequence[Keyword]],
    *,
    segmenter: Segmenter,
    variants: Variants = NO_VARIANTS,
) -> Comparison:
    """Compares texts by their keywords and their terms.

    Args:
        texts: The texts.
        keywords: The keywords of each, best first.
        segmenter: Cuts the words, and counts variants as one.
        variants: Words that mean the same; keywords are looked for in all their forms.

    Returns:
        The comparison.
    """
    plain = [fold_text(text) for text in texts]
    unified = [variants.unified(text) for text in plain]
    shared: dict[str, tuple[int, float, Keyword]] = {}
    own: list[tuple[Keyword, ...]] = []
    for words in keywords:
        alone = []
        for word in words:
            key = fold_text(word.term)
            places = sum(key in a or key in b for a, b in zip(plain, unified, strict=True))
            if places < 2:
                alone.append(word)
            elif key not in shared or word.score > shared[key][1]:
                shared[key] = (places, word.score, word)
        own.append(tuple(alone))
    ranked = sorted(shared.values(), key=lambda entry: (-entry[0], -entry[1], entry[2].term))
    return Comparison(tuple(e[2] for e in ranked), tuple(own), similarity(texts, segmenter))


def similarity(texts: Sequence[str], segmenter: Segmenter) -> NDArray[np.float64]:
    """Tells how alike texts are in their terms.

    Args:
        texts: Any number of texts.
        segmenter: Cuts the words.

    Returns:
        Texts × texts, cosine of TF-IDF weights, 1 on the diagonal.
    """
    weights = tfidf(document_term_matrix([terms_of(text, segmenter) for text in texts]).counts)
    products = np.asarray((weights @ weights.T).todense(), dtype=np.float64).clip(0, 1)
    np.fill_diagonal(products, 1)
    return products
