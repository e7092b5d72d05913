"""Where one is in the ledger, and how one got there."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.anatomy.addresses import Address, LossAddress, ParameterAddress, ValueAddress
from core.inspection.moment import Moment
from gui.state.moment import CurrentMoment
from gui.state.selection import Selection, Unit

#: Steps that are remembered.
LONGEST = 200


class Trail(QObject):
    """Holds the ledger's `Address` and the way there; panels observe `changed` and `walk`.

    The trail follows the shared selection, and moves it when the user walks in the ledger, so
    that every panel outlines the number whose page is open.

    Parameters
    ----------
    selection : Selection
    moment : CurrentMoment
        Says which pixel of a selected channel is the largest.

    Signals
    -------
    changed(Address)
        Another page is open.
    asked()
        A person wants to read the page, which may be the one that is open already.
    """

    changed = Signal(object)
    asked = Signal()

    def __init__(
        self, selection: Selection, moment: CurrentMoment, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._selection = selection
        self._moment = moment
        self._visited: list[Address] = []
        self._at = -1
        self._wanted: Unit | None = None  # selected before any moment could show its pixel
        self._moves_selection = False
        selection.changed.connect(self._on_selected)
        selection.asked.connect(self.asked)
        moment.changed.connect(self._on_moment)

    @property
    def address(self) -> Address | None:
        """Whose page is open; None until something is selected."""
        return self._visited[self._at] if self._visited else None

    @property
    def visited(self) -> tuple[Address, ...]:
        """Every page of the way, those one can go forward to included."""
        return tuple(self._visited)

    @property
    def position(self) -> int:
        """Place of `address` among `visited`; -1 while there is none."""
        return self._at

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from a page."""
        return self._at < len(self._visited) - 1

    def walk(self, address: Address) -> None:
        """Open the page of `address`, and select its unit."""
        self._open(address)
        self._select(address)
        self.asked.emit()

    def back(self) -> None:
        """Open the page before this one, if there is one."""
        self.go_to(self._at - 1)

    def forward(self) -> None:
        """Open the page one came back from, if there is one."""
        self.go_to(self._at + 1)

    def go_to(self, position: int) -> None:
        """Open one of the `visited` pages again; the way stays as it is."""
        if 0 <= position < len(self._visited) and position != self._at:
            self._at, self._wanted = position, None
            address = self._visited[position]
            self.changed.emit(address)
            self._select(address)

    def _open(self, address: Address) -> None:
        self._wanted = None
        if address == self.address:
            return
        self._visited = [*self._visited[: self._at + 1], address][-LONGEST:]
        self._at = len(self._visited) - 1
        self.changed.emit(address)

    def _select(self, address: Address) -> None:
        unit = _unit_of(address)
        if unit is not None:
            self._moves_selection = True
            try:
                self._selection.select(unit)
            finally:
                self._moves_selection = False

    @Slot(object)
    def _on_selected(self, unit: Unit) -> None:
        # a unit that a new architecture clamped was not chosen: the page says what is gone
        if not self._moves_selection and not self._selection.is_fitting:
            self._follow(unit)

    @Slot(object)
    def _on_moment(self, _moment: Moment) -> None:
        if self._wanted is not None:
            self._follow(self._wanted)

    def _follow(self, unit: Unit) -> None:
        moment = self._moment.moment
        address = None if moment is None else _address_of(unit, moment)
        if address is None:
            self._wanted = unit
        else:
            self._open(address)


def _unit_of(address: Address) -> Unit | None:
    """Return what panels outline for a page; the loss is no unit."""
    if isinstance(address, LossAddress):
        return None
    if isinstance(address, ParameterAddress):
        return Unit(address.layer, address.index[-1])  # filters and units are the last axis
    if len(address.index) == 3:
        row, column, channel = address.index
        return Unit(address.layer, channel, row, column)
    return Unit(address.layer, address.index[0])


def _address_of(unit: Unit, moment: Moment) -> ValueAddress | None:
    """Return the number a unit stands for: of a whole channel the largest one.

    None if the moment is of another network.
    """
    values = moment.trace.values
    if not -1 <= unit.layer < len(values) - 1:
        return None
    tensor = values[unit.layer + 1]
    if tensor.ndim == 1:
        return ValueAddress(unit.layer, (unit.channel,)) if unit.channel < len(tensor) else None
    rows, columns, channels = tensor.shape
    if unit.channel >= channels:
        return None
    row, column = unit.row, unit.column
    if row is None or column is None:
        sizes = np.abs(tensor[..., unit.channel])
        # the first broken number is the one to look at
        place = int(np.where(np.isnan(sizes), math.inf, sizes).argmax())
        row, column = divmod(place, columns)
    if row >= rows or column >= columns:
        return None
    return ValueAddress(unit.layer, (row, column, unit.channel))
