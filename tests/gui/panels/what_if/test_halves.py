"""Parts beside each other where all of them fit, whatever is in sight of them."""

import pytest
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.panels.what_if.halves import APART, WIDE, Halves

WAYS = QBoxLayout.Direction


def part(width):
    """Return a widget whose inside is that wide, under nothing else."""
    group, inside = QWidget(), QWidget()
    strut = QVBoxLayout(inside)
    strut.setContentsMargins(0, 0, 0, 0)
    strut.addStrut(width)
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    return group


@pytest.mark.parametrize("is_hidden", [False, True])
@pytest.mark.parametrize(("left", "right"), [(500, 400), (300, 700), (100, 100)])
def test_that_they_stand_beside_each_other_where_none_is_cut(qtbot, left, right, is_hidden):
    host, parts = QWidget(), [part(left), part(50), part(right), part(60)]
    qtbot.addWidget(host)
    halves = Halves(parts[:2], parts[2:], [parts[0], parts[2], parts[1], parts[3]])
    host.setLayout(halves)
    if is_hidden:  # for now
        parts[2].layout().itemAt(0).widget().hide()
    need = max(left + APART + right, WIDE)
    for room, way in ((need, WAYS.LeftToRight), (need - 1, WAYS.TopToBottom)) * 2:
        halves.fit(room)
        assert halves.direction() == way
        first = halves.itemAt(0).layout()
        assert (first.indexOf(parts[2]) == 1) is (way == WAYS.TopToBottom)
