"""The one moment of a run that every panel shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # there is none before the window's first picture
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
        self._before: Moment | None = None

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the first digit has been through the network."""
        return self._moment

    @property
    def before(self) -> Moment | None:
        """What was shown of the same run at an earlier step, right before this one."""
        return self._before

    def show(self, moment: Moment) -> None:
        """Make `moment` the shown one."""
        last = self._moment
        if last is None or last.run_id != moment.run_id or last.edits != moment.edits:
            self._before = None
        elif moment.snapshot.step > last.snapshot.step:
            self._before = last
        elif moment.snapshot.step < last.snapshot.step:
            self._before = None  # what was seen of later steps says nothing of this one
        self._moment = moment
        self.changed.emit(moment)
