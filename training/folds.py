"""Texts in folds, those that tell of one thing in one fold: a model is tried on nothing that it has read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer

from training.align import Aligned

ALIKE = 0.25
"""Cosine of two texts' weighed lemmas from which they are taken to tell of one thing."""


def folds(examples: Sequence[Aligned], count: int) -> list[int]:
    """The fold of each example, 0 to `count` - 1; the largest families of texts are dealt out first."""
    texts = [" ".join(lemma for listed in e.context.content for lemma in sorted(listed)) for e in examples]
    weighed = TfidfVectorizer(min_df=2, sublinear_tf=True, token_pattern=r"\S+").fit_transform(texts)
    _, family = connected_components(csr_matrix((weighed @ weighed.T) > ALIKE), directed=False)
    sizes = np.bincount(family)
    held, fold = np.zeros(count, int), np.zeros(len(sizes), int)
    for one in sorted(range(len(sizes)), key=lambda at: (-sizes[at], at)):
        fold[one] = int(np.argmin(held))
        held[fold[one]] += sizes[one]
    return [int(fold[at]) for at in family]
