"""Every key the window takes stands on the page of keys, and none twice by hand."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from gui.actions.action_table import ACTION_TABLE
from gui.help.key_groups import key_groups
from gui.help.key_page import KeyPage
from gui.help.picture_keys import PICTURE_KEYS
from tests.support.window_driving import come_to_the_front

ROOT = Path(__file__).resolve().parents[3]


def keys_taken():
    """Return (file, name) of every ``Qt.Key.Key_…`` in the code of the window."""
    for path in sorted(ROOT.glob("gui/**/*.py")):
        text = path.read_text()
        for node in ast.walk(ast.parse(text)) if "Key_" in text else ():
            if isinstance(node, ast.Attribute) and node.attr.startswith("Key_"):
                yield str(path.relative_to(ROOT)), node.attr.removeprefix("Key_")


def test_that_every_key_of_the_code_is_listed_and_every_listed_key_is_in_the_code():
    listed = {(file, key) for line in PICTURE_KEYS for file in line.files for key in line.keys}
    assert set(keys_taken()) == listed


@pytest.mark.slow
def test_that_f1_shows_the_keys_of_all_actions_and_pictures_and_copies_them(
    build_without_data, qtbot
):
    window = build_without_data()
    window.resize(1000, 540)  # three columns would be wider
    come_to_the_front(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (page,) = window.findChildren(KeyPage)
    assert page.isVisible()
    texts = {label.text() for label in page.findChildren(QLabel)}
    native = QKeySequence.SequenceFormat.NativeText
    for spec in ACTION_TABLE:
        if spec.shortcut:
            assert QKeySequence(spec.shortcut).toString(native) in " ".join(texts), spec.id
    for line in PICTURE_KEYS:
        assert {line.where, line.shown, line.does} <= texts
    QTest.mouseClick(page.findChild(QPushButton, "key_page_copy"), Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "Shift+F1  " in copied
    assert all(line.does in copied for line in PICTURE_KEYS)
    assert page.width() <= window.width()
    inside = page.findChild(QScrollArea)
    assert inside.widget().width() <= inside.viewport().width()
    assert page.height() <= window.height()
    for lines in key_groups(window.actions_by_id.menus.values()).values():
        keys = [line.keys for line in lines]
        assert len(set(keys)) == len(keys)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
