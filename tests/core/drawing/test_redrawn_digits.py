"""Digits of the test set, drawn again with a pen, are read thanks to their preparation."""

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.drawing.preparation import DigitPreparation, prepared
from core.inspection.predictions import predict_labels
from core.presets import SEED_CNN
from core.training.build import session_for
from tests.support.redrawn_digits import redrawn, skeleton

COUNT = 600
#: In percentage points: how much less may be read, and how much less must be read.
WITHIN, WORSE = 2.0, 15.0
AS_IT_IS = DigitPreparation(finds_ink=False, crops=False, fits_box=False, centres=False)


@pytest.fixture(scope="module")
def trained():
    """The network of `seed-cnn` after three epochs, and the test digits."""
    dataset = load_dataset("mnist")
    session = session_for(SEED_CNN.replace(epochs=3), dataset)
    for _ in session.run():
        pass
    session.end_threads()
    return session.network, dataset.test


def percent_right(network, images, labels):
    stack = np.asarray(images)[..., None]
    said = predict_labels(network, stack, np.arange(len(stack)), (28, 28, 1))
    return 100 * float((said == labels).mean())


@pytest.mark.slow
def test_that_redrawn_digits_are_read_thanks_to_the_preparation_and_not_without(trained):
    network, test = trained
    rng = np.random.default_rng(20)
    rows = rng.choice(len(test), COUNT, replace=False)
    images, labels = test.images[rows, ..., 0], test.labels[rows]
    boards = [redrawn(image, rng) for image in images]
    plain = percent_right(network, test.images[..., 0], test.labels)
    with_it = percent_right(network, [prepared(board).image for board in boards], labels)
    without = percent_right(
        network, [prepared(board, AS_IT_IS).image for board in boards], labels
    )
    assert plain > 97
    assert with_it >= plain - WITHIN
    assert without <= plain - WORSE


def test_that_a_skeleton_is_a_thin_line_in_the_middle():
    ink = np.zeros((60, 60), bool)
    ink[10:50, 25:36] = True
    thin = skeleton(ink)
    rows, columns = np.nonzero(thin)
    assert (np.abs(columns[5:-5] - 30) <= 1).all()
    assert thin.sum(axis=1).max() <= 2
    assert rows.max() - rows.min() >= 28
    ring = np.hypot(*np.indices((60, 60)) - 30)
    thin = skeleton((ring > 10) & (ring < 20))
    assert not thin[30, 30]  # a loop stays a loop
    assert np.abs(ring[thin] - 15).max() < 2
