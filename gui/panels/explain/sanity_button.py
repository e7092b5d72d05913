"""Checks on one click which of the maps depend on what the network learned."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from core.explanation.catalog import EXPLANATION_METHODS
from core.explanation.sanity_check import (
    ALIKE_FROM,
    DRAWS,
    Likeness,
    SanityCheck,
    SanityVerdict,
    check_sanity,
)
from core.inspection.network_copy import NetworkCopy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.number_text import digits_text, fixed_text
from gui.background.attempt import Attempt
from gui.background.newest_wish import NewestWish
from gui.panels.explain.request import ExplainRequest
from gui.panels.explain.sanity_depth import SanityDepth
from gui.panels.explain.tile import ExplainTile

TIP = (
    "Draws the weights anew, layer by layer from the last, and says which maps change. One "
    "that stays alike shows the image, not what the network learned."
)
TITLE = "Sanity check"
WORKING = "drawing the weights anew…"
MARKS = {
    SanityVerdict.CHANGES: ("✓", "ok"),
    SanityVerdict.STAYS: ("!", "warning"),
    SanityVerdict.UNSETTLED: ("?", "muted"),
}


class SanityButton(QPushButton):
    """Writes under each map whether it changes with other weights; off again, its rule.

    What was found holds for one moment and class: it goes with them.

    Parameters
    ----------
    tiles : list of ExplainTile
        Of the methods, in the order of the catalogue.
    name : str
        ``objectName``.

    Signals
    -------
    said(str)
        What is going on, or why it cannot be done; empty if nothing is to be said.
    redrawn(mapping of str to ndarray, or None)
        The maps of weights drawn anew are to be shown, by the method's name; None for those
        of the learned weights.

    Attributes
    ----------
    depth_chooser : SanityDepth
        Chooses between them; the panel places it.
    """

    said = Signal(str)
    redrawn = Signal(object)

    def __init__(
        self, tiles: list[ExplainTile], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"  {TITLE}  ", parent)  # this role has no room beside its text
        self.setObjectName(name)
        self.setCheckable(True)
        self.setProperty("role", "tiny")
        self.setToolTip(TIP)
        self.setAccessibleName(TITLE)
        self.depth_chooser = SanityDepth(f"{name}_depth", parent)
        self.depth_chooser.activated.connect(self._on_depth)
        self._found: SanityCheck | None = None
        self._tiles = tiles
        self._request: ExplainRequest | None = None
        self._asked: Hashable = None
        self._network = NetworkCopy()  # used on the thread only
        self._wish: NewestWish[ExplainRequest, SanityCheck] = NewestWish(
            self._check, name="sanity check", parent=self
        )
        self._wish.answered.connect(self._on_answered)
        self._wish.failed.connect(self._on_failed)
        self.toggled.connect(self._on_toggled)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._wish.is_busy

    def follow(self, request: ExplainRequest | None) -> None:
        """Be about these maps; None while there are none to check."""
        self._request = request
        self.setEnabled(request is not None)
        if self.isChecked() and (request is None or request.key != self._asked):
            self.end()

    def end(self) -> None:
        """Show the rules again."""
        self._wish.give_up()
        with QSignalBlocker(self):
            self.setChecked(False)
        for tile in self._tiles:
            tile.show_verdict("", "", "")
        if self._found is not None:
            self._found = None
            self.depth_chooser.hide()
            self.redrawn.emit(None)
        self.said.emit("")

    def shut_down(self) -> bool:
        """End the thread; return whether it ended in time."""
        return self._wish.shut_down()

    def _check(self, request: ExplainRequest, attempt: Attempt[ExplainRequest]) -> SanityCheck:
        """Draw and compare on the thread."""
        moment, experiment = request.moment, request.moment.experiment
        loss = CategoricalCrossEntropy() if experiment is None else experiment.make_loss()
        network = self._network.at(moment.network, moment.snapshot)
        x = moment.sample.image.astype(np.float32) / np.float32(255)
        return check_sanity(moment.network, network, loss, request.target, x, attempt.check)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        if is_on and self._request is not None:
            self._asked = self._request.key
            self.said.emit(WORKING)
            self._wish.ask(self._request)
        else:
            self.end()

    @Slot(object, object)
    def _on_answered(self, _request: ExplainRequest, found: SanityCheck) -> None:
        self._found = found
        self.depth_chooser.offer(found.layers)
        self._write(found, -1)
        self.said.emit(f"likeness with random weights · alike from {ALIKE_FROM}")

    @Slot(int)
    def _on_depth(self, _at: int) -> None:
        found, depth = self._found, self.depth_chooser.chosen_depth
        if found is None:
            return
        self._write(found, depth)
        maps = {name: by_depth[depth] for name, by_depth in found.redrawn.items()}
        self.redrawn.emit(None if depth < 0 else maps)

    def _write(self, found: SanityCheck, depth: int) -> None:
        """Write what became of each map; -1 is with all layers drawn anew."""
        for tile, name in zip(self._tiles, EXPLANATION_METHODS, strict=True):
            by_layer = found.likeness.get(name)
            if by_layer is not None:
                one = by_layer[depth]
                mark, role = MARKS[one.verdict]
                text = f"{mark} {one.verdict}, {_number(one)}"
                tile.show_verdict(text, role, _lines(found.layers, by_layer))

    @Slot(object, str)
    def _on_failed(self, _request: ExplainRequest, text: str) -> None:
        self.end()
        self.said.emit(text)


def _number(one: Likeness) -> str:
    return fixed_text(one.mean, 2, signed=True)


def _lines(layers: tuple[str, ...], by_layer: tuple[Likeness, ...]) -> str:
    """Return the likeness by how many layers were drawn anew."""
    lines = [
        "Likeness with the true map, signs included, where there is ink: 1 is the same, 0 has "
        f"nothing in common. Mean of {DRAWS} draws; maps of other digits stay below "
        f"{digits_text(ALIKE_FROM, 1)}.",
    ]
    for depth, (layer, one) in enumerate(zip(layers, by_layer, strict=True)):
        what = f"{layer} anew" if depth == 0 else f"and {layer}"
        lines.append(f"{what}: {_number(one)}, {one.verdict}")
    return "\n".join(lines)
