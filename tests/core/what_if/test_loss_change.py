"""What the gradient foretells of a change, against central differences and plain loops."""

import numpy as np
import pytest

from core.network_spec import NetworkSpec
from core.what_if.edits import Edits
from core.what_if.loss_change import LossChange, LossProbe
from core.what_if.prune import Prune
from core.what_if.redraw import Redraw
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from tests.support.what_if import (
    BIAS,
    CNN,
    HIDDEN,
    KERNEL,
    LAST,
    bytes_and_labels,
    experiment_of,
    mean_loss,
    snapshot_of,
)

STEP = 1e-5
CHANGES = {
    "a kernel cell": (SetNumber(KERNEL, (1, 2, 0, 1), 0.4),),
    "a bias": (SetNumber(BIAS, (2,), -0.3),),
    "a weight": (SetNumber(LAST, (3, 1), 2.0),),
    "a filter": (Silence(0, (1,)),),
    "a unit": (Silence(4, (0, 3)),),
    "a filter drawn again": (Redraw(0, (2,), 5),),
    "a layer drawn again": (Redraw(6, (), 1),),
    "small weights": (Prune(0.4),),
    "several things": (
        *(
            SetNumber(HIDDEN, (4, 2), -1.0),
            Silence(0, (0,)),
            SetNumber(KERNEL, (0, 0, 0, 0), 1),
        ),
        *(Silence(4, (1,)), Redraw(6, (2,), 3)),
    ),
}


def cutting(images, labels):
    def cut(start, stop):
        return images[start:stop] / np.float32(255), labels[start:stop].astype(np.int64)

    return cut


def along(edits, t):
    """Return weights and what silenced outputs are multiplied with, at a share of the way."""
    own = snapshot_of().values
    _, changed = Edits(edits).apply(CNN, own)
    values = {
        path: own[path].astype(np.float64)
        + t * (changed[path].astype(np.float64) - own[path].astype(np.float64))
        for path in own
    }
    silenced = [edit for edit in edits if isinstance(edit, Silence)]
    return values, {(edit.layer, unit): 1 - t for edit in silenced for unit in edit.units}


@pytest.mark.parametrize("edits", CHANGES.values(), ids=CHANGES.keys())
def test_that_what_is_foretold_is_the_slope_and_what_is_real_the_difference(edits):
    images, labels = bytes_and_labels()
    probe = LossProbe(experiment_of(), snapshot_of(), Edits(edits))
    found = probe.change(cutting(images, labels), len(images))

    def loss(t):
        values, keeps = along(edits, t)
        return mean_loss(values, images, labels, keeps)

    slope = (loss(STEP) - loss(-STEP)) / (2 * STEP)
    assert found.predicted == pytest.approx(slope, rel=1e-6, abs=1e-9)
    assert found.before == pytest.approx(loss(0), rel=1e-6)
    assert found.after == pytest.approx(loss(1), rel=1e-6)
    assert found.real == found.after - found.before


def test_that_shards_add_up_to_the_whole(monkeypatch):
    images, labels = bytes_and_labels(7)
    probe = LossProbe(experiment_of(), snapshot_of(), Edits(CHANGES["several things"]))
    whole = probe.change(cutting(images, labels), 7)
    monkeypatch.setattr("core.what_if.loss_change.SHARD", 3)
    told = []
    parts = probe.change(cutting(images, labels), 7, lambda share, _text: told.append(share))
    assert parts.predicted == pytest.approx(whole.predicted, rel=1e-12)
    assert (parts.before, parts.after) == pytest.approx((whole.before, whole.after), rel=1e-12)
    assert told == [3 / 7, 6 / 7, 1.0]


def test_that_what_is_said_and_how_much_is_right_is_that_of_each_network(monkeypatch):
    images, labels = bytes_and_labels(7)
    edits = CHANGES["several things"]
    own, changed = along(edits, 0), along(edits, 1)

    def said(image, network):
        values, keeps = network
        losses = [mean_loss(values, image[None], [label], keeps) for label in range(4)]
        return int(np.argmin(losses))  # cross-entropy: the least for the likeliest class

    before, after = ([said(image, one) for image in images] for one in (own, changed))
    monkeypatch.setattr("core.what_if.loss_change.SHARD", 3)
    probe = LossProbe(experiment_of(), snapshot_of(), Edits(edits))
    found = probe.change(cutting(images, labels), 7)
    assert found.right == pytest.approx((np.mean(before == labels), np.mean(after == labels)))
    assert found.said == (before[-1], after[-1])
    assert before != after


def test_that_nothing_changed_is_nothing_foretold():
    images, labels = bytes_and_labels()
    own = float(snapshot_of().values[BIAS][0])
    probe = LossProbe(experiment_of(), snapshot_of(), Edits((SetNumber(BIAS, (0,), own),)))
    found = probe.change(cutting(images, labels), len(images))
    assert (found.predicted, found.real) == (0, 0)
    assert found.why() == "Nothing that is changed has a say in the loss of these images."


def test_that_a_branch_that_is_silent_already_is_no_change_of_its_own():
    spec = NetworkSpec(CNN.input_shape, CNN.layers, silenced=((1, 0),))
    images, labels = bytes_and_labels()
    edits = (Silence(0, (0, 1)),)
    probe = LossProbe(experiment_of(spec), snapshot_of(), Edits(edits))
    found = probe.change(cutting(images, labels), len(images))
    values, _ = along((), 0)

    def loss(keeps):
        return mean_loss(values, images, labels, {(0, 0): 0.0, (0, 1): keeps})

    slope = (loss(1 - STEP) - loss(1 + STEP)) / (2 * STEP)
    assert found.predicted == pytest.approx(slope, rel=1e-6)
    assert found.before == pytest.approx(loss(1.0), rel=1e-6)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (LossChange(1, 1.0, 1.01, 0.0101), "almost a straight line"),
        (LossChange(1, 1.0, 3.0, 0.5), "bends upwards"),
        (LossChange(1, 1.0, 1.1, 0.5), "bends down"),
        (LossChange(1, 1.0, 1.1, 0.0), "no way to the loss is open"),
        (LossChange(1, 1.0, float("nan"), 0.0), "no numbers"),
    ],
)
def test_that_one_sentence_says_why_the_two_differ(change, says):
    assert says in change.why()
    assert change.why().endswith(".")
    assert len(change.why()) <= 300
