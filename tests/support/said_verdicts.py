"""What a network is supposed to have said of some images."""

import numpy as np

from core.evaluation.verdicts import Verdicts


def said(true, predicted, confidence=None, margin=None, losses=None, given=None):
    """Return verdicts on images of the rows 0, 10, 20 and so on."""
    count = len(true)

    def numbers(values):
        return np.full(count, 0.5, np.float32) if values is None else np.array(values, "f4")

    return Verdicts(
        np.arange(count) * 10,
        np.array(true),
        np.array(predicted),
        numbers(confidence),
        numbers(margin),
        numbers(losses),
        0.0,
        True,
        numbers(given),
    )
