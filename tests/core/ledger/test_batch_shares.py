"""A batch's gradient, split by sample."""

import copy

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.datasets.dataset import LabelledImages
from core.layers.batch_norm import BatchNormSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.batch_shares import batch_shares
from core.ledger.exports.numpy_export import as_numpy
from core.ledger.step_batch import StepBatch
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.network_spec import NetworkSpec, build_network
from core.regularization import add_l2_gradients
from core.training.gradient_step import GradientStep
from core.training.objective import Objective
from core.training.snapshot import load_values, take_snapshot
from tests.support.ledger_architectures import ENDINGS, random_case

BATCH = 9


def batch_of(case, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (BATCH, *case.spec.input_shape)).astype(np.float32)
    return x, rng.integers(case.books.outlines[-1].output_shape[0], size=BATCH)


def cutter(x):
    return lambda start, stop: x[start:stop]


def training_gradients(case, x, target):
    """Return the gradients a training step would see, and leave the state as it was."""
    before = take_snapshot(case.network, step=0, epoch=0)
    Objective(case.network, case.books.loss).value_and_gradients(x, target)
    gradients = {path: p.gradient.copy() for path, p in case.network.named_parameters()}
    load_values(case.network, before.values)
    return gradients


def shares_of(case, address, x, target, *, stored=None, **more):
    before = take_snapshot(case.network, step=0, epoch=0)
    page = batch_shares(
        address,
        case.books.outlines,
        case.network,
        case.books.loss,
        StepBatch(cutter(x), target, **more),
        stored=stored,
    )
    load_values(case.network, before.values)
    return page


@pytest.mark.parametrize("seed", range(28))
def test_that_the_shares_of_all_samples_are_the_batch_gradient(seed):
    case = random_case(seed)
    x, target = batch_of(case, seed)
    rng = np.random.default_rng(seed)
    for path, gradient in training_gradients(case, x, target).items():
        index = tuple(int(rng.integers(side)) for side in gradient.shape)
        page = shares_of(
            case, ParameterAddress(path, index), x, target, stored=float(gradient[index])
        )
        assert len(page.terms) == BATCH
        assert page.agrees, (path, page.total, page.stored)
        names = {}
        exec(as_numpy(page).replace("print(", "("), names)
        assert names["total"] == pytest.approx(page.total, rel=1e-9, abs=1e-15)


def test_that_each_share_is_the_samples_own_gradient_where_nothing_couples_them():
    seed = next(
        seed for seed in range(0, 99, len(ENDINGS))
        if not {"batch_norm", "dropout"} & {s.KIND for s in random_case(seed).spec.layers}
        and any(s.KIND == "conv2d" for s in random_case(seed).spec.layers)
    )  # fmt: skip
    case = random_case(seed)
    x, target = batch_of(case, seed)
    path = next(p for p, _ in case.network.named_parameters() if p.endswith("conv2d.weight"))
    address = ParameterAddress(path, (0, 0, 0, 0))
    page = shares_of(case, address, x, target, numbers=np.arange(100, 100 + BATCH))
    assert page.terms[2].label == "image 102"
    assert page.title.endswith("batch of 9")
    for n in range(BATCH):
        alone = training_gradients(case, x[n : n + 1], target[n : n + 1])[path][0, 0, 0, 0]
        assert page.terms[n].factors[0].value == pytest.approx(float(alone), rel=1e-4, abs=1e-6)


def test_that_weight_decay_and_clipping_are_lines_of_their_own():
    case = random_case(1)
    path, parameter = next(iter(case.network.named_parameters()))
    parameter.l2 = 0.3
    x, target = batch_of(case, 5)
    before = take_snapshot(case.network, step=0, epoch=0)
    Objective(case.network, case.books.loss).value_and_gradients(x, target)
    add_l2_gradients([parameter])
    index = (0,) * parameter.value.ndim
    stored = float(parameter.gradient[index]) * 0.5
    load_values(case.network, before.values)
    page = shares_of(
        case, ParameterAddress(path, index), x, target, stored=stored, clip_factor=0.5
    )
    assert page.agrees
    assert [line.label for line in page.lines] == [
        "mean over 9", "weight decay λ (L2)", "value w before the step", "+ λ · w",
        "clipping: all gradients times c",
    ]  # fmt: skip


#: Of networks without a dropout, of whose masks every shard draws one of its own.
UNMASKED = [
    seed for seed in range(20)
    if "dropout" not in {spec.KIND for spec in random_case(seed).spec.layers}
]  # fmt: skip


@pytest.mark.parametrize("seed", UNMASKED)
def test_that_a_batch_larger_than_a_shard_is_worked_off_in_parts(seed):
    case = random_case(seed)
    x, target = batch_of(case, 3)
    for path, parameter in case.network.named_parameters():
        address = ParameterAddress(path, (0,) * parameter.value.ndim)
        together = shares_of(case, address, x, target, shard=BATCH)
        parts = shares_of(case, address, x, target, shard=4)
        np.testing.assert_allclose(parts.terms.products, together.terms.products, atol=1e-6)
        assert parts.total == pytest.approx(together.total, rel=1e-5, abs=1e-6)


def test_that_coupled_shards_and_their_masks_are_those_of_training(monkeypatch):
    monkeypatch.setattr("core.training.shard_plan.DENSE_SHARD", 4)
    layers = (
        FlattenSpec(), DenseSpec(6), BatchNormSpec(), DropoutSpec(0.4), DenseSpec(3),
        BatchNormSpec(), SoftmaxSpec(),
    )  # fmt: skip
    spec = NetworkSpec((3, 3, 1), layers)
    rng = np.random.default_rng(4)
    data = LabelledImages(
        rng.integers(0, 256, (BATCH, 3, 3, 1)).astype(np.uint8),
        rng.integers(0, 3, BATCH).astype(np.uint8),
    )
    network, twin = (build_network(spec, rng=np.random.default_rng(1)) for _ in range(2))
    loss = CategoricalCrossEntropy()
    step = GradientStep(Objective(network, loss), data, (3, 3, 1), threads=2)
    step.gradients(np.arange(BATCH))
    for path, parameter in network.named_parameters():
        index = (0,) * parameter.value.ndim
        stored = float(parameter.gradient[index])
        page = batch_shares(
            ParameterAddress(path, index), spec.outline(), copy.deepcopy(twin), loss,
            StepBatch(cutter(data.images / np.float32(255)), data.labels.astype(np.int64)),
            stored=stored,
        )  # fmt: skip
        assert page.agrees, (path, page.total, stored)


def test_that_a_parameter_that_is_not_there_is_refused():
    case = random_case(0)
    x, target = batch_of(case, 0)
    network = build_network(case.spec, rng=np.random.default_rng(0))
    for address in (ParameterAddress("9.dense.weight", (0, 0)), ParameterAddress("x", ())):
        with pytest.raises(LedgerError, match="select another weight"):
            batch_shares(
                address,
                case.books.outlines,
                network,
                case.books.loss,
                StepBatch(cutter(x), target),
            )


def test_that_a_scale_whose_channel_never_changes_agrees_though_nothing_is_left_of_it():
    spec = NetworkSpec((2,), (BatchNormSpec(), DenseSpec(3), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(4))
    x = np.full((BATCH, 2), 0.3, np.float32)
    x[:, 1] = np.linspace(-1, 1, BATCH)
    target = np.arange(BATCH) % 3
    loss = CategoricalCrossEntropy()
    before = take_snapshot(network, step=0, epoch=0)
    Objective(network, loss).value_and_gradients(x, target)
    stored = float(network.layers[0].gamma.gradient[0])
    load_values(network, before.values)
    page = batch_shares(
        ParameterAddress("0.batch_norm.gamma", (0,)),
        spec.outline(), network, loss, StepBatch(cutter(x), target), stored=stored,
    )  # fmt: skip
    assert abs(page.total) < 1e-4
    assert stored != page.total  # float32 leaves something where nothing is
    assert page.agrees
