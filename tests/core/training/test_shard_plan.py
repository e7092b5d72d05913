"""How a batch is cut, and who works on it."""

import numpy as np
import pytest

from core.errors import SpecError
from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec, build_network
from core.presets import PRESETS
from core.training.shard_plan import (
    THREADS_VARIABLE,
    allowed_threads,
    multiplications,
    plan_shards,
)


def build(spec):
    return build_network(spec, rng=np.random.default_rng(0))


def wide(*layers):
    return NetworkSpec((28, 28, 1), (FlattenSpec(), DenseSpec(256), *layers, DenseSpec(10)))


def test_that_products_are_counted_as_weights_times_positions():
    # 26*26 positions of 3*3*1 weights and a bias for 8 filters; 13*13*8 inputs and a bias
    expected = 26 * 26 * (9 + 1) * 8 + (13 * 13 * 8 + 1) * 10
    assert multiplications(build(PRESETS["seed-cnn"].network), (28, 28, 1)) == expected


def test_that_a_small_network_stays_on_one_thread_and_a_large_one_uses_those_it_may():
    small, large = (PRESETS[name].network for name in ("seed-cnn", "seed-mlp"))
    assert plan_shards(build(small), (28, 28, 1), 2).threads == 1
    assert plan_shards(build(large), (28, 28, 1), 2).threads == 2
    assert plan_shards(build(large), (28, 28, 1), 1).threads == 1


@pytest.mark.parametrize("name", ["seed-cnn", "seed-mlp", "lenet-5"])
def test_that_the_size_of_a_shard_does_not_depend_on_the_threads(name):
    network = build(PRESETS[name].network)
    assert len({plan_shards(network, (28, 28, 1), threads).size for threads in (1, 2, 9)}) == 1


def test_that_coupled_samples_are_cut_as_others_but_into_few_shards():
    plan = plan_shards(build(wide(BatchNormSpec(), SoftmaxSpec())), (28, 28, 1), 4)
    plain = plan_shards(build(wide(SoftmaxSpec())), (28, 28, 1), 4)
    assert (plan.size, plan.threads, plan.is_coupled) == (plain.size, 4, True)
    assert not plain.is_coupled
    for count, size in ((1, 512), (16 * 512, 512), (16 * 512 + 1, 513), (42_000, 2625)):
        assert plan.shard_size(count) == size
        assert plain.shard_size(count) == 512


def test_that_layers_with_a_state_keep_no_thread_away():
    assert plan_shards(build(wide(DropoutSpec(0.5))), (28, 28, 1), 4).threads == 4


def test_that_the_environment_decides_how_many_threads_are_allowed(monkeypatch):
    monkeypatch.delenv(THREADS_VARIABLE, raising=False)
    assert 1 <= allowed_threads() <= 4
    monkeypatch.setenv(THREADS_VARIABLE, "3")
    assert allowed_threads() == 3
    assert plan_shards(build(PRESETS["seed-mlp"].network), (28, 28, 1)).threads == 3


@pytest.mark.parametrize("text", ["", "0", "-1", "two", "1.5", "٣"])
def test_that_another_text_in_the_environment_is_refused_by_name(monkeypatch, text):
    monkeypatch.setenv(THREADS_VARIABLE, text)
    with pytest.raises(SpecError, match=f"{THREADS_VARIABLE}: expected a whole number from 1"):
        allowed_threads()
