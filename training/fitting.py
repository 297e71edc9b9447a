"""The two models, fitted until nothing moves, so that a corpus gives the same bytes.

Both have one best answer. Newton's method goes on to within what numbers can tell; what another
processor or library adds up in another order is then lost in the rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from listener.sentiment.core.grams import grams_of, pairs_of
from listener.sentiment.core.words import Word

if TYPE_CHECKING:
    from numpy import ndarray
    from scipy.sparse import csr_matrix

GRAM_BITS = 17
RIDGE = 1.0
STILL = {"xtol": 1e-11, "maxiter": 100}
"""Newton's method ends where numbers move less than this, on average."""


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
        found += pairs_of([word.name for word in words])
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

    def bend(at: ndarray, step: ndarray) -> ndarray:
        chance = expit(matrix @ at[:-1] + at[-1])
        pull = weigh * chance * (1 - chance) * (matrix @ step[:-1] + step[-1])
        return np.append(turned @ pull + RIDGE * step[:-1], pull.sum())

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, hessp=bend, method="Newton-CG", options=STILL)
    return found.x[:-1], float(found.x[-1])


def softmax_regression(found: ndarray, labels: ndarray, weigh: ndarray) -> ndarray:
    """Weights (3, features + 1) of standardized features, the constant last; C = 1."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import log_softmax, softmax

    count, size = found.shape
    wanted = np.eye(3)[labels]
    whole = np.hstack([found, np.ones((count, 1))])

    def loss(flat: ndarray) -> tuple[float, ndarray]:
        weights = flat.reshape(3, size + 1)
        logs = log_softmax(whole @ weights.T, axis=1)
        slope = ((np.exp(logs) - wanted) * weigh[:, None]).T @ whole
        slope[:, :-1] += RIDGE * weights[:, :-1]
        fit = -(weigh * (logs * wanted).sum(axis=1)).sum()
        return float(fit + 0.5 * RIDGE * (weights[:, :-1] ** 2).sum()), slope.ravel()

    def bend(flat: ndarray, step: ndarray) -> ndarray:
        odds = softmax(whole @ flat.reshape(3, size + 1).T, axis=1)
        moved = odds * (whole @ step.reshape(3, size + 1).T)
        pull = (moved - odds * moved.sum(axis=1, keepdims=True)) * weigh[:, None]
        slope = pull.T @ whole
        slope[:, :-1] += RIDGE * step.reshape(3, size + 1)[:, :-1]
        return slope.ravel()

    start = np.zeros(3 * (size + 1))
    found_at = minimize(loss, start, jac=True, hessp=bend, method="Newton-CG", options=STILL)
    return found_at.x.reshape(3, size + 1)
