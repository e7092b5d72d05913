"""What a person does with the Experiment panel: open, type, tick, choose, drag and read."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from gui.state.selection import INPUT_LAYER


class ExperimentPerson:
    """Does with the panel what a person in front of it can do, and reads what it shows."""

    def __init__(self, qtbot, panel, state):
        self.qtbot, self.panel, self.state = qtbot, panel, state

    @property
    def experiment(self):
        return self.state.experiment.experiment

    @property
    def kinds(self):
        return [layer.KIND for layer in self.experiment.network.layers]

    def seen(self, kind, name):
        return [w for w in self.panel.findChildren(kind, name) if w.isVisibleTo(self.panel)]

    def see(self, kind, name):
        found = self.seen(kind, name)
        assert len(found) == 1, f"{name}: {len(found)} in sight"
        return found[0]

    def text(self, name):
        return self.see(QLabel, name).text()

    def is_hidden(self, name):
        return not self.seen(QWidget, name)

    def type(self, name, text):
        line = self.see(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        return line

    def click(self, name, kind=QPushButton):
        self.qtbot.mouseClick(self.see(kind, name), Qt.MouseButton.LeftButton)

    def tick(self, name):
        box = self.see(QCheckBox, name)
        self.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))

    def choose(self, name, text):
        combo = self.see(QComboBox, name)
        self.qtbot.mouseClick(combo, Qt.MouseButton.LeftButton)
        options = combo.view()
        assert options.isVisible()
        self.qtbot.wait(10)
        option = options.model().index(combo.findText(text), 0)
        options.scrollTo(option)
        at = options.visualRect(option).center()
        self.qtbot.mouseMove(options.viewport(), at)
        self.qtbot.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert not options.isVisible()

    def open(self, position):
        name = "input" if position == INPUT_LAYER else position
        self.qtbot.mouseClick(
            self.see(QWidget, f"layer_card_{name}"),
            Qt.MouseButton.LeftButton,
            pos=QPoint(20, 10),
        )

    def add(self, kind):
        self.click("add_layer_button")
        menu = self.panel.findChild(QMenu, "add_layer_menu")
        action = next(a for a in menu.actions() if a.objectName() == f"add_{kind}")
        self.qtbot.mouseClick(
            menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center()
        )

    def drag(self, start, to, *, key=None):
        card = self.see(QWidget, f"layer_card_{start}")
        target = self.see(QWidget, f"layer_card_{to}")
        grip = QPoint(20, 10)
        edge = target.height() - 2 if to > start else 2
        end = card.mapFromGlobal(target.mapToGlobal(QPoint(20, edge)))
        self.qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=grip)
        self.qtbot.mouseMove(card, grip + QPoint(0, 15 if to > start else -15))
        self.qtbot.mouseMove(card, end)
        line_seen = not self.is_hidden("drop_line")
        if key is not None:
            self.qtbot.keyClick(card, key)
        self.qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=end)
        return line_seen

    def undo(self):
        self.click("undo_button")

    def redo(self):
        self.click("redo_button")
