"""What is changed in the shown network, to see what it does then."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from core.anatomy.addresses import ParameterAddress
from core.what_if.edit import Edit
from core.what_if.edits import NO_EDITS, Edits
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence

#: How many states one can go back; older ones are forgotten.
DEEPEST = 200


class WhatIf(QObject):
    """Holds the `Edits` that are made to every moment before it is shown, with undo and redo.

    The run and its weights know nothing of them.

    Signals
    -------
    changed(Edits)
    branch_wanted()
        A run of its own is to begin with the changed network.
    """

    changed = Signal(object)
    branch_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states = [NO_EDITS]
        self._at = 0

    @property
    def edits(self) -> Edits:
        """What is changed now."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether something was changed before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether something was undone."""
        return self._at < len(self._states) - 1

    @property
    def silenced(self) -> frozenset[tuple[int, int]]:
        """Layers with weights, and their filters or units, that are silenced."""
        return frozenset(
            (edit.layer, unit)
            for edit in self.edits.items
            if isinstance(edit, Silence)
            for unit in edit.units
        )

    def add(self, edit: Edit, *, goes_on: bool = False) -> None:
        """Make one more change.

        Parameters
        ----------
        edit : Edit
        goes_on : bool
            Whether it is one movement with the last one, to be undone in one go: a number
            that is being dragged.
        """
        before = self.edits
        edits = before.with_edit(edit)
        self._take(edits, in_place=goes_on and len(edits) == len(before))

    def drop(self, position: int) -> None:
        """Put one change back."""
        self._take(self.edits.without(position))

    def toggle_silence(self, layer: int, unit: int) -> None:
        """Silence a filter or unit, or let it speak again."""
        if (layer, unit) not in self.silenced:
            self.add(Silence(layer, (unit,)))
            return
        kept: list[Edit] = []
        for edit in self.edits.items:
            if isinstance(edit, Silence) and edit.layer == layer:
                left = tuple(one for one in edit.units if one != unit)
                kept += [Silence(layer, left)] if left else []
            else:
                kept.append(edit)
        self._take(Edits(tuple(kept)))

    def put_number_back(self, address: ParameterAddress) -> None:
        """Show the run's own number again in one place."""
        kept = tuple(
            edit
            for edit in self.edits.items
            if not (isinstance(edit, SetNumber) and edit.address == address)
        )
        self._take(Edits(kept))

    @Slot()
    def undo(self) -> None:
        """Go back by one change."""
        if self.can_undo:
            self._at -= 1
            self.changed.emit(self.edits)

    @Slot()
    def redo(self) -> None:
        """Make the change again that was undone."""
        if self.can_redo:
            self._at += 1
            self.changed.emit(self.edits)

    @Slot()
    def put_back(self) -> None:
        """Show the run's own network again; that can be undone."""
        if self.edits:
            self._take(NO_EDITS)

    @Slot()
    def ask_for_branch(self) -> None:
        """Have a run begin with the changed network."""
        self.branch_wanted.emit()

    def clear(self) -> None:
        """Forget everything: another run is shown."""
        was_edited = bool(self.edits)
        self._states, self._at = [NO_EDITS], 0
        if was_edited:
            self.changed.emit(NO_EDITS)

    def _take(self, edits: Edits, *, in_place: bool = False) -> None:
        if edits == self.edits:
            return
        kept = self._states[: self._at + (0 if in_place else 1)]
        self._states = [*kept, edits][-DEEPEST:]
        self._at = len(self._states) - 1
        self.changed.emit(edits)
