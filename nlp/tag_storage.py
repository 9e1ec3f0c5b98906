"""A model as flat arrays and what JSON can hold, to be kept in a file and read in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nlp.tag_aliases import PLACES, Aliases, AliasRates
from nlp.tag_features import FeatureSpace
from nlp.tag_model import Label, TagModel
from nlp.tag_quality import Figures, LabelQuality, Overall, TagQuality

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

FORMAT = 1
"""Counts up whenever what is written changes; others are not read."""

Arrays = dict[str, NDArray[Any]]

_SPARSE = ("weights", "examples", "bears")
"""The last is laid out by columns, the others by rows."""
_PLAIN = ("intercepts", "priors", "alias_weights", "thresholds", "support", "documents")


def to_arrays(model: TagModel) -> tuple[Arrays, dict[str, Any]]:
    """Takes a model apart.

    Args:
        model: The model.

    Returns:
        Flat arrays by name, and the rest, made of JSON's types.
    """
    arrays: Arrays = {name: getattr(model, name) for name in _PLAIN}
    for name in _SPARSE:
        matrix = getattr(model, name)
        arrays[f"{name}.indptr"] = matrix.indptr.astype(np.int64)
        arrays[f"{name}.indices"] = matrix.indices.astype(np.int32)
        # Three digits tell tags apart as well as seven do.
        arrays[f"{name}.data"] = matrix.data.astype(np.float16)
    arrays |= {"keys": model.space.keys, "idf": model.space.idf}
    arrays |= {"form_of": model.aliases.form_of, "label_of": model.aliases.label_of}
    arrays |= {"hits": model.rates.hits.ravel(), "right": model.rates.right.ravel()}
    arrays["alias_priors"] = model.rates.priors.ravel()
    rest = {
        "format": FORMAT,
        "labels": [[label.key, list(label.forms)] for label in model.labels],
        "forms": list(model.aliases.forms),
        "words": list(model.space.words),
        "quality": asdict(model.quality),
    }
    return arrays, rest


def from_arrays(arrays: Mapping[str, NDArray[Any]], rest: Mapping[str, Any]) -> TagModel:
    """Puts a model together again.

    Args:
        arrays: What `to_arrays` gave; may be read-only.
        rest: The rest of it.

    Returns:
        The model.

    Raises:
        ValueError: It was written in another format.
    """
    if rest.get("format") != FORMAT:
        raise ValueError(f"format {rest.get('format')} is not {FORMAT}")
    space = FeatureSpace(tuple(rest["words"]), arrays["keys"], arrays["idf"])
    aliases = Aliases(tuple(rest["forms"]), arrays["form_of"], arrays["label_of"])
    rates = AliasRates(
        arrays["hits"].reshape(-1, PLACES),
        arrays["right"].reshape(-1, PLACES),
        arrays["alias_priors"].reshape(PLACES, -1),
    )
    shapes = {
        "weights": (len(space.keys), len(rest["labels"])),
        "examples": (len(arrays["documents"]), len(space.keys)),
        "bears": (len(arrays["documents"]), len(rest["labels"])),
    }
    return TagModel(
        labels=tuple(Label(key, tuple(forms)) for key, forms in rest["labels"]),
        aliases=aliases,
        rates=rates,
        space=space,
        quality=_quality(rest["quality"]),
        **{name: arrays[name] for name in _PLAIN},
        **{name: _matrix(arrays, name, shape) for name, shape in shapes.items()},
    )


def _matrix(
    arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, int]
) -> csr_matrix | csc_matrix:
    from scipy.sparse import csc_matrix, csr_matrix

    data = arrays[f"{name}.data"].astype(np.float32)
    make = csc_matrix if name == "bears" else csr_matrix
    return make((data, arrays[f"{name}.indices"], arrays[f"{name}.indptr"]), shape)


def _quality(told: Mapping[str, Any]) -> TagQuality:
    def figures(one: Mapping[str, float]) -> Figures:
        return Figures(**one)

    def overall(one: Mapping[str, Any]) -> Overall:
        return Overall(figures(one["micro"]), figures(one["macro"]))

    methods = ("ours", "frequent", "keyword")
    labels = (
        LabelQuality(**{**one, **{name: figures(one[name]) for name in methods}})
        for one in told["labels"]
    )
    by_method = {name: overall(told[name]) for name in methods}
    return TagQuality(told["examples"], tuple(labels), **by_method)
