"""Fonts and a theme that are there already cost nothing."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel

from gui.theme import fonts
from gui.theme.apply import apply_theme
from gui.theme.fonts import NUMBER_FAMILY, TEXT_FAMILY, load_fonts
from gui.theme.theme import DARK, LIGHT


class StyleWatch(QObject):
    """Counts how often a widget is styled."""

    count = 0

    def eventFilter(self, _watched, event):
        self.count += event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        return False


@pytest.fixture
def watched(qapp, qtbot):
    """A label that can be seen, and what counts how often it is styled."""
    apply_theme(qapp, DARK)
    label, watch = QLabel("words"), StyleWatch()
    qtbot.addWidget(label)
    label.show()
    label.installEventFilter(watch)
    yield label, watch
    apply_theme(qapp, DARK)


def test_that_the_shipped_fonts_are_read_once(qapp, monkeypatch):
    load_fonts()
    assert {TEXT_FAMILY, NUMBER_FAMILY} <= set(QFontDatabase.families())
    monkeypatch.setattr(fonts, "QFontDatabase", None)  # whoever asks it fails
    load_fonts()


def test_that_only_another_theme_is_put_on(qapp, watched):
    label, watch = watched
    apply_theme(qapp, DARK)
    assert watch.count == 0
    apply_theme(qapp, LIGHT)
    assert watch.count > 0
    assert label.palette().windowText().color().name() == LIGHT.text
