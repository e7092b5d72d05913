"""Sessions that are recorded, on a clock that is set by hand."""

from tests.support.random_runs import (
    random_experiment,
    small_dataset,
)

EXPERIMENT = random_experiment(4).replace(epochs=6, batch_size=7, early_stopping=None)
DATASET = small_dataset(4)
