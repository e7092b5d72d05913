"""The import dialog, opened for one test."""

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.data_import.source_facts import source_facts
from core.presets import SEED_CNN
from gui.data_import.import_dialog import ImportDialog
from gui.theme.theme import CurrentTheme
from tests.support.import_person import Person


@pytest.fixture
def person(qtbot):
    """Return a function that opens the dialog on a source; what is left open is closed."""
    opened, parents, asked = [], [], []

    def open_on(path, experiment=SEED_CNN, size=(1280, 800), draft=None):
        parent = QWidget()
        qtbot.addWidget(parent)
        parents.append(parent)
        parent.resize(*size)
        parent.show()
        dialog = ImportDialog(
            source_facts(str(path)), experiment, CurrentTheme(), asked.append, parent, draft
        )
        opened.append(dialog)
        dialog.open()
        one = Person(qtbot, dialog)
        one.asked = asked
        return one

    yield open_on
    for parent in parents:
        parent.close()  # and with it the dialog, if it is still open
    assert not any(isValid(dialog) and dialog.isVisible() for dialog in opened)
