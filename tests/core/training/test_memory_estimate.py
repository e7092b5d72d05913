"""The memory of a run, told before it begins."""

import tracemalloc
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
from core.optimizers.adam import AdamSpec
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


EXPERIMENTS = {
    "seed-cnn": PRESETS["seed-cnn"],
    "lenet-5": PRESETS["lenet-5"],
    "mnist-best": PRESETS["mnist-best"],
    "seed-mlp": PRESETS["seed-mlp"],
    "coupled full batch": experiment(*MAPS, MaxPool2DSpec(), *HEAD, batch_size=None),
    "wide": experiment(FlattenSpec(), DenseSpec(1500), DenseSpec(1500), *HEAD[1:]),
    "adam": experiment(
        FlattenSpec(), DenseSpec(2000), *HEAD[1:], optimizer=AdamSpec(), keep_best=True
    ),
}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_that_an_estimate_is_near_what_a_run_takes(name, rng):
    count = 600
    images = rng.integers(0, 256, (count, *DIGIT_SHAPE)).astype(np.uint8)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    data = Dataset("made up", LabelledImages(images, labels), None, tuple("0123456789"))
    estimate = estimate_memory(EXPERIMENTS[name], count)
    tracemalloc.start()
    try:
        session = session_for(EXPERIMENTS[name], data, threads=2)
        for _ in range(2):
            list(session.run_step())
        session.evaluate(session.data, session.validation_rows)
        taken = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        session.end_threads()
    assert taken / 2 <= estimate.weights + estimate.shards <= 3 * taken


def test_that_a_run_too_large_for_the_machine_is_refused_with_the_amount(monkeypatch):
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 8 * 10**9)
    full = experiment(*MAPS, *HEAD, batch_size=None)
    with pytest.raises(SpecError, match=r"about \d+\.\d GB .* 8\.0 GB are free.*smaller batch"):
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
    assert not estimate.objection(3 * estimate.total)
    assert "are free" in estimate.warning(3 * estimate.total)
    assert not estimate.warning(5 * estimate.total)
    assert not estimate.objection(None)
    assert not estimate.warning(None)


def test_that_what_is_free_is_read_where_linux_tells_it(monkeypatch, tmp_path):
    told = tmp_path / "meminfo"
    told.write_text("MemTotal: 9 kB\nMemAvailable:   2048 kB\n")
    monkeypatch.setattr(memory_estimate, "_MEMINFO", told)
    assert memory_estimate.free_memory() == 2048 * 1024
    told.write_text("MemAvailable: many kB\n")
    assert memory_estimate.free_memory() is None or memory_estimate.free_memory() > 0


@pytest.mark.parametrize(
    ("count", "words"), [(10, "1 MB"), (12_300_000, "12 MB"), (13_240_000_000, "13.2 GB")]
)
def test_that_amounts_are_said_as_people_say_them(count, words):
    assert bytes_words(count) == words
