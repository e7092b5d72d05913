"""The buttons of the run."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.theme.fonts import CONTROL, text_font
from gui.window.speed_control import SpeedControl

GAP = 8
BUTTON_HEIGHT = 30
START_WIDTH = 104
BORDER = 1
MENU_WIDTH = 34
BARE_WIDTH = 38
ICON = QSize(16, 16)
#: By the name under which each may be folded away.
FOLDING = {"restart": ActionId.TRAINING_RESTART, "stop": ActionId.TRAINING_STOP}
CAPTIONED = (ActionId.TRAINING_STEP_BATCH, ActionId.TRAINING_STEP_EPOCH)
LABELS = {
    ActionId.TRAINING_RESTART: "Restart",
    ActionId.TRAINING_STEP_BATCH: "batch",
    ActionId.TRAINING_STEP_EPOCH: "epoch",
    ActionId.TRAINING_STOP: "Stop",
    ActionId.TIME_BRANCH: "Branch from here",
}
ORDER = (
    ActionId.TRAINING_RESTART,
    ActionId.TRAINING_START_PAUSE,
    *CAPTIONED,
    ActionId.TRAINING_STOP,
)


class TransportButtons(QWidget):
    """Restart, Start, batch, epoch, Stop and the speed; some can be folded away.

    Parameters
    ----------
    actions : ActionRegistry
    speed : SpeedControl

    Attributes
    ----------
    back, branch : QToolButton
        Those that stand here while an earlier step is looked at.
    folding : mapping of str to QAction
        What may be folded into a menu.
    """

    def __init__(
        self, actions: ActionRegistry, speed: SpeedControl, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport_buttons")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._buttons: dict[ActionId, QToolButton] = {}
        for action_id in ORDER:
            self._buttons[action_id] = button = _button(action_id, actions[action_id])
            self._row.addWidget(button)
        self._start = start = self._buttons[ActionId.TRAINING_START_PAUSE]
        start.setProperty("role", "primary")
        start.defaultAction().changed.connect(self._centre_start)
        self._centre_start()
        self._row.addWidget(speed)
        self.folding: Mapping[str, QAction] = {
            name: actions[id_] for name, id_ in FOLDING.items()
        }
        self._parts: dict[str, QWidget] = {
            "speed": speed,
            **{name: self._buttons[action_id] for name, action_id in FOLDING.items()},
        }
        self.branch = _button(ActionId.TIME_BRANCH, actions[ActionId.TIME_BRANCH])
        self.back = QToolButton()
        self.back.setObjectName("back_to_now_button")
        self.back.setText("Back to now")
        self.back.setAccessibleName("Back to now")
        self.back.setToolTip("Show the newest step, and every newer one as it comes (Space)")
        self.back.setProperty("role", "past")
        _shape(self.back)
        self.back.clicked.connect(actions[ActionId.TIME_LIVE].trigger)

    def hold_menu(self, menu: QToolButton) -> None:
        """Put the menu of what is folded to the right."""
        _shape(menu)
        menu.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        menu.setFixedWidth(MENU_WIDTH)
        self._row.addWidget(menu)

    def fold(self, folded: Collection[str]) -> None:
        """Leave these out, by name."""
        for name, part in self._parts.items():
            part.setVisible(name not in folded)
        style = Qt.ToolButtonStyle
        is_bare = "captions" in folded
        for action_id in CAPTIONED:
            button = self._buttons[action_id]
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if is_bare else style.ToolButtonTextBesideIcon
            )

    def width_with(self, folded: Collection[str]) -> int:
        """Return how wide all is without these."""
        widths = [
            self._width_of(action_id, folded)
            for action_id in ORDER
            if action_id not in [FOLDING.get(name) for name in folded]
        ]
        if "speed" not in folded:
            widths.append(self._parts["speed"].minimumWidth())
        if folded:
            widths.append(MENU_WIDTH)
        return sum(widths) + GAP * (len(widths) - 1)

    @Slot()
    def _centre_start(self) -> None:
        """Put icon and word into the middle: the button is as wide for every word."""
        letters = QFontMetricsF(text_font(CONTROL, bold=True))
        content = (
            ICON.width() + 6 + letters.horizontalAdvance(self._start.defaultAction().iconText())
        )
        padding = max(0, round((START_WIDTH - content) / 2) - 2)
        width = START_WIDTH - padding - 2 * BORDER
        style = (
            f"padding-left: {padding}px; padding-right: 0; min-width: {width}px; "
            f"max-width: {width}px;"
        )
        if style != self._start.styleSheet():
            self._start.setStyleSheet(style)

    def _width_of(self, action_id: ActionId, folded: Collection[str]) -> int:
        if action_id is ActionId.TRAINING_START_PAUSE:
            return START_WIDTH
        if action_id in CAPTIONED and "captions" in folded:
            return BARE_WIDTH
        return written_width(self._buttons[action_id])


def written_width(button: QToolButton) -> int:
    """Return how wide a button with its word is, whether or not it is written out now."""
    button.ensurePolished()
    style = button.toolButtonStyle()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    width = button.sizeHint().width()
    button.setToolButtonStyle(style)
    return width


def _button(action_id: ActionId, action: QAction) -> QToolButton:
    button = QToolButton()
    if action_id in LABELS:
        action.setIconText(LABELS[action_id])
    button.setDefaultAction(action)
    button.setObjectName(f"{action.objectName().replace('.', '_')}_button")
    button.setAccessibleName(action.text().replace("&", ""))
    _shape(button)
    return button


def _shape(button: QToolButton) -> None:
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(ICON)
    button.setMinimumHeight(BUTTON_HEIGHT)
