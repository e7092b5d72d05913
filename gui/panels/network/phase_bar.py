"""Which phase of a batch is shown, what happens in it, and the way to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.inspection.phases import Phase, PhaseKind
from core.number_text import digits_text
from gui.panels.network.phase_track import PhaseTrack
from gui.state.phase_player import PACE_MS, PhasePace
from gui.theme.theme import CurrentTheme
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.icon_button import IconButton
from gui.widgets.segmented_control import SegmentedControl

TIP = (
    "The forward and backward phases are the shown digit's own pass. The update at the end is "
    "the batch's: the mean gradient of all its images decides it."
)
SHORT_TITLES = 560  # width below which the pace has no room
_ROLES = {PhaseKind.FORWARD: "forward", PhaseKind.BACKWARD: "backward"}


class PhaseBar(QFrame):
    """Buttons, a row of segments, and the caption of one phase.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_step`` and so on.

    Signals
    -------
    back_wanted(), play_wanted(), step_wanted(), leave_wanted()
    phase_chosen(int)
        Number of a phase.
    pace_chosen(PhasePace)
    """

    back_wanted = Signal()
    play_wanted = Signal()
    step_wanted = Signal()
    leave_wanted = Signal()
    phase_chosen = Signal(int)
    pace_chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._captions: tuple[str, ...] = ()
        self._back = IconButton("previous", "The phase before (F9)", theme, name=f"{name}_back")
        self._play = IconButton("play", "Play the phases", theme, name=f"{name}_play")
        self._step = IconButton("next", "The next phase (F10)", theme, name=f"{name}_step")
        self._leave = IconButton(
            "close", "Leave the phases, show all numbers (Esc)", theme, name=f"{name}_leave"
        )
        self._pace = SegmentedControl(
            [
                (
                    pace,
                    pace.value.capitalize(),
                    f"{digits_text(PACE_MS[pace] / 1000, 3)} seconds a phase.",
                )
                for pace in PhasePace
            ],
            name=f"{name}_pace",
        )
        self._pace.choose(PhasePace.NORMAL)
        self._number = self._label(f"{name}_number", "caption")
        self._title = self._label(f"{name}_title", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._title.setToolTip(TIP)
        self._caption = self._label(f"{name}_caption", "")
        self._caption.setWordWrap(True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._track = PhaseTrack(theme, f"{name}_track")
        self._lay_out()
        self._back.clicked.connect(self._on_back)
        self._play.clicked.connect(self._on_play)
        self._step.clicked.connect(self._on_step)
        self._leave.clicked.connect(self._on_leave)
        self._pace.chosen.connect(self._on_pace)
        self._track.clicked.connect(self.phase_chosen)

    def show_phase(
        self, phases: Sequence[Phase], phase: Phase, caption: str, *, can_go_back: bool
    ) -> None:
        """Show `phase`, one of `phases`."""
        self._number.setText(f"Phase {phase.number} of {len(phases)}")
        self._number.setFixedWidth(self._number.sizeHint().width())
        self._title.setText(phase.title)
        set_dynamic_property(self._title, "role", _ROLES.get(phase.kind, "title"))
        self._caption.setText(caption)
        self._track.show_phases(phases, phase.number)
        self._back.setEnabled(can_go_back)
        self._captions = tuple(one.caption for one in phases)
        self._fit()

    @Slot(bool)
    def show_playing(self, is_playing: bool) -> None:
        """Offer to pause, or to play."""
        if is_playing:
            self._play.show_icon("pause", "Pause")
        else:
            self._play.show_icon("play", "Play the phases")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pace.setVisible(self.width() >= SHORT_TITLES)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the longest caption needs, so that nothing jumps between phases."""
        width = self.width() - 20
        metrics, wrap = self._caption.fontMetrics(), Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, max(width, 100), 1000)
        heights = [metrics.boundingRect(room, wrap, text).height() for text in self._captions]
        self._caption.setFixedHeight(max([2 * metrics.lineSpacing(), *heights]) + 2)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (self._back, self._play, self._step):
            row.addWidget(part)
        row.addSpacing(4)
        row.addWidget(self._number)
        row.addWidget(self._title, 1)
        row.addWidget(self._pace)
        row.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._track)
        column.addWidget(self._caption)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _label(self, name: str, role: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _on_back(self) -> None:
        self.back_wanted.emit()

    def _on_play(self) -> None:
        self.play_wanted.emit()

    def _on_step(self) -> None:
        self.step_wanted.emit()

    def _on_leave(self) -> None:
        self.leave_wanted.emit()

    def _on_pace(self, pace: str) -> None:
        self.pace_chosen.emit(PhasePace(pace))
