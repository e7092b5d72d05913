"""The field in which the weight that the ledger is open at is set to another number."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.anatomy.addresses import ParameterAddress
from core.inspection.moment import Moment
from core.number_text import signed_text
from core.what_if.edits import Edits
from core.what_if.set_number import SetNumber
from gui.forms.number_drag import NumberDrag
from gui.state.lab_state import LabState

DIGITS = 4
TIP = (
    "What if this number were another? Every panel shows what the network does then; the run "
    "itself keeps its own."
)


class WeightEditor(QWidget):
    """Shown while the trail is at a number that training learns.

    Parameters
    ----------
    state : LabState
    name : str
        ``objectName``; the field is ``{name}_number_field``.
    """

    def __init__(self, state: LabState, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._address: ParameterAddress | None = None
        title = QLabel("What if")
        title.setObjectName(f"{name}_title")
        title.setProperty("role", "muted")
        title.setToolTip(TIP)
        self._number = NumberDrag(f"{name}_number")
        self._number.changed.connect(self._on_changed)
        self._number.refused.connect(self._on_refused)
        self._own = QPushButton()
        self._own.setObjectName(f"{name}_own")
        self._own.setProperty("role", "quiet")
        self._own.setToolTip("Set it to the run's own number again.")
        self._own.clicked.connect(self._on_own)
        self._problem = QLabel()
        self._problem.setObjectName(f"{name}_problem")
        self._problem.setProperty("role", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(title)
        row.addWidget(self._number)
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self._own)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 2, 14, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self._problem)
        state.trail.changed.connect(self._refresh)
        state.moment.changed.connect(self._refresh)
        state.what_if.changed.connect(self._on_edits)
        self._refresh()

    @Slot(object)
    def _refresh(self, _what: object = None) -> None:
        moment, address = self._state.moment.moment, self._state.trail.address
        is_open = moment is not None and _is_learned(address, moment)
        self.setVisible(is_open)
        if moment is None or not is_open or not isinstance(address, ParameterAddress):
            self._address = None
            return
        if address != self._address:
            self._on_refused("")
        self._address = address
        own = self._own_number(moment, address)
        wanted = self._wanted(address)
        self._number.show_number(own if wanted is None else wanted)
        self._own.setText(f"{signed_text(own, DIGITS)} in the run")
        self._own.setVisible(wanted is not None)

    @Slot(object)
    def _on_edits(self, _edits: Edits) -> None:
        self._refresh()

    @Slot(float, bool)
    def _on_changed(self, value: float, goes_on: bool) -> None:
        if self._address is not None:
            edit = SetNumber(self._address.path, self._address.index, value)
            self._state.what_if.add(edit, goes_on=goes_on)

    @Slot(str)
    def _on_refused(self, why: str) -> None:
        self._problem.setText(why)
        self._problem.setVisible(bool(why))

    @Slot()
    def _on_own(self) -> None:
        if self._address is not None:
            self._state.what_if.put_number_back(self._address)

    def _own_number(self, moment: Moment, address: ParameterAddress) -> float:
        snapshot = moment.snapshot if moment.unedited is None else moment.unedited
        return float(snapshot.values[address.path][address.index])

    def _wanted(self, address: ParameterAddress) -> float | None:
        """Return what the number is set to, whether or not it is shown yet."""
        numbers = [
            edit.value
            for edit in self._state.what_if.edits.items
            if isinstance(edit, SetNumber) and edit.address == address
        ]
        return numbers[-1] if numbers else None


def _is_learned(address: object, moment: Moment) -> bool:
    """Return whether an address is that of a number training changes, not of a statistic."""
    if not isinstance(address, ParameterAddress):
        return False
    shape = moment.snapshot.values[address.path].shape if _has(moment, address) else ()
    return len(shape) == len(address.index) and all(
        at < length for at, length in zip(address.index, shape, strict=True)
    )


def _has(moment: Moment, address: ParameterAddress) -> bool:
    is_there = address.path in moment.snapshot.values
    return is_there and address.path in moment.snapshot.gradients
