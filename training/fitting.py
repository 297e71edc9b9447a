"""The two models, fitted: full batches in fixed order, so that a corpus gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from listener.sentiment.core.words import PAIR, Word, grams_of, neighbours

if TYPE_CHECKING:
    from numpy import ndarray
    from scipy.sparse import csr_matrix

GRAM_BITS = 17
RIDGE = 1.0


def gram_matrix(texts: Sequence[Sequence[Word]], bits: int = GRAM_BITS) -> csr_matrix:
    """A row a text, a column a bucket: how often its n-grams fall there, over the root of all."""
    import numpy as np
    from scipy.sparse import csr_matrix

    mask = (1 << bits) - 1
    starts: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for words in texts:
        found = [gram for word in words if word.count for gram in grams_of(word.name)]
        pairs = neighbours([word.name for word in words])
        found += [crc32(pair.encode("utf-8", "replace"), PAIR) for pair in pairs]
        columns += [gram & mask for gram in found]
        values += [len(found) ** -0.5] * len(found)
        starts.append(len(columns))
    matrix = csr_matrix(
        (np.array(values), np.array(columns), np.array(starts)), shape=(len(texts), mask + 1)
    )
    matrix.sum_duplicates()
    return matrix


def one_against_rest(matrix: csr_matrix, labels: ndarray) -> tuple[ndarray, ndarray]:
    """A logistic regression for each label: weights (3, columns) and constants (3,).

    Both sides of each weigh the same; the penalty is that of scikit-learn's C = 1.
    """
    import numpy as np

    fitted = [_logistic(matrix, labels == label) for label in range(3)]
    return np.vstack([weights for weights, _ in fitted]), np.array([c for _, c in fitted])


def _logistic(matrix: csr_matrix, wanted: ndarray) -> tuple[ndarray, float]:
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit

    count = len(wanted)
    weigh = np.where(wanted, count / (2 * wanted.sum()), count / (2 * (count - wanted.sum())))
    sign = np.where(wanted, 1.0, -1.0)
    turned = matrix.T.tocsr()

    def loss(at: ndarray) -> tuple[float, ndarray]:
        margin = sign * (matrix @ at[:-1] + at[-1])
        pull = -weigh * sign * expit(-margin)
        slope = np.append(turned @ pull + RIDGE * at[:-1], pull.sum())
        penalty = 0.5 * RIDGE * float((at[:-1] ** 2).sum())
        return float((weigh * np.logaddexp(0.0, -margin)).sum()) + penalty, slope

    found = minimize(
        loss,
        np.zeros(matrix.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200, "ftol": 1e-10, "gtol": 1e-5},
    )
    return found.x[:-1], float(found.x[-1])


def softmax_regression(found: ndarray, labels: ndarray, weigh: ndarray) -> ndarray:
    """Weights (3, features + 1) of standardized features, the constant last; C = 1."""
    import numpy as np
    from scipy.optimize import minimize

    count, size = found.shape
    wanted = np.eye(3)[labels]
    whole = np.hstack([found, np.ones((count, 1))])

    def loss(flat: ndarray) -> tuple[float, ndarray]:
        weights = flat.reshape(3, size + 1)
        logits = whole @ weights.T
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        told = odds / odds.sum(axis=1, keepdims=True)
        slope = ((told - wanted) * weigh[:, None]).T @ whole
        slope[:, :-1] += RIDGE * weights[:, :-1]
        fit = -(weigh * np.log((told * wanted).sum(axis=1))).sum()
        return float(fit + 0.5 * RIDGE * (weights[:, :-1] ** 2).sum()), slope.ravel()

    start = np.zeros(3 * (size + 1))
    found_at = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found_at.x.reshape(3, size + 1)
