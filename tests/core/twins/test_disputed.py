"""The next image that two networks take for different classes."""

import numpy as np
import pytest

from core.errors import Cancelled
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.training.whole_step import take_whole_step
from core.twins.answers import answer_of
from core.twins.disputed import next_disputed
from tests.support.sessions import make_dataset
from tests.support.twins import EXPERIMENT

SECOND = EXPERIMENT.replace(optimizer=SGDSpec(0.6))


def judges(dataset, steps):
    found = []
    for recipe in (EXPERIMENT, SECOND):
        session = session_for(recipe, dataset)
        for _ in range(steps):
            take_whole_step(session)
        found.append((session.network, recipe.network))
    return found


@pytest.mark.parametrize("steps", [0, 4, 12])
def test_that_it_is_what_asking_about_one_after_the_other_finds(steps, monkeypatch):
    monkeypatch.setattr("core.twins.disputed.AT_ONCE", 7)
    dataset = make_dataset()
    first, second = judges(dataset, steps)
    images = dataset.train.images
    rows = np.arange(len(images))[::-3]
    said = [
        [answer_of(network, spec.input_shape, images[row]) for row in rows]
        for network, spec in (first, second)
    ]
    disputed = [at for at, (a, b) in enumerate(zip(*said, strict=True)) if a != b]
    assert disputed or steps != 4
    for after in (-1, 0, 3, len(rows) - 1, *disputed):
        later = [at for at in disputed if at > after]
        expected = (later or disputed or [None])[0]
        assert next_disputed(first, second, images, rows, after) == expected


def test_that_it_can_be_given_up():
    dataset = make_dataset()
    first, second = judges(dataset, 1)
    with pytest.raises(Cancelled):
        next_disputed(first, second, dataset.train.images, np.arange(9), cancelled=lambda: True)
