"""A batch worked off in shards, on one or more threads."""

import threading
from unittest import mock

import numpy as np
import pytest

from core.augmentation.augmenter import Augmenter
from core.augmentation.spec import AugmentationSpec
from core.datasets.dataset import LabelledImages
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import Dropout, DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.training.gradient_step import GradientStep, evaluate
from core.training.objective import Objective
from core.training.snapshot import named_arrays

SHAPE = (8, 8, 1)
CONV = NetworkSpec(
    SHAPE,
    (Conv2DSpec(3), ReLUSpec(), MaxPool2DSpec(), FlattenSpec(), DenseSpec(4), SoftmaxSpec()),
)
DENSE = NetworkSpec(
    SHAPE, (FlattenSpec(), DenseSpec(9), ReLUSpec(), DenseSpec(4), SoftmaxSpec())
)
#: Normalises maps and rows.
NORM = NetworkSpec(
    SHAPE,
    (
        Conv2DSpec(3), MaxPool2DSpec(), BatchNormSpec(), ReLUSpec(), FlattenSpec(),
        DenseSpec(5), BatchNormSpec(), DenseSpec(4), SoftmaxSpec(),
    ),
)  # fmt: skip
SPECS = pytest.mark.parametrize("spec", [CONV, DENSE, NORM], ids=["conv", "dense", "norm"])


@pytest.fixture
def data(rng):
    images = rng.integers(0, 256, (60, *SHAPE)).astype(np.uint8)
    images[:, :3] = 0
    return LabelledImages(images, rng.integers(0, 4, 60).astype(np.uint8))


@pytest.fixture(autouse=True)
def small_shards_on_threads(monkeypatch):
    for name in ("CONV_SHARD", "HEAVY_CONV_SHARD", "DENSE_SHARD"):
        monkeypatch.setattr(f"core.training.shard_plan.{name}", 7)
    monkeypatch.setattr("core.training.shard_plan.THREADED_SHARD", 0)


def make(spec, data, *, threads=1, dtype=np.float32, augmenter=None):
    network = build_network(spec, rng=np.random.default_rng(1), dtype=dtype)
    objective = Objective(network, CategoricalCrossEntropy())
    return GradientStep(objective, data, SHAPE, augmenter, threads=threads), network


def gradients_of(network):
    return {path: p.gradient.copy() for path, p in network.named_parameters()}


@pytest.mark.parametrize("spec", [CONV, DENSE], ids=["conv", "dense"])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("count", [5, 7, 8, 60])
def test_that_shards_add_up_to_the_gradient_of_the_whole_batch(spec, threads, count, data, rng):
    rows = rng.permutation(60)[:count]
    step, network = make(spec, data, threads=threads)
    result = step.gradients(rows)
    got = gradients_of(network)
    whole = build_network(spec, rng=np.random.default_rng(1), dtype=np.float64)
    value, right = Objective(whole, CategoricalCrossEntropy()).value_and_gradients(
        data.images[rows] / 255, data.labels[rows].astype(np.int64)
    )
    assert result.loss == pytest.approx(value, rel=1e-5)
    assert result.right == right
    for path, parameter in whole.named_parameters():
        distance = np.linalg.norm(got[path] - parameter.gradient)
        assert distance <= 1e-5 * np.linalg.norm(parameter.gradient), path


@SPECS
def test_that_the_number_of_threads_changes_no_bit(spec, data):
    results = []
    for threads in (1, 2, 4, 16):
        augmenter = Augmenter(AugmentationSpec(rotate=12, shift=1), SHAPE, seed=3)
        step, network = make(spec, data, threads=threads, augmenter=augmenter)
        for turn in range(3):
            result = step.gradients(np.arange(60), turn)
        results.append((result, gradients_of(network)))
    first_result, first = results[0]
    for result, gradients in results[1:]:
        assert result == first_result
        for path, gradient in gradients.items():
            np.testing.assert_array_equal(gradient, first[path], err_msg=path)


@SPECS
def test_that_all_threads_see_what_the_optimiser_did(spec, data):
    step, network = make(spec, data, threads=3)
    alone, other = make(spec, data, threads=1)
    for _ in range(3):
        for gradient_step, trained in ((step, network), (alone, other)):
            gradient_step.gradients(np.arange(60))
            for _, parameter in trained.named_parameters():
                parameter.value -= parameter.gradient
    for (path, one), (_, two) in zip(
        network.named_parameters(), other.named_parameters(), strict=True
    ):
        np.testing.assert_array_equal(one.value, two.value, err_msg=path)


@SPECS
def test_that_threads_are_kept_from_batch_to_batch_until_they_are_ended(spec, data):
    before = set(threading.enumerate())
    step, _ = make(spec, data, threads=4)
    step.gradients(np.arange(60))
    helping = set(threading.enumerate()) - before
    assert len(helping) == 3
    step.gradients(np.arange(60))
    assert set(threading.enumerate()) - before == helping
    step.end_threads()
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("spec", [DENSE, NORM], ids=["independent", "coupled"])
@pytest.mark.parametrize("who", ["first", "helper"])
def test_that_a_failure_on_any_thread_reaches_the_caller_and_ends_the_others(who, spec, data):
    step, _ = make(spec, data, threads=3)
    step.gradients(np.arange(60))
    workers = step._team._workers
    failing = workers[0 if who == "first" else 1]
    has_failed = threading.Event()

    def fail(*_):
        has_failed.set()
        raise MemoryError("no more")

    for worker in workers:
        walk = worker.objective.walk

        def wait_and_walk(*given, walk=walk):
            has_failed.wait(60)
            return (yield from walk(*given))

        worker.objective.walk = wait_and_walk
    failing.objective.walk = fail
    with pytest.raises(MemoryError, match="no more"):
        step.gradients(np.arange(60))


@pytest.mark.parametrize("count", [7, 8, 60])
def test_that_coupled_shards_give_the_gradients_and_statistics_of_the_whole_batch(
    count, data, rng
):
    rows = rng.permutation(60)[:count]
    whole = build_network(NORM, rng=np.random.default_rng(1), dtype=np.float64)
    step, network = make(NORM, data, threads=3, dtype=np.float64)
    for _ in range(3):  # running values go on from each other
        result = step.gradients(rows)
        value, right = Objective(whole, CategoricalCrossEntropy()).value_and_gradients(
            data.images[rows] / 255, data.labels[rows].astype(np.int64)
        )
    assert result.loss == pytest.approx(value, rel=1e-6)
    assert result.right == right
    got, want = gradients_of(network), gradients_of(whole)
    largest = max(np.linalg.norm(gradient) for gradient in want.values())
    for path, gradient in want.items():  # a batch is cut out in float32
        assert np.linalg.norm(got[path] - gradient) <= 1e-5 * largest, path
    for (path, array), (_, exact) in zip(
        named_arrays(network), named_arrays(whole), strict=True
    ):
        np.testing.assert_allclose(array, exact, rtol=1e-6, atol=1e-7, err_msg=path)


def test_that_a_coupled_batch_is_cut_into_shards_that_all_begin_before_one_ends(
    data, monkeypatch
):
    step, _ = make(NORM, data)
    step.gradients(np.arange(60))
    order = []
    for number, worker in enumerate(step._team._workers):
        walk = worker.objective.walk

        def logged(*given, walk=walk, number=number):
            order.append((number, "begins", len(given[0])))
            result = yield from walk(*given)
            order.append((number, "ends", len(given[0])))
            return result

        monkeypatch.setattr(worker.objective, "walk", logged)
    step.gradients(np.arange(60))
    sizes = [7] * 8 + [4]
    assert order == [
        (number, what, size) for what in ("begins", "ends") for number, size in enumerate(sizes)
    ]


@pytest.mark.parametrize("is_coupled", [False, True])
def test_that_dropout_draws_the_same_masks_whatever_the_threads(is_coupled, data):
    norm = (BatchNormSpec(),) if is_coupled else ()
    layers = (FlattenSpec(), DropoutSpec(0.5), DenseSpec(4), *norm, SoftmaxSpec())
    results = []
    for threads in (1, 4):
        step, network = make(NetworkSpec(SHAPE, layers), data, threads=threads)
        for _ in range(3):
            step.gradients(np.arange(60))
        assert network.layers[1].draws == 3 * 9  # a mask for each shard
        results.append(gradients_of(network))
    for path, gradient in results[0].items():
        np.testing.assert_array_equal(gradient, results[1][path])


@pytest.mark.parametrize("is_coupled", [False, True])
def test_that_every_shard_draws_a_mask_of_its_own(is_coupled, data):
    norm = (BatchNormSpec(),) if is_coupled else ()
    spec = NetworkSpec(SHAPE, (FlattenSpec(), DropoutSpec(0.5), DenseSpec(4), *norm))
    step, _ = make(spec, data, threads=2)
    masks = []
    draw = Dropout._draw

    def noted(self, shape):
        number, mask = self.draws, draw(self, shape)
        masks.append((number, mask.tobytes()))
        return mask

    with mock.patch.object(Dropout, "_draw", noted):
        for _ in range(2):
            step.gradients(np.arange(56))
    assert sorted(number for number, _ in masks) == list(range(16))
    assert len({mask for _, mask in masks}) == 16


def test_that_images_become_numbers_only_a_shard_at_a_time(data, monkeypatch):
    from core.training import shard_worker

    lengths = []
    cut_batch = shard_worker.cut_batch
    monkeypatch.setattr(
        shard_worker,
        "cut_batch",
        lambda images, rows, *more, **how: (
            lengths.append(len(rows)) or cut_batch(images, rows, *more, **how)
        ),
    )
    step, _ = make(CONV, data)
    step.gradients(np.arange(60))
    assert lengths == [7] * 8 + [4]


@pytest.mark.parametrize("shard", [7, 16, 59, 60, 256])
def test_that_a_whole_set_is_judged_as_its_images_one_by_one(data, monkeypatch, shard):
    monkeypatch.setattr("core.training.gradient_step.EVALUATION_SHARD", shard)
    network = build_network(CONV, rng=np.random.default_rng(3), dtype=np.float64)
    objective, rows = Objective(network, CategoricalCrossEntropy()), np.arange(60)
    loss = right = 0.0
    for row in rows:
        y = data.images[row : row + 1] / 255
        for layer in network.layers:
            y = layer.forward(y, training=False)
        loss -= np.log(y[0, data.labels[row]]) / 60
        right += (y[0].argmax() == data.labels[row]) / 60
    judged = evaluate(objective, data, rows, SHAPE)
    np.testing.assert_allclose(judged, (loss, right), rtol=1e-5)
