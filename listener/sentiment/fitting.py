"""The arithmetic of calibration: three figures by Newton's method, steps by pooling neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from listener.sentiment.calibration import NEAREST, Calibration, Example, Figures, Line
from listener.sentiment.probabilities import LEAST

ROUNDS = 50


class Part:
    """Some examples as arrays."""

    def __init__(self, examples: Sequence[Example]) -> None:
        import numpy as np

        self._chances = np.array([each.chances for each in examples], float).reshape(-1, 3)
        self._truth = np.array([each.truth for each in examples], int)
        logs = np.log(np.maximum(self._chances, LEAST))
        # What slope and biases are multiplied by, for each of the three labels.
        self._by = np.zeros((len(examples), 3, 3))
        self._by[:, :, 0] = logs - logs.mean(axis=1, keepdims=True)
        self._by[:, 0, 1] = self._by[:, 2, 2] = 1.0

    def figures(self, start: Figures, pulls: Sequence[Figures]) -> Figures:
        """Slope and biases by the labels, drawn to where they start by each of several pulls.

        The mean of what each pull gives, by how likely it makes the labels as a whole (Laplace's
        approximation of the evidence): a strong one holds where little has changed, a weak one
        lets go where much has.
        """
        import numpy as np

        fits = [self._fitted(np.array(start), np.array(pull)) for pull in pulls]
        evidence = np.array([each for _, each in fits])
        likely = np.exp(evidence - evidence.max())
        at = np.average([each for each, _ in fits], axis=0, weights=likely)
        # A slope below nought would turn the scorer round: labels that few do not prove that.
        return max(0.02, float(at[0])), float(at[1]), float(at[2])

    def curve(self, start: Figures, pulls: Sequence[Figures]) -> Figures:
        """The curve of P(negative), in the same way."""
        import numpy as np

        p = np.clip(self._chances[:, 0], NEAREST, 1 - NEAREST)
        by = np.stack([np.log(p), -np.log1p(-p), np.ones(len(p))], axis=1)
        wanted = np.where(self._truth == 0, 1.0, -1.0)
        fits = [_curved(by, wanted, np.array(start), np.array(pull)) for pull in pulls]
        evidence = np.array([each for _, each in fits])
        likely = np.exp(evidence - evidence.max())
        at = np.average([each for each, _ in fits], axis=0, weights=likely)
        # It never falls: more said is not less likely.
        return max(0.02, float(at[0])), max(0.0, float(at[1])), float(at[2])

    def _fitted(self, begin: Any, drawn: Any) -> tuple[Any, float]:
        """What foretells the labels best under one pull, and the log-evidence of that pull.

        The sum to be made small is convex: Newton's steps, halved while they go too far.
        """
        import numpy as np

        at, value = begin.copy(), self._loss(begin, begin, drawn)
        wanted = np.eye(3)[self._truth]
        for _ in range(ROUNDS):
            p = self._read(at)
            slope = np.einsum("nkj,nk->j", self._by, p - wanted) + drawn * (at - begin)
            step = np.linalg.solve(self._bend(p, drawn), slope)
            while (there := self._loss(at - step, begin, drawn)) > value and abs(step).max() > 1e-7:
                step = step / 2
            at, value = at - step, there
            if abs(step).max() < 1e-6:
                break
        narrower = np.linalg.slogdet(self._bend(self._read(at), drawn))[1] - np.log(drawn).sum()
        return at, -value - float(narrower) / 2

    def _bend(self, p: Any, drawn: Any) -> Any:
        """How the sum bends where probabilities are these."""
        import numpy as np

        mean = np.einsum("nkj,nk->nj", self._by, p)
        bend = np.einsum("nki,nk,nkj->ij", self._by, p, self._by) - mean.T @ mean
        return bend + np.diag(drawn)

    def _read(self, at: Any) -> Any:
        import numpy as np

        z = self._by @ at
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def _loss(self, at: Any, begin: Any, drawn: Any) -> float:
        import numpy as np

        p = self._read(at)[np.arange(len(self._truth)), self._truth]
        missed = -np.log(np.maximum(p, 1e-300)).sum()
        return float(missed + (drawn * (at - begin) ** 2).sum() / 2)

    def steps(self, first: Calibration, pull: float) -> Calibration:
        """The calibration with a line for each of the two labels on top."""
        read = [first(tuple(row)) for row in self._chances.tolist()]
        lines = [
            _line([row[label] for row in read], [int(t == label) for t in self._truth], pull)
            for label in (0, 2)
        ]
        return replace(first, negative_line=lines[0], positive_line=lines[1])


def _curved(by: Any, wanted: Any, begin: Any, drawn: Any) -> tuple[Any, float]:
    """A logistic regression drawn to where it begins, and the log-evidence of the pull."""
    import numpy as np

    def loss(at: Any) -> float:
        return float(
            np.logaddexp(0.0, -wanted * (by @ at)).sum() + (drawn * (at - begin) ** 2).sum() / 2
        )

    at, value = begin.copy(), loss(begin)

    def bend(at: Any) -> tuple[Any, Any]:
        p = 1 / (1 + np.exp(-(by @ at)))
        slope = by.T @ (p - (wanted > 0)) + drawn * (at - begin)
        return slope, by.T @ (by * (p * (1 - p))[:, None]) + np.diag(drawn)

    for _ in range(ROUNDS):
        slope, bent = bend(at)
        step = np.linalg.solve(bent, slope)
        while (there := loss(at - step)) > value and abs(step).max() > 1e-7:
            step = step / 2
        at, value = at - step, there
        if abs(step).max() < 1e-6:
            break
    return at, -value - float(np.linalg.slogdet(bend(at)[1])[1] - np.log(drawn).sum()) / 2


def _line(said: Sequence[float], true: Sequence[int], pull: float) -> Line:
    """A line that rises, through the pooled steps; each is drawn to its own middle by `pull`."""
    blocks: list[list[float]] = []  # how many, the sum of what was said, the sum of what is
    # What is said alike is one step, whatever the order it comes in.
    for value, is_so in sorted(zip(said, true, strict=True)):
        if blocks and blocks[-1][3] == value:
            _join(blocks[-1], [1.0, value, float(is_so), value])
        else:
            blocks.append([1.0, value, float(is_so), value])
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(list(block))
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            last = pooled.pop()
            _join(pooled[-1], last)
    corners = [(0.0, 0.0)]
    for count, sum_said, sum_true, _ in pooled:
        middle = sum_said / count
        height = (sum_true + pull * middle) / (count + pull)
        if middle > corners[-1][0]:
            corners.append((round(middle, 5), round(max(height, corners[-1][1]), 5)))
    return (*corners, (1.0, 1.0)) if corners[-1][0] < 1.0 else tuple(corners)


def _join(block: list[float], other: list[float]) -> None:
    for index in range(3):
        block[index] += other[index]


def _share(block: list[float]) -> float:
    return block[2] / block[0]
