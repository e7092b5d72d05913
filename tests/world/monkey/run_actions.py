"""What one does with runs, their data and their time."""

from __future__ import annotations

import random

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolButton

from gui.actions.action_id import ActionId
from gui.dialogs.branch_dialog import BranchDialog
from gui.dialogs.export_over_time import ExportOverTime
from gui.panels.runs.runs_panel import RunsPanel
from gui.panels.runs.tree_view import RunTreeView
from tests.world.monkey import hand, sights

TRANSPORT = (
    ActionId.TRAINING_START_PAUSE,
    ActionId.TRAINING_START_PAUSE,
    ActionId.TRAINING_START_PAUSE,
    ActionId.TRAINING_STEP_BATCH,
    ActionId.TRAINING_STEP_BATCH,
    ActionId.TRAINING_STEP_EPOCH,
    ActionId.TRAINING_STOP,
    ActionId.TRAINING_RESTART,
    ActionId.TRAINING_NEW_SEED,
)
RUN_BUTTONS = ("open", "compare", "duplicate", "delete")


def drive_training(monkey, rng: random.Random) -> str:
    """Start, pause, step, stop."""
    wanted = rng.choice(TRANSPORT)
    name = f"{wanted.value.replace('.', '_')}_button"
    buttons = sights.seen(monkey.window, QToolButton, name)
    if not buttons or monkey.window not in sights.windows():
        return f"cannot press {wanted}"
    hand.click(buttons[0])
    return f"press {wanted}"


def use_a_run(monkey, rng: random.Random) -> str:
    """Click a run in the list, and do something with it."""
    if monkey.window not in sights.windows():
        return "cannot reach the runs"
    monkey.window.docks[RunsPanel.PANEL_ID].come_forward()
    monkey.wait(10)
    trees = sights.seen(monkey.window, RunTreeView)
    if not trees or not trees[0].model().rowCount():
        return "see no run"
    tree = trees[0]
    row = tree.model().index(rng.randrange(tree.model().rowCount()), 0)
    tree.scrollTo(row)
    name = row.data()
    hand.click(tree.viewport(), tree.visualRect(row).center())
    what = rng.choice((*RUN_BUTTONS, "open", "rename", "undo", "tick"))
    if what == "rename":
        hand.press_key(tree, Qt.Key.Key_F2)
        hand.type_text(tree, rng.choice(("best", "a/b", "", "x" * 80)))
        hand.press_key(tree, rng.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))
    elif what == "tick":
        hand.press_key(tree, Qt.Key.Key_Space)
    else:
        buttons = [
            button
            for kind in (QToolButton, QPushButton)
            for button in sights.seen(monkey.window, kind)
            if button.objectName().startswith("runs") and button.objectName().endswith(what)
        ]
        if buttons:
            hand.click(buttons[0])
    return f"{what} the run {name!r}"


def ask_for_a_branch(monkey, rng: random.Random) -> str:
    """Ask to go on from the shown step as another run; sometimes do so at once."""
    return _ask_and_begin(monkey, rng, ActionId.TIME_BRANCH, BranchDialog)


def ask_for_a_film(monkey, rng: random.Random) -> str:
    """Ask for an export over time; sometimes begin it at once."""
    return _ask_and_begin(monkey, rng, ActionId.TIME_EXPORT, ExportOverTime)


def _ask_and_begin(monkey, rng: random.Random, wanted: ActionId, kind: type[QDialog]) -> str:
    action = monkey.window.actions_by_id[wanted]
    if not action.isEnabled() or monkey.window not in sights.windows():
        return f"cannot {wanted}"
    action.trigger()
    monkey.wait(30)
    dialogs = [d for d in monkey.window.findChildren(kind) if d.isVisible()]
    buttons = [b for d in dialogs for b in sights.seen(d, QPushButton)]
    main = [button for button in buttons if button.property("role") == "primary"]
    if not main or rng.random() < 0.4:
        return f"look at {wanted}"
    hand.click(main[0])
    return f"begin {wanted}"


def drop_a_file(monkey, rng: random.Random) -> str:
    paths = [monkey.files.any_source(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place, none = monkey.window.rect().center(), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, copy, data, left, none)
    QApplication.sendEvent(monkey.window, entering)
    if entering.isAccepted():
        dropped = QDropEvent(QPointF(place), copy, data, left, none)
        QApplication.sendEvent(monkey.window, dropped)
    return f"drop {[path.name for path in paths]}"


def be_slow(monkey, rng: random.Random) -> str:
    """Let everything that is computed in the background take longer, or not."""
    monkey.slowness.seconds = rng.choice((0.0, 0.0, 0.05, 0.3, 1.0))
    return f"answers take up to {monkey.slowness.seconds} s longer"


def wait_a_while(monkey, rng: random.Random) -> str:
    milliseconds = rng.choice((100, 300, 1000))
    monkey.wait(milliseconds)
    return f"wait {milliseconds} ms"
