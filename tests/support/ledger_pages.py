"""Pages of every kind, as the ledger writes them, and every text as it is painted."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from core.anatomy.addresses import LossAddress, ParameterAddress, ValueAddress
from core.anatomy.score_layer import class_of
from core.errors import ShapeError
from core.experiment import LOSSES
from core.inspection.network_copy import NetworkCopy
from core.optimizers.catalog import OPTIMIZERS
from core.presets import SEED_CNN
from gui.panels.ledger.batch_pages import BatchPages
from gui.panels.ledger.canvas import Canvas, face_metrics, text_width
from gui.panels.ledger.code_row import CodeRow
from gui.panels.ledger.formula_layout import lay_out_formula
from gui.panels.ledger.grid_painter import GridPainter
from gui.panels.ledger.painters import PAINTERS
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.rows import FormulaRow, TermHeadRow, TermRow
from gui.panels.ledger.writer import write_spread
from gui.theme.theme import DARK
from tests.support.layer_cases import LAYER_CASES
from tests.support.moments import make_moment, trained_moment

#: What a page leaves for its rows in a ledger of so many pixels: margins and the scroll bar.
AROUND = 8 + 2 + 12 + 14


class Written(NamedTuple):
    """A text as it was painted."""

    text: str
    face: object
    rect: QRect


def moments(kinds):
    """Yield a moment with a layer of each of some kinds, as judged in training."""
    for kind in kinds:
        case = LAYER_CASES[kind]
        network = case.network()
        if len(network.input_shape) != 3 or network.input_shape[-1] != 1:
            network = replace(network, input_shape=(28, 28, 1), layers=_on_digits(case.spec))
        else:
            network = replace(network, input_shape=(28, 28, 1))
        yield make_moment(network=network, steps=1)


def _on_digits(spec):
    conv, flatten, dense = (LAYER_CASES[kind].spec for kind in ("conv2d", "flatten", "dense"))
    softmax = LAYER_CASES["softmax"].spec
    try:
        spec.output_shape((28, 28, 4))
    except ShapeError:
        return (flatten, dense, spec, replace(dense, units=10), softmax)
    return (replace(conv, filters=12), spec, flatten, replace(dense, units=10), softmax)


def optimizer_moment(kind):
    """Return a moment after steps of an optimiser, the losses in turn."""
    loss = list(LOSSES)[list(OPTIMIZERS).index(kind) % len(LOSSES)]
    # binary cross-entropy wants a probability a class
    last = LAYER_CASES["sigmoid" if loss == "binary_cross_entropy" else "softmax"].spec
    dense, flatten = LAYER_CASES["dense"].spec, LAYER_CASES["flatten"].spec
    layers = (flatten, replace(dense, units=10), last)
    network = replace(SEED_CNN.network, layers=layers)
    experiment = SEED_CNN.replace(network=network, optimizer=OPTIMIZERS[kind](), loss=loss)
    return trained_moment(experiment, steps=2)


def addresses(moment):
    """Yield numbers of every layer and parameter, and the loss."""
    rng = np.random.default_rng(5)
    for layer, values in enumerate(moment.trace.values, -1):
        strongest = np.unravel_index(int(np.abs(values).argmax()), values.shape)
        somewhere = tuple(rng.integers(values.shape))
        for place in (strongest, somewhere):
            yield ValueAddress(layer, tuple(int(at) for at in place))
    for path, array in moment.snapshot.values.items():
        yield ParameterAddress(path, tuple(int(at) for at in rng.integers(array.shape)))
    yield LossAddress()
    yield None


def requests(moment):
    """Yield what can be asked about the numbers of a moment, code in turn of either kind."""
    for at, address in enumerate(addresses(moment)):
        request = LedgerRequest(moment, address, in_book=at % 2 == 0)
        yield request
        first = class_of(moment.outlines, address)
        if first is not None:
            yield replace(request, against=(first + 3) % 10)


def sheets(moment):
    """Yield every page there is of a moment."""
    batch_pages, network = BatchPages(), NetworkCopy(np.float64)
    for request in requests(moment):
        spread = write_spread(request, batch_pages, network)
        assert not spread.missing, spread.missing
        yield spread.title, (*spread.sheets, *spread.code)


def what_does_not_fit(sheet, width, monkeypatch):
    """Return what a page writes beside its place, painted in a ledger of some width."""
    found, written = [], []
    monkeypatch.setattr(
        Canvas,
        "write",
        lambda _canvas, rect, text, face, *_: written.append(Written(text, face, QRect(rect))),
    )
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    inner = width - AROUND
    for row in sheet.rows:
        drawer = PAINTERS[type(row)]
        rect = QRect(0, 0, inner, drawer.height(row, inner))
        written.clear()
        drawer.paint(row, rect, Canvas(painter, DARK))
        # the tint of a line of code, and words over a cell, may stand out a little
        slack = 8 if isinstance(row, CodeRow) or isinstance(drawer, GridPainter) else 6
        for text, face, place in written:
            if text_width(text, face) > place.width():
                found.append((type(row).__name__, "cut", text))
            elif (
                place.left() < -slack
                or place.left() + min(text_width(text, face), place.width()) > inner + slack
            ):
                found.append((type(row).__name__, "outside", text))
            elif place.bottom() + 1 > rect.height() + 3 or place.top() < -3:
                found.append((type(row).__name__, "below", text))
            elif face_metrics(face).capHeight() > place.height():
                found.append((type(row).__name__, "low", text))
        if isinstance(row, FormulaRow) and lay_out_formula(row.latex, inner).width > inner:
            found.append(("FormulaRow", "wide", row.latex))
    painter.end()
    return found


def broken_words(sheet, width, monkeypatch):
    """Return the words of labels that are on no line as a whole, in a ledger of some width."""
    found, written = set(), []
    monkeypatch.setattr(Canvas, "write", lambda _canvas, _rect, text, *_: written.append(text))
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for row in sheet.rows:
        if isinstance(row, TermRow | TermHeadRow):
            written.clear()
            drawer = PAINTERS[type(row)]
            rect = QRect(0, 0, width - AROUND, drawer.height(row, width - AROUND))
            drawer.paint(row, rect, Canvas(painter, DARK))
            seen = {word for line in written for word in line.split()}
            found |= set(row.label.split()) - seen
    painter.end()
    return found


def hints_of(sheet, width):
    """Yield what is said of every place of a page that can be pointed at."""
    for row in sheet.rows:
        drawer = PAINTERS[type(row)]
        for spot in drawer.spots(row, QRect(0, 0, width, drawer.height(row, width)))[:40]:
            yield spot.hint()
