"""What is learned is fitted to what there is to learn from."""

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.presets import SEED_MLP
from core.training.build import session_for
from core.training.events import BatchFinished
from core.training.fitting import fitted_batch


def test_that_a_batch_is_no_larger_than_what_is_learned_from():
    few = SEED_MLP.replace(batch_size=32, validation_share=0.1)
    assert fitted_batch(few, 30).batch_size == 27  # three of them are held back
    assert fitted_batch(few, 36) is few  # four are
    assert fitted_batch(few.replace(batch_size=None), 3).batch_size is None
    images = np.zeros((30, 28, 28, 1), np.uint8)
    dataset = Dataset(
        "few", LabelledImages(images, np.arange(30, dtype=np.uint8) % 10), None,
        tuple("0123456789"),
    )  # fmt: skip
    first = next(iter(session_for(fitted_batch(few, 30), dataset).run()))
    assert isinstance(first, BatchFinished)
    assert first.images == 27
