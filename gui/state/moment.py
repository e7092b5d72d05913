"""The one moment of a run that every panel shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.inspection.moment import Moment


class CurrentMoment(QObject):
    """Holds the shown `Moment`; panels observe `changed`.

    Signals
    -------
    changed(Moment)
        At most once per frame while training runs.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the first digit has been through the network."""
        return self._moment

    def show(self, moment: Moment) -> None:
        """Make `moment` the shown one."""
        self._moment = moment
        self.changed.emit(moment)
