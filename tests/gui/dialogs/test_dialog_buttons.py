"""All dialogs have their buttons in one order, and Enter and Escape do the same in each."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget

from core.data_import.source_facts import SourceFacts
from core.datasets.image_folder import IMAGE_FOLDER
from core.presets import SEED_CNN
from gui.data_import.import_dialog import ImportDialog
from gui.dialogs.about_dialog import AboutDialog
from gui.dialogs.branch_dialog import BranchDialog
from gui.dialogs.data_sets_dialog import DataSetsDialog
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.export_model import ExportFormat, ExportModel
from gui.dialogs.export_over_time import ExportOverTime
from gui.dialogs.figure_dialog import FigureDialog
from gui.dialogs.settings_dialog import SettingsDialog
from gui.dialogs.trash_question import TrashQuestion
from gui.figures.figure_wish import FigureWish
from gui.figures.shown_figure import ShownFigure
from gui.help.key_groups import KeyLine
from gui.help.key_page import KeyPage
from gui.theme.apply import apply_theme
from gui.theme.theme import DARK, CurrentTheme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

FULL = SimpleNamespace(text="2 runs, 3 MB", runs=2)
#: Data that is not there, and said so under its first choice.
NOTHING = SourceFacts("/nowhere", IMAGE_FOLDER, None, is_turned=False)
GUI = Path(__file__).resolve().parents[3] / "gui"


class Navigator(QObject):
    """As much of a run as the dialog asks for."""

    changed = Signal()
    first_step, last_step = 0, 9


#: How each is made, and the words on its buttons from left to right.
DIALOGS = {
    AboutDialog: (AboutDialog, ["Close"]),
    KeyPage: (lambda on: KeyPage({"Run": (KeyLine("Space", "Start"),)}, on), ["Close"]),
    SettingsDialog: (lambda on: SettingsDialog(None, Path("/runs"), on), ["Close"]),
    BranchDialog: (lambda on: BranchDialog(SEED_CNN, 5, 0, on), ["Cancel", "Branch"]),
    TrashQuestion: (lambda on: TrashQuestion(FULL, bool, on), ["Cancel", "Empty the trash"]),
    ImportDialog: (
        lambda on: ImportDialog(NOTHING, SEED_CNN, CurrentTheme(), bool, on),
        ["Cancel", "Open as it is", "Use this data"],
    ),
    DataSetsDialog: (DataSetsDialog, ["Close", "Use"]),
    ExportModel: (
        lambda on: ExportModel([ExportFormat("a", "A", ".a", "?")], "run", None, on),
        ["Close", "Export…"],
    ),
    FigureDialog: (
        lambda on: FigureDialog(
            ShownFigure("Data", None, QImage(9, 9, QImage.Format.Format_RGB32), 9),
            FigureWish(),
            None,
            on,
        ),
        ["Cancel", "&Copy the picture", "Save…"],
    ),
    ExportOverTime: (
        lambda on: ExportOverTime({"Curves": on}, Navigator(on), CurrentTheme(), None, on),
        ["Close", "Export…"],
    ),
}


BASES = {"QDialog", "QMessageBox", "FittingDialog"}


def dialogs_in_the_code():
    found = set()
    for path in GUI.rglob("*.py"):
        text = path.read_text()
        for node in ast.walk(ast.parse(text)) if "Dialog" in text else ():
            bases = [ast.unparse(base) for base in getattr(node, "bases", [])]
            if isinstance(node, ast.ClassDef) and BASES & set(bases):
                found.add(node.name)
    return found - BASES


def test_that_every_dialog_is_looked_at_here():
    assert dialogs_in_the_code() == {kind.__name__ for kind in DIALOGS}


def test_that_no_code_lays_out_buttons_of_a_dialog_by_itself():
    foreign = ("QDialogButtonBox", "QMessageBox", "QInputDialog")
    used = [
        path.name
        for path in GUI.rglob("*.py")
        if any(word in path.read_text() for word in foreign)
    ]
    assert sorted(used) == ["dialog_buttons.py", "style_rules.py"]


@pytest.fixture
def parent(qtbot, qapp):
    apply_theme(qapp, DARK)
    parent = QWidget()
    parent.resize(700, 500)
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_that_the_button_that_acts_stands_at_the_right_end(qtbot, parent, kind):
    make, words = DIALOGS[kind]
    dialog = make(parent)
    dialog.open()
    qtbot.waitExposed(dialog)
    row = dialog.findChild(DialogButtons)
    buttons = sorted(row.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.text() for button in buttons] == words
    assert row.geometry().right() - buttons[-1].geometry().right() - row.x() < 4
    assert all(button.icon().isNull() for button in buttons)
    is_final = kind is TrashQuestion
    default = buttons[0 if is_final or len(words) == 1 else -1]
    assert [one for one in dialog.findChildren(QPushButton) if one.isDefault()] == [default]
    said = []
    dialog.accepted.connect(lambda: said.append("accepted"))
    dialog.rejected.connect(lambda: said.append("rejected"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert said == ["rejected"]
    assert not dialog.isVisible()


def test_that_the_file_dialog_of_qt_has_no_foreign_icons_either(qtbot, parent):
    dialog = QFileDialog(parent, "Open")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    words = {"&Open", "Cancel", "&Choose"}
    buttons = [one for one in dialog.findChildren(QPushButton) if one.text() in words]
    assert buttons
    assert all(one.icon().isNull() for one in buttons)
    dialog.reject()
    assert isinstance(dialog, QDialog)
    dialog.deleteLater()
