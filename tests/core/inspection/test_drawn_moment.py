"""A drawing that nobody has named is looked at as what the network says it is."""

import numpy as np
import pytest

from core.datasets.sample import Part, Sample
from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy
from core.inspection.phases import phases_of
from core.inspection.stage_changes import may_compare
from core.inspection.stage_numbers import NetworkView
from core.losses.catalog import make_loss
from core.network_spec import build_network
from core.presets import SEED_MLP
from core.training.snapshot import take_snapshot


@pytest.fixture(scope="module")
def look():
    network = build_network(SEED_MLP.network, rng=np.random.default_rng(3))
    snapshot = take_snapshot(network, step=0, epoch=0)

    def look_at(part, label, seed=0):
        image = np.random.default_rng(seed).integers(0, 256, (28, 28, 1)).astype(np.uint8)
        return moment_of(
            SEED_MLP,
            snapshot,
            Sample(part, 0, image, label),
            NetworkCopy(),
            initial=snapshot.values,
            run_id="run",
        )

    return look_at


def test_that_gradients_of_a_drawing_without_a_class_are_those_of_the_predicted_one(look):
    drawn = look(Part.DRAWING, None)
    said = drawn.trace.predicted
    named = look(Part.DRAWING, said)
    assert drawn.trace.loss == named.trace.loss
    for one, other in zip(drawn.trace.gradients, named.trace.gradients, strict=True):
        np.testing.assert_array_equal(one, other)
    assert (drawn.target, drawn.is_target_supposed) == (said, True)
    assert (named.target, named.is_target_supposed) == (said, False)
    other = look(Part.DRAWING, (said + 1) % 10)
    assert other.target == (said + 1) % 10
    assert other.trace.loss != drawn.trace.loss


def test_that_nothing_is_supposed_of_an_image_of_the_data(look):
    moment = look(Part.TEST, None)
    assert moment.trace.gradients is None
    assert (moment.target, moment.is_target_supposed) == (None, False)


def test_that_two_drawings_at_the_same_place_are_not_compared(look):
    one, again, other = (look(Part.DRAWING, 4, seed) for seed in (0, 0, 1))
    assert may_compare(NetworkView.ACTIVATIONS, one, again)
    assert may_compare(NetworkView.GRADIENTS, one, again)
    assert not may_compare(NetworkView.ACTIVATIONS, one, other)
    assert may_compare(NetworkView.WEIGHTS, one, other)


@pytest.mark.parametrize("is_named", [True, False])
def test_that_the_phase_of_the_loss_says_whether_the_class_is_known(look, is_named):
    said = look(Part.DRAWING, None).trace.predicted
    moment = look(Part.DRAWING, said if is_named else None)
    phases = phases_of(
        moment.outlines,
        moment.trace,
        make_loss("categorical_cross_entropy"),
        label=moment.sample.label,
        before=moment.snapshot,
    )
    (caption,) = [phase.caption for phase in phases if phase.title == "Loss"]
    expected = f"The true class {said} got" if is_named else f"The class {said}, taken for"
    assert caption.startswith(expected)
