"""The captions of the phases against counts made one number at a time."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from core.inspection.phases import PhaseKind, phases_of
from core.inspection.update_caption import update_ratios
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.mean_squared_error import MeanSquaredError
from core.network_spec import NetworkSpec, build_network
from core.trace import trace_sample
from core.training.snapshot import take_snapshot
from tests.support.layer_cases import LAYER_CASES
from tests.support.moments import make_moment
from tests.support.shown_numbers import on_screen


@pytest.fixture(scope="module")
def moments():
    return make_moment("seed-cnn", steps=6), make_moment("seed-cnn", steps=7)


@pytest.fixture(scope="module")
def phases(moments):
    before, after = moments
    return phases_of(
        before.outlines,
        before.trace,
        CategoricalCrossEntropy(),
        label=before.sample.label,
        batch_size=32,
        before=before.snapshot,
        after=after.snapshot,
    )


def caption(phases, title):
    return next(phase.caption for phase in phases if phase.title == title)


def numbers(text):
    """Return every number of a sentence, powers of ten and percents included."""
    found = re.findall(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]\d+)?", text)
    return [float(number.replace(",", "")) for number in found]


def flat(array):
    return [float(value) for value in np.asarray(array, np.float64).reshape(-1)]


def percent(part, whole):
    return f"{round(100 * part / whole)} %"


def test_that_a_batch_goes_forward_then_to_the_loss_then_back_then_to_the_update(phases):
    kinds = [phase.kind for phase in phases]
    forward, backward = [PhaseKind.FORWARD] * 6, [PhaseKind.BACKWARD] * 6
    assert kinds == [*forward, PhaseKind.LOSS, *backward, PhaseKind.UPDATE]
    assert [phase.number for phase in phases] == list(range(1, 15))
    assert [phase.layer for phase in phases[:6]] == [0, 1, 2, 3, 4, 5]
    assert [phase.layer for phase in phases[7:13]] == [5, 4, 3, 2, 1, 0]
    assert phases[6].layer is None is phases[13].layer
    assert phases[1].title == "ReLU forward"
    assert phases[11].title == "ReLU backward"


def test_that_the_convolution_tells_its_sums_and_their_range(phases, moments):
    z = flat(moments[0].trace.values[1])
    text = caption(phases, "Conv2D forward")
    assert "8 filters of 3×3 slid over 28×28×1" in text
    assert "5,408 sums of 9 products and a bias" in text
    assert on_screen(f"from {min(z):+.3g} to {max(z):+.3g}") in text
    above = sum(1 for value in z if value > 0)
    assert f"{percent(above, len(z))} above 0" in text


def test_that_the_relu_counts_what_became_zero(phases, moments):
    z, y = flat(moments[0].trace.values[1]), flat(moments[0].trace.values[2])
    closed = 0
    for before, after in zip(z, y, strict=True):
        if before <= 0:
            closed += 1
            assert after == 0
    text = caption(phases, "ReLU forward")
    assert text.startswith(f"{percent(closed, 5408)} of 5,408 numbers were not above 0")
    assert f"the other {5408 - closed:,} passed" in text


def test_that_the_pooling_counts_winners_and_losers(phases):
    text = caption(phases, "MaxPool2D forward")
    assert text == (
        "1,352 windows of 2×2 each kept their largest number: 1,352 of 5,408 go on, 75 % stay "
        "behind."
    )
    assert "get exactly 0" in caption(phases, "MaxPool2D backward")
    assert "1,352 winners" in caption(phases, "MaxPool2D backward")


def test_that_dense_and_softmax_name_the_class_that_leads(phases, moments):
    trace = moments[0].trace
    logits, shares = flat(trace.values[5]), flat(trace.values[6])
    best = max(range(10), key=lambda k: logits[k])
    assert f"The largest belongs to class {best}." in caption(phases, "Dense forward")
    assert "10 sums of 1,352 products" in caption(phases, "Dense forward")
    order = sorted(range(10), key=lambda k: -shares[k])
    text = caption(phases, "Softmax forward")
    assert f"class {order[0]} got {100 * shares[order[0]]:.1f} %" in text
    assert f"class {order[1]} with {100 * shares[order[1]]:.1f} %" in text
    assert text.endswith(f"So the network says {order[0]}.")


def test_that_the_loss_is_minus_the_logarithm_of_the_true_share(phases, moments):
    before = moments[0]
    share = float(before.trace.values[-1][before.sample.label])
    text = caption(phases, "Loss")
    assert f"The true class {before.sample.label} got {100 * share:.1f} %" in text
    assert f"≈ {-math.log(share):.3g};" in text
    assert "a blind guess costs 2.303" in text


def test_that_softmax_backward_names_who_is_pulled_and_who_is_pushed(phases, moments):
    before = moments[0]
    blame = flat(before.trace.values[-1])
    blame[before.sample.label] -= 1
    up, down = min(range(10), key=blame.__getitem__), max(range(10), key=blame.__getitem__)
    assert up == before.sample.label
    text = caption(phases, "Softmax backward")
    assert on_screen(f"class {up} has {blame[up]:+.3g} and is pulled up") in text
    assert on_screen(f"class {down} has {blame[down]:+.3g} and is pushed down") in text


def test_that_relu_backward_counts_the_gradients_that_met_a_closed_gate(phases, moments):
    trace = moments[0].trace
    arriving, z = flat(trace.gradients[2]), flat(trace.values[1])
    arrived = sum(1 for g in arriving if g != 0)
    stopped = sum(1 for g, x in zip(arriving, z, strict=True) if g != 0 and x <= 0)
    assert numbers(caption(phases, "ReLU backward")) == [
        arrived, 5408, 0, stopped, 0, arrived - stopped,
    ]  # fmt: skip


def test_that_a_layer_with_weights_tells_the_largest_gradient_and_its_place(phases, moments):
    gradient = moments[0].trace.parameter_gradients["0.conv2d.weight"]
    row, column, _, filter_ = max(
        np.ndindex(gradient.shape), key=lambda at: abs(float(gradient[at]))
    )
    rms = math.sqrt(sum(g * g for g in flat(gradient)) / 72)
    text = caption(phases, "Conv2D backward")
    assert text.startswith(f"72 weights get this digit's gradient, RMS {rms:.3g}")
    assert f"most filter {filter_} · weight ({row}, {column}) with" in text


def test_that_the_last_and_smaller_batch_of_an_epoch_is_counted(moments):
    before, after = moments
    record = after.snapshot.record
    smaller = replace(after.snapshot, record=replace(record, rows=record.rows[:16]))
    phases = phases_of(
        before.outlines,
        before.trace,
        CategoricalCrossEntropy(),
        label=before.sample.label,
        batch_size=32,
        before=before.snapshot,
        after=smaller,
    )
    text = caption(phases, "Update of the weights")
    assert text.startswith("Step 6 → 7, by the mean gradient of a batch of 16.")


def test_that_the_update_tells_the_ratio_and_the_largest_move(phases, moments):
    before, after = moments[0].snapshot, moments[1].snapshot
    text = caption(phases, "Update of the weights")
    assert text.startswith("Step 6 → 7, by the mean gradient of a batch of 32.")
    for path, name in (("0.conv2d.weight", "Conv2D"), ("4.dense.weight", "Dense")):
        old, new = flat(before.values[path]), flat(after.values[path])
        change = math.sqrt(sum((b - a) ** 2 for a, b in zip(old, new, strict=True)))
        ratio = change / math.sqrt(sum(a * a for a in old))
        assert f"{100 * ratio:.2g} % of their size in {name}" in text
        assert update_ratios(before, after)[path] == pytest.approx(ratio, rel=1e-5)
    moves = {
        path: float(np.abs(after.values[path] - before.values[path]).max())
        for path in before.gradients
    }
    path = max(moves, key=moves.get)
    place = np.abs(after.values[path] - before.values[path]).argmax()
    old, new = flat(before.values[path])[place], flat(after.values[path])[place]
    assert on_screen(f"{old:+.4g} → {new:+.4g}") in text


def test_that_the_update_says_how_far_the_digit_agrees_with_the_batch(phases, moments):
    before, after = moments
    same = total = 0
    for path, own in before.trace.parameter_gradients.items():
        for mine, ours in zip(flat(own), flat(after.snapshot.gradients[path]), strict=True):
            total += mine != 0 and ours != 0
            same += mine * ours > 0
    text = caption(phases, "Update of the weights")
    assert text.endswith(
        f"This digit alone would move {percent(same, total)} of the {total:,} weights for "
        "which neither gradient is 0 the same way."
    )


def test_that_an_update_to_come_promises_no_numbers(moments):
    before = moments[0]
    phases = phases_of(
        before.outlines,
        before.trace,
        CategoricalCrossEntropy(),
        label=7,
        batch_size=None,
        before=before.snapshot,
    )
    assert "all training images" in phases[-1].caption
    assert "→" not in phases[-1].caption


def test_that_without_a_label_nothing_goes_back(moments):
    before = moments[0]
    trace = replace(before.trace, gradients=None, parameter_gradients={}, loss=None)
    phases = phases_of(
        before.outlines, trace, CategoricalCrossEntropy(), label=None, before=before.snapshot
    )
    assert [phase.kind for phase in phases] == [PhaseKind.FORWARD] * 6 + [PhaseKind.UPDATE]


@pytest.mark.parametrize("dropping", [None, (0, 3)])
@pytest.mark.parametrize("loss", [CategoricalCrossEntropy(0.1), MeanSquaredError()])
@pytest.mark.parametrize("case", LAYER_CASES.values(), ids=LAYER_CASES)
def test_that_every_kind_of_layer_has_something_to_say(case, loss, dropping):
    spec, rng = case.network(), np.random.default_rng(5)
    network = build_network(spec, rng=rng)
    x = rng.random(spec.input_shape, np.float32)
    trace = trace_sample(network, loss, x, 2, dropping=dropping)
    snapshot = take_snapshot(network, step=0, epoch=0)
    outlines = spec.outline()
    phases = phases_of(outlines, trace, loss, label=2, before=snapshot, after=snapshot)
    assert len(phases) == 2 * len(outlines) + 2
    assert all(len(phase.caption) > 25 for phase in phases)
    assert phases[-1].caption.endswith("no weight changed.")
    says = any("As in training" in phase.caption for phase in phases)
    assert says == (case.spec.DROPS_NUMBERS and dropping is not None)


def test_that_layers_of_one_kind_are_told_apart_by_number():
    layers = (Conv2DSpec(2), Conv2DSpec(3), FlattenSpec(), DenseSpec(3), SoftmaxSpec())
    spec = NetworkSpec((6, 6, 1), layers)
    network, loss = build_network(spec, rng=np.random.default_rng(5)), MeanSquaredError()
    trace = trace_sample(network, loss, np.ones((6, 6, 1), np.float32), 2)
    snapshot = take_snapshot(network, step=0, epoch=0)
    phases = phases_of(spec.outline(), trace, loss, label=2, before=snapshot)
    assert "Conv2D 1 forward" in [phase.title for phase in phases]


def test_that_broken_numbers_are_told_as_such():
    spec = NetworkSpec((4, 4, 1), (FlattenSpec(), DenseSpec(3), ReLUSpec(), SoftmaxSpec()))
    network = build_network(spec, rng=np.random.default_rng(1))
    before = take_snapshot(network, step=4, epoch=1)
    for _, parameter in network.named_parameters():
        parameter.value[...] = np.nan
    after = take_snapshot(network, step=5, epoch=1)
    loss = CategoricalCrossEntropy()
    with np.errstate(all="ignore"):
        trace = trace_sample(network, loss, np.ones((4, 4, 1), np.float32), 0)
        phases = phases_of(spec.outline(), trace, loss, label=0, before=before, after=after)
    assert "NaN" in caption(phases, "Dense forward")
    assert "diverged" in phases[-1].caption
