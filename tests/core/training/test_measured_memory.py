"""The estimate of a run's memory against what processes of their own take."""

import sys

import pytest

from core.layers.average_pool2d import AveragePool2DSpec
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.gelu import GELUSpec
from core.layers.layer_norm import LayerNormSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.adam import AdamSpec
from core.presets import DIGIT_SHAPE, PRESETS
from core.training.memory_estimate import estimate_memory
from tests.support.peak_memory import growth

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc"),
]
#: Below, and above; and what Python and the system take besides.
LEAST, MOST, BESIDES = 0.9, 1.3, 4e6
THREADS = (1, 2, 4)


def experiment(*layers, **settings):
    network = NetworkSpec(DIGIT_SHAPE, (*layers, DenseSpec(10), SoftmaxSpec()))
    return PRESETS["seed-cnn"].replace(network=network, **settings)


def wide(units):
    return FlattenSpec(), DenseSpec(units), ReLUSpec(), DenseSpec(units), ReLUSpec()


#: With how many images.
RUNS = {
    "seed-cnn": (PRESETS["seed-cnn"].replace(batch_size=512), 6000),
    "seed-mlp": (PRESETS["seed-mlp"], 20_000),
    "lenet-5": (PRESETS["lenet-5"].replace(batch_size=512), 6000),
    "mnist-best": (PRESETS["mnist-best"], 2000),
    "coupled full batch": (
        experiment(
            *(Conv2DSpec(8, padding="same"), BatchNormSpec(), ReLUSpec()) * 2,
            MaxPool2DSpec(), FlattenSpec(), batch_size=None,
        ),
        3000,
    ),
    "coupled full batch without maps": (
        experiment(
            FlattenSpec(), DenseSpec(512), ReLUSpec(), DropoutSpec(0.5), DenseSpec(512),
            BatchNormSpec(), ReLUSpec(), batch_size=None,
        ),
        20_000,
    ),
    "wide": (experiment(*wide(1500)), 3000),
    "all that is kept": (
        experiment(*wide(2000), optimizer=AdamSpec(), keep_best=True, batch_size=2048), 6000
    ),
    "two convolutions": (
        experiment(
            Conv2DSpec(32, padding="same"), ReLUSpec(), Conv2DSpec(64, padding="same"),
            ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), batch_size=128,
        ),
        2000,
    ),
    "other kinds": (
        experiment(
            Conv2DSpec(16, padding="same"), LayerNormSpec(), GELUSpec(), AveragePool2DSpec(),
            FlattenSpec(), batch_size=128,
        ),
        3000,
    ),
    "wide steps": (
        experiment(
            *(Conv2DSpec(64, kernel_size=(5, 5), stride=(2, 2)), ReLUSpec()) * 2, FlattenSpec(),
            batch_size=None,
        ),
        3000,
    ),
}  # fmt: skip


@pytest.mark.parametrize("threads", THREADS)
@pytest.mark.parametrize("name", RUNS)
def test_that_an_estimate_is_near_the_peak_of_a_run(name, threads, monkeypatch):
    monkeypatch.setenv("GLASSBOX_THREADS", str(threads))
    run, count = RUNS[name]
    estimate = estimate_memory(run, count)
    said, grew = estimate.weights + estimate.shards, growth(run, count, threads=threads)
    assert LEAST * grew - BESIDES <= said <= MOST * grew + BESIDES


@pytest.mark.parametrize(
    ("run", "count", "steps"),
    [
        (PRESETS["lenet-5"].replace(batch_size=16, epochs=50), 4000, 3000),
        (PRESETS["seed-mlp"].replace(epochs=100), 2000, 100),
        (experiment(*wide(1200), optimizer=AdamSpec(), batch_size=500, epochs=3), 3000, 18),
    ],
    ids=["more than the budget", "each step", "few large ones"],
)
def test_that_the_history_of_a_run_takes_no_more_than_the_estimate_says(run, count, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSBOX_THREADS", "2")
        estimate = estimate_memory(run, count)
    grew = growth(run, count, threads=2, steps=steps, is_recorded=True)
    alone = growth(run, count, threads=2, steps=steps)
    assert grew <= estimate.to_come / LEAST + BESIDES
    assert grew - alone <= estimate.history / LEAST + BESIDES
    assert grew - alone >= estimate.history / MOST - BESIDES
