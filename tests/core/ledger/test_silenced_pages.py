"""On a changed network every page of the ledger still adds up, and says what was changed."""

from types import MappingProxyType

import numpy as np
import pytest

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.datasets.sample import Part, Sample
from core.inspection.moment import moment_of
from core.inspection.network_copy import NetworkCopy
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.sigmoid import SigmoidSpec
from core.layers.softmax import SoftmaxSpec
from core.ledger.ledger import how_it_was_made, what_it_was_blamed_for
from core.ledger.silenced import NOT_PASSED_NOTE, REACHES_NOTHING_NOTE, SILENCED_NOTE
from core.network_spec import NetworkSpec
from core.what_if.edits import Edits
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from gui.panels.ledger.writer import books_of
from tests.support.what_if import (
    BIAS,
    CNN,
    KERNEL,
    bytes_and_labels,
    experiment_of,
    snapshot_of,
)

#: Silenced behind a sigmoid, which gives no 0, behind a norm, and without any activation.
SIGMOIDS = NetworkSpec(
    (8, 8, 1),
    (
        *(Conv2DSpec(3), BatchNormSpec(), SigmoidSpec(), Conv2DSpec(2), FlattenSpec()),
        *(DenseSpec(5), DenseSpec(4), SoftmaxSpec()),
    ),
)


def moment(spec, *edits):
    images, labels = bytes_and_labels(1)
    snapshot = snapshot_of(spec)
    return moment_of(
        experiment_of(spec),
        snapshot,
        Sample(Part.TEST, 0, images[0], int(labels[0])),
        NetworkCopy(),
        initial=MappingProxyType(dict(snapshot.values)),
        run_id="run",
        edits=Edits(edits),
    )


def addresses(shown):
    for layer, values in enumerate(shown.trace.values):
        for index in np.ndindex(values.shape):
            yield ValueAddress(layer - 1, index)
    for path, array in shown.snapshot.values.items():
        for index in np.ndindex(array.shape):
            yield ParameterAddress(path, index)


CHANGES = {
    "cnn": (CNN, (Silence(0, (1,)), Silence(4, (0, 2)), SetNumber(KERNEL, (0, 1, 0, 2), 0.7))),
    "sigmoids": (SIGMOIDS, (Silence(0, (2,)), Silence(3, (0,)), Silence(5, (1, 4)))),
}


@pytest.mark.parametrize("name", CHANGES)
def test_that_every_page_of_a_changed_network_agrees_with_what_is_stored(name):
    spec, edits = CHANGES[name]
    shown = moment(spec, *edits)
    books, seen = books_of(shown), 0
    silent = set(shown.network.silenced)
    for address in list(addresses(shown))[::7]:
        made, blamed = how_it_was_made(address, books), what_it_was_blamed_for(address, books)
        assert made.agrees, (address, made.total, made.stored)
        assert blamed.agrees or blamed.missing, (address, blamed.total, blamed.stored)
        if isinstance(address, ValueAddress) and (address.layer, address.index[-1]) in silent:
            seen += 1
            assert made.notes == (SILENCED_NOTE,)
            assert (made.total, made.stored) == (0, 0)
            assert NOT_PASSED_NOTE in blamed.notes
            before = ValueAddress(address.layer - 1, address.index)
            if shown.outlines[address.layer].spec.KEEPS_PLACES:
                behind = what_it_was_blamed_for(before, books)
                assert REACHES_NOTHING_NOTE in behind.notes
                assert behind.total == 0
    assert seen


def test_that_a_silenced_page_says_what_the_number_would_be():
    whole, part = moment(CNN), moment(CNN, Silence(0, (1,)))
    row, column = np.argwhere(whole.trace.values[2][..., 1] > 0)[0].tolist()
    page = how_it_was_made(ValueAddress(1, (row, column, 1)), books_of(part))
    (would_be,) = (line for line in page.lines if line.label == "would be")
    assert would_be.value == pytest.approx(float(whole.trace.values[2][row, column, 1]))


def test_that_the_page_of_a_changed_weight_adds_the_change_to_what_training_made():
    own = float(snapshot_of().values[BIAS][0])
    page = how_it_was_made(
        ParameterAddress(BIAS, (0,)), books_of(moment(CNN, SetNumber(BIAS, (0,), 0.75)))
    )
    (changed,) = (line for line in page.lines if line.label == "changed by hand")
    assert changed.value == pytest.approx(0.75 - own)
    assert page.agrees
    assert page.stored == 0.75
    other = how_it_was_made(
        ParameterAddress(BIAS, (1,)), books_of(moment(CNN, SetNumber(BIAS, (0,), 0.75)))
    )
    assert not [line for line in other.lines if line.label == "changed by hand"]
