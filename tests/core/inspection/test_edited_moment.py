"""A moment of a changed network: what it shows, and where numbers are missing."""

from types import MappingProxyType

import numpy as np

from core.datasets.sample import Part, Sample
from core.inspection.filter_bank import weight_banks
from core.inspection.missing_numbers import missing_numbers, silenced_filters
from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy
from core.what_if.edits import Edits
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from tests.support.what_if import (
    CNN,
    KERNEL,
    bytes_and_labels,
    experiment_of,
    mean_loss,
    snapshot_of,
)

NETWORK = NetworkCopy()


def moment(*edits):
    images, labels = bytes_and_labels(1)
    snapshot = snapshot_of()
    return moment_of(
        experiment_of(),
        snapshot,
        Sample(Part.TEST, 0, images[0], int(labels[0])),
        NETWORK,  # one for all, as the window has it
        initial=MappingProxyType(dict(snapshot.values)),
        run_id="run",
        edits=Edits(edits),
    )


def test_that_a_changed_moment_is_what_the_changed_network_does_and_the_next_is_not():
    images, labels = bytes_and_labels(1)
    own = moment()
    values = {path: array.astype(np.float64) for path, array in own.snapshot.values.items()}
    assert np.isclose(own.trace.loss, mean_loss(values, images, labels), rtol=1e-5)
    edit = SetNumber(KERNEL, (0, 1, 0, 2), 0.9)
    changed = moment(Silence(0, (1,)), edit)
    values[KERNEL][edit.index] = 0.9
    expected = mean_loss(values, images, labels, {(0, 1): 0.0})
    assert np.isclose(changed.trace.loss, expected, rtol=1e-5)
    assert changed.unedited.values is own.snapshot.values or np.array_equal(
        changed.unedited.values[KERNEL], own.snapshot.values[KERNEL]
    )
    assert changed.network.silenced == ((1, 1),)
    assert changed.run_experiment.network == CNN
    assert moment().trace.loss == own.trace.loss


def test_that_headlines_say_what_was_changed_and_weights_are_told_apart():
    own, changed = moment(), moment(Silence(0, (1,)))
    assert own.step_text == "step 0"
    assert changed.step_text == "step 0 · what if: 1 change"
    assert own.weights_key != changed.weights_key
    assert changed.weights_key == moment(Silence(0, (1,))).weights_key


def test_that_silent_maps_are_missing_up_to_where_channels_are_mixed():
    shown = moment(Silence(0, (1,)), Silence(4, (2,)))
    assert missing_numbers(shown, 0) is None
    for layer in (1, 2):  # behind the activation, and behind the pooling
        missing = missing_numbers(shown, layer)
        assert missing.shape == shown.trace.values[layer + 1].shape
        assert missing[..., 1].all()
        assert not missing[..., [0, 2]].any()
    assert missing_numbers(shown, 3) is None
    assert missing_numbers(shown, 5).tolist() == [False, False, True, False, False]
    bank = weight_banks(shown.outlines)[0]
    marked = silenced_filters(shown, bank)
    assert marked.shape == (3, 3, 3)
    assert marked[..., 1].all()
    assert not marked[..., [0, 2]].any()
    assert silenced_filters(moment(), bank) is None
