"""The last moments of a window: the run is saved first."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

from gui.lab.lab import Lab
from gui.window.notice_bar import NoticeBar

#: How long a window waits for its run to end and be saved.
LIMIT_MS = 20_000


class Closing(QObject):
    """Ends and saves the run while the window stays responsive; asks only if that failed.

    Parameters
    ----------
    lab : Lab
    notice_bar : NoticeBar
    """

    def __init__(self, lab: Lab, notice_bar: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lab = lab
        self._notice_bar = notice_bar
        self._loop: QEventLoop | None = None
        self._answer: bool | None = None
        self._was_impatient = False
        lab.may_leave.connect(self._on_may_leave)
        lab.unsaved.connect(self._on_unsaved)

    def may_close(self) -> bool:
        """Save the run; return whether the window can be closed.

        The answer comes late on purpose, with events handled meanwhile: who ends a session
        of the desktop goes on as soon as a window has answered.
        """
        if self._loop is not None:  # asked again while it is being saved
            return False
        if self._was_impatient:
            return True
        self._answer = None
        self._lab.leave()
        if self._answer is None:
            self._wait()
        if self._answer is None:
            self._was_impatient = True
            self._notice_bar.show_notice(
                "error",
                "The run is still busy and not saved yet: wait, or close again to lose what "
                "was trained since it was last saved.",
            )
        return bool(self._answer)

    def _wait(self) -> None:
        self._loop = QEventLoop(self)
        limit = QTimer(self._loop, singleShot=True, interval=LIMIT_MS)
        limit.timeout.connect(self._loop.quit)
        limit.start()
        self._loop.exec()
        self._loop.deleteLater()
        self._loop = None

    @Slot()
    def _on_may_leave(self) -> None:
        self._end(may_close=True)

    @Slot(str)
    def _on_unsaved(self, _why: str) -> None:
        self._end(may_close=False)

    def _end(self, *, may_close: bool) -> None:
        self._answer = may_close
        if self._loop is not None:
            self._loop.quit()
