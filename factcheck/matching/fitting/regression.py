"""Logistic regression by Newton's method, with a ridge so that no weight runs away."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


def fit(
    rows: Floats, labels: Floats, counts: Floats, *, known: Floats | float = 0.0, ridge: float
) -> Floats:
    """The weights of the columns. `counts` is how much each row counts, `known` its log-odds so
    far, to which the weights add."""
    rows = rows.astype(np.float64)
    weights = np.zeros(rows.shape[1])
    best = _loss(rows, labels, counts, known, ridge, weights)
    for _ in range(100):
        odds = _odds(rows @ weights + known)
        slope = rows.T @ (counts * (odds - labels)) + ridge * weights
        bend = (rows * (counts * odds * (1 - odds))[:, None]).T @ rows
        step = np.linalg.solve(bend + ridge * np.eye(len(bend)), slope)
        # A full step may overshoot, where all rows are told apart already.
        for _halving in range(20):
            loss = _loss(rows, labels, counts, known, ridge, weights - step)
            if loss <= best:
                break
            step /= 2
        weights, gained, best = weights - step, best - loss, loss
        if gained < 1e-9 * (1 + abs(best)):
            break
    return weights


def _odds(score: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(score, -35, 35)))


def _loss(
    rows: Floats, labels: Floats, counts: Floats, known: Floats | float, ridge: float, at: Floats
) -> float:
    score = rows @ at + known
    lost = np.logaddexp(0, score) - labels * score
    return float(counts @ lost + ridge * at @ at / 2)
