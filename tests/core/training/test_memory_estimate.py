"""The memory of a run, told before it begins."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.dataset import Dataset, LabelledImages
from core.errors import SpecError
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.presets import DIGIT_SHAPE, PRESETS
from core.training import memory_estimate
from core.training.build import session_for
from core.training.memory_estimate import bytes_words, check_memory, estimate_memory

HEAD = (FlattenSpec(), DenseSpec(10), SoftmaxSpec())
WIDE = (FlattenSpec(), *(DenseSpec(4000), ReLUSpec()) * 30, *HEAD[1:])
MAPS = (Conv2DSpec(8, padding="same"), BatchNormSpec(), ReLUSpec()) * 2


def experiment(*layers, **settings):
    network = NetworkSpec(DIGIT_SHAPE, layers)
    return PRESETS["seed-cnn"].replace(network=network, **settings)


def test_that_a_run_too_large_for_the_machine_is_refused_with_the_amount(monkeypatch):
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 8 * 10**9)
    full = experiment(*MAPS, *HEAD, batch_size=None)
    with pytest.raises(SpecError, match=r"about 4\d\.\d GB .* 8\.0 GB are free.*smaller batch"):
        check_memory(full, 60_000)
    check_memory(replace(full, batch_size=64), 60_000)
    with pytest.raises(SpecError, match="choose fewer or smaller layers"):
        check_memory(experiment(*WIDE), 60_000)


def test_that_a_session_is_refused_before_anything_is_allocated(monkeypatch, rng):
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 10**6)
    monkeypatch.setattr("core.training.build.build_network", None)
    images = np.zeros((100, *DIGIT_SHAPE), np.uint8)
    data = Dataset(
        "none", LabelledImages(images, np.zeros(100, np.uint8)), None, tuple("0123456789")
    )
    with pytest.raises(SpecError, match="of memory"):
        session_for(PRESETS["seed-cnn"], data)


def test_that_a_machine_with_enough_to_spare_hears_nothing_and_others_a_warning():
    estimate = estimate_memory(PRESETS["lenet-5"], 60_000)
    assert not estimate.objection(3 * estimate.to_come)
    assert "are free" in estimate.warning(3 * estimate.to_come)
    assert not estimate.warning(5 * estimate.to_come)
    assert not estimate.objection(None)
    assert not estimate.warning(None)


def grown(settings):
    """A network whose size and training follow four numbers."""
    side, width, batch, epochs = settings
    layers = (Conv2DSpec(width), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(10))
    network = NetworkSpec((side, side, 1), (*layers, SoftmaxSpec()))
    return PRESETS["seed-cnn"].replace(network=network, batch_size=batch, epochs=epochs)


@pytest.mark.parametrize("which", ["side", "width", "batch", "epochs", "threads"])
def test_that_an_estimate_grows_with_whatever_takes_memory(which, rng, monkeypatch):
    for _ in range(20):
        settings = {
            "side": int(rng.integers(6, 30)),
            "width": int(rng.integers(1, 40)),
            "batch": 2 ** int(rng.integers(2, 10)),
            "epochs": int(rng.integers(1, 4)),
        }
        larger = settings | ({which: 2 * settings[which]} if which in settings else {})
        totals = []
        for threads, some in ((2, settings), (2 + 2 * (which == "threads"), larger)):
            monkeypatch.setenv("GLASSBOX_THREADS", str(threads))
            estimate = estimate_memory(grown(some.values()), 4096)
            without = estimate.history if which == "batch" else 0  # fewer steps, fewer states
            totals.append(estimate.total - without)
        assert totals[0] <= totals[1], (settings, which)


@pytest.mark.parametrize("threads", [1, 2])
def test_that_each_further_thread_and_state_counts(threads, monkeypatch):
    heavy = experiment(Conv2DSpec(32), ReLUSpec(), Conv2DSpec(64), *HEAD, batch_size=256)
    estimates, wide = [], []
    for count in (threads, threads + 1):
        monkeypatch.setenv("GLASSBOX_THREADS", str(count))
        estimates.append(estimate_memory(heavy, 6000))
        wide.append(
            estimate_memory(experiment(*WIDE, batch_size=2048, validation_share=0.0), 4096)
        )
    # gradients are half of what this optimiser needs of weights; each thread has its own
    assert wide[1].shards - wide[0].shards >= wide[0].weights / 2
    assert estimates[0].shards < estimates[1].shards
    few = [estimate_memory(heavy.replace(batch_size=None, epochs=e), 600) for e in (3, 4)]
    assert 4 * few[1].history == 5 * few[0].history  # a state for each step, and the first
    with_little = estimate_memory(heavy, 6000, free=10**9)
    # an eighth of it again for states that are computed anew
    assert with_little.history == 125_000_000 * 9 // 8 + with_little.weights
    assert estimates[0].data == 6000 * 28 * 28


@pytest.mark.parametrize(
    ("count", "words"), [(10, "1 MB"), (12_300_000, "12 MB"), (13_240_000_000, "13.2 GB")]
)
def test_that_amounts_are_said_as_people_say_them(count, words):
    assert bytes_words(count) == words
