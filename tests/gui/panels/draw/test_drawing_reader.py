"""What the reader of drawings says, and for how long."""

import pytest

from tests.support.draw_panel import has_read, open_draw_panel


@pytest.fixture
def panel(qtbot):
    panel = open_draw_panel(qtbot)
    yield panel
    panel.shut_down()


def test_that_what_is_said_outlives_the_drawings_that_are_being_read(qtbot, panel):
    drawing, said = panel._state.drawing, "No picture can be read."
    for end in range(40, 240, 10):
        drawing.begin()
        drawing.draw((20, 20), (end, end), 16)
    panel.reader.say(said)
    qtbot.waitUntil(lambda: has_read(panel) and not panel._is_stale)
    assert panel.reader.remark == said
    drawing.undo()  # the next change takes it away
    assert has_read(panel)
    assert not panel.reader.remark
