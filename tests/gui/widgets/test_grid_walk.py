"""Where keys lead in a grid."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from gui.widgets.grid_walk import walk

Key, Plain = Qt.Key, Qt.KeyboardModifier.NoModifier
Control = Qt.KeyboardModifier.ControlModifier


def led(key, place, rows, columns, modifiers=Plain):
    return walk(QKeyEvent(QEvent.Type.KeyPress, key, modifiers), place, rows, columns)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Key.Key_Left, (1, 1)),
        (Key.Key_Right, (1, 3)),
        (Key.Key_Up, (0, 2)),
        (Key.Key_Down, (2, 2)),
        (Key.Key_Home, (1, 0)),
        (Key.Key_End, (1, 4)),
        (Key.Key_PageUp, (0, 2)),
        (Key.Key_PageDown, (3, 2)),
        (Key.Key_Tab, None),
    ],
)
def test_that_a_key_leads_to_the_place_it_names(key, expected):
    assert led(key, (1, 2), 4, 5) == expected


def test_that_no_key_leads_out_of_the_grid():
    assert led(Key.Key_Left, (0, 0), 4, 5) == (0, 0)
    assert led(Key.Key_Down, (3, 4), 4, 5) == (3, 4)


def test_that_control_leads_to_the_first_and_the_last_of_all():
    assert led(Key.Key_Home, (2, 2), 4, 5, Control) == (0, 0)
    assert led(Key.Key_End, (2, 2), 4, 5, Control) == (3, 4)
    assert led(Key.Key_Right, (2, 2), 4, 5, Control) is None


@pytest.mark.parametrize(("rows", "columns"), [(6, 1), (1, 6)])
def test_that_in_a_single_line_every_key_goes_along_it(rows, columns):
    def along(key):
        place = led(key, (2, 0) if columns == 1 else (0, 2), rows, columns)
        return sum(place)

    assert [along(key) for key in (Key.Key_Left, Key.Key_Up)] == [1, 1]
    assert [along(key) for key in (Key.Key_Right, Key.Key_Down)] == [3, 3]
    assert [along(key) for key in (Key.Key_Home, Key.Key_PageUp)] == [0, 0]
    assert [along(key) for key in (Key.Key_End, Key.Key_PageDown)] == [5, 5]
