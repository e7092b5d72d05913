"""A closed list is as wide as its names, and has dots where it cannot be."""

import re

import pytest

from core.index_words import first_index
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.layer_chooser import LayerChooser
from tests.architecture.one_reading import findings, search

NAME = f"{first_index()} · Conv2D · 24×24×24"


@search
def qts_own_lists(source):
    if not source.name.startswith("gui/") or source.name == "gui/widgets/choice_box.py":
        return []
    return re.findall(r"\bQComboBox\(\w*\)|\(QComboBox\)", source.text)


def test_that_every_closed_list_of_the_window_has_dots_where_it_has_no_room():
    assert findings(qts_own_lists) == {}


def test_that_it_follows_the_names_it_lists(qtbot):
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem("any")
    box.show()
    narrow = box.sizeHint().width()
    box.addItem("a class of a long name")
    assert box.sizeHint().width() > narrow + 60


@pytest.mark.parametrize(
    ("kind", "room", "shown"),
    [
        (ChoiceBox, 400, NAME),
        (LayerChooser, 400, NAME),
        (LayerChooser, 120, NAME.rpartition(" · ")[0]),
    ],
)
def test_that_a_layer_gives_up_its_shape_first(qtbot, kind, room, shown):
    box = LayerChooser("layers", "") if kind is LayerChooser else kind()
    qtbot.addWidget(box)
    box.addItem(NAME)
    box.resize(room, 28)
    assert box.shown_text == shown
    box.resize(70, 28)
    assert box.shown_text.endswith("…")
    assert box.currentText() == NAME
