"""What the classes are called on a page of the ledger."""

from dataclasses import replace

import numpy as np

from core.anatomy.addresses import LossAddress
from core.inspection.network_copy import NetworkCopy
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.writer import write_spread
from tests.support.moments import make_moment

NAMES = ("beach", *"123456", "city", "8", "a name that is longer than a row")


def test_that_terms_have_the_names_of_their_classes_and_digits_are_classes_as_before():
    moment = make_moment()  # of a 7
    moment = replace(moment, sample=replace(moment.sample, class_names=NAMES))
    spread = write_spread(
        LedgerRequest(moment, LossAddress()), BatchPages(), NetworkCopy(np.float64)
    )
    made = spread.pages[0]
    said = [made.terms.label(at) for at in range(len(NAMES))]
    assert said[:3] == ["beach", "class 1", "class 2"]
    assert said[7:] == ["city", "class 8", "class 9"]
    assert made.lines[0].label == "p of the true class city"
