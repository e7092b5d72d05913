"""Which images a run is judged on by itself."""

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.evaluation.usual_part import usual_part
from core.presets import SEED_CNN
from core.training.build import session_for

RNG = np.random.default_rng(2)


def images(count):
    return LabelledImages(
        RNG.integers(0, 255, (count, 28, 28, 1), dtype=np.uint8),
        RNG.integers(0, 10, count, dtype=np.uint8),
    )


@pytest.mark.parametrize(
    ("test", "share", "name", "rows"),
    [
        (7, 0.25, "test", "all"),
        (0, 0.25, "validation", "validation_rows"),
        (None, 0.25, "validation", "validation_rows"),
        (None, 0.0, "training", "train_rows"),
    ],
)
def test_that_images_never_trained_on_come_first(test, share, name, rows):
    experiment = SEED_CNN.replace(validation_share=share, validate_every=None, batch_size=8)
    digits = tuple("0123456789")
    dataset = Dataset("some", images(40), None if test is None else images(test), digits)
    part = usual_part(experiment, dataset)
    session = session_for(experiment, dataset, threads=1)
    expected = np.arange(7) if rows == "all" else getattr(session, rows)
    assert part.name == name
    assert part.data is (dataset.test if name == "test" else dataset.train)
    assert np.array_equal(part.rows, expected)
