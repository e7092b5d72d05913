"""Promises of core.losses.base.Loss, checked on every loss a file can name."""

import numpy as np
import pytest

from core.errors import ShapeError
from core.layers.catalog import LAYER_KINDS
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.catalog import LOSSES, make_loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.fused import FusedLoss, taking_over

CASES = {kind: loss() for kind, loss in LOSSES.items()}
CASES["smoothed cross-entropy"] = CategoricalCrossEntropy(0.1)
FUSED = {name: loss for name, loss in CASES.items() if isinstance(loss, FusedLoss)}
#: (loss, which of its two functions)
FUNCTIONS = {name: (loss, "value_and_gradient") for name, loss in CASES.items()} | {
    f"{name} of logits": (loss, "value_and_gradient_of_logits") for name, loss in FUSED.items()
}


@pytest.fixture(params=FUNCTIONS.values(), ids=FUNCTIONS.keys())
def function(request):
    loss, name = request.param
    return getattr(loss, name)


def shares(rng, shape):
    """Return numbers between 0 and 1, which every loss accepts; logits may be such too."""
    return rng.uniform(0.05, 0.95, shape)


def test_that_the_gradient_agrees_with_central_differences(function, rng):
    step = 1e-6
    for n, classes in ((1, 2), (3, 4), (5, 10)):
        x, target = shares(rng, (n, classes)), rng.integers(0, classes, n)
        numeric = np.zeros_like(x)
        for entry in np.ndindex(x.shape):
            shift = np.zeros_like(x)
            shift[entry] = step
            above, below = function(x + shift, target)[0], function(x - shift, target)[0]
            numeric[entry] = (above - below) / (2 * step)
        gradient = function(x, target)[1]
        assert np.linalg.norm(gradient - numeric) <= 1e-7 * np.linalg.norm(numeric)


def test_that_the_value_is_the_mean_over_the_batch(function, rng):
    x, target = shares(rng, (6, 4)), rng.integers(0, 4, 6)
    value, gradient = function(x, target)
    alone = [function(x[i : i + 1], target[i : i + 1]) for i in range(6)]
    assert value == pytest.approx(np.mean([v for v, _ in alone]), rel=1e-12)
    np.testing.assert_allclose(gradient, np.concatenate([g for _, g in alone]) / 6, rtol=1e-12)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_that_what_each_sample_costs_is_what_it_costs_alone(name, rng):
    loss, whole = FUNCTIONS[name]
    each = loss.of_each if whole == "value_and_gradient" else loss.of_each_of_logits
    x, target = rng.normal(0, 30, (6, 4)), rng.integers(0, 4, 6)
    x = x if "logits" in name else shares(rng, (6, 4))
    alone = [getattr(loss, whole)(x[i : i + 1], target[i : i + 1])[0] for i in range(6)]
    assert each(x, target).shape == (6,)
    np.testing.assert_allclose(each(x, target), alone, rtol=1e-9, atol=1e-12)


def test_that_it_grows_when_the_true_class_gets_less(function):
    x = np.full((2, 3), 0.5)
    less = x.copy()
    less[1, 2] = 0.3
    assert function(less, np.array([0, 2]))[0] > function(x, np.array([0, 2]))[0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_that_numbers_stay_of_their_type_and_the_value_is_a_plain_number(function, rng, dtype):
    value, gradient = function(shares(rng, (3, 4)).astype(dtype), np.array([0, 3, 1]))
    assert type(value) is float
    assert gradient.dtype == dtype
    assert gradient.shape == (3, 4)


def test_that_what_is_handed_in_may_be_read_only_and_in_any_memory_order(function, rng):
    x, target = shares(rng, (3, 4)), np.array([0, 3, 1])
    value, gradient = function(x, target)
    spacious = np.zeros((3, 8))
    spacious[:, ::2] = x
    for other in (x, np.asfortranarray(x), spacious[:, ::2]):
        other.flags.writeable = target.flags.writeable = False
        for labels in (target, target.astype(np.uint8)):
            got, got_gradient = function(other, labels)
            assert got == pytest.approx(value, rel=1e-14)
            np.testing.assert_allclose(got_gradient, gradient, rtol=1e-14)
    assert function(x, target)[0] == value


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", CASES.values(), ids=CASES.keys())
def test_that_certainty_that_is_wrong_costs_much_but_not_infinity(loss, dtype):
    predicted = np.array([[1, 0], [0, 1]], dtype)
    value, gradient = loss.value_and_gradient(predicted, np.array([1, 0]))
    assert 1 <= value < 1000
    assert np.isfinite(gradient).all()
    assert loss.value_and_gradient(predicted, np.array([0, 1]))[0] < value / 2


@pytest.mark.parametrize("loss", FUSED.values(), ids=FUSED.keys())
def test_that_the_fused_step_equals_activation_and_loss_one_after_the_other(loss, rng):
    logits, target = 3 * rng.standard_normal((6, 10)), rng.integers(0, 10, 6)
    activation = loss.ACTIVATION()
    value, gradient = loss.value_and_gradient(activation.forward(logits, training=True), target)
    fused_value, fused_gradient = loss.value_and_gradient_of_logits(logits, target)
    assert fused_value == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(
        fused_gradient, activation.backward(gradient), rtol=1e-10, atol=1e-15
    )
    assert loss.LAST_LAYERS == (loss.ACTIVATION.KIND,)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", FUSED.values(), ids=FUSED.keys())
def test_that_logits_of_ten_thousand_neither_overflow_nor_warn(loss, dtype):
    logits = np.array([[1e4, -1e4, 0], [-1e4, 1e4, 1e4]], dtype)
    value, gradient = loss.value_and_gradient_of_logits(logits, np.array([0, 0]))
    assert 1000 < value < 1e5
    assert np.isfinite(gradient).all()


def test_that_a_batch_with_too_few_labels_is_refused(function):
    with pytest.raises(ShapeError, match=r"target: expected shape \(3,\), received \(2,\)"):
        function(np.full((3, 4), 0.25), np.array([0, 1]))


def test_that_a_loss_is_made_by_its_name_and_only_cross_entropy_is_smoothed():
    for kind, loss in LOSSES.items():
        assert type(make_loss(kind, label_smoothing=0.2)) is loss
        assert loss.TITLE
        assert loss.EXPLAINS.endswith(".")
        assert kind == loss.KIND
    assert make_loss("categorical_cross_entropy", label_smoothing=0.2).label_smoothing == 0.2


@pytest.mark.parametrize("kind", LAYER_KINDS)
def test_that_a_loss_takes_over_the_last_layer_it_is_simple_with_and_no_other(kind):
    partners = {"softmax": CategoricalCrossEntropy, "sigmoid": BinaryCrossEntropy}
    for loss in CASES.values():
        taken = taking_over(loss, kind)
        assert taken is (loss if isinstance(loss, partners.get(kind, ())) else None)
