"""All four views: words for everything, places to walk to, and nothing computed unseen."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from tests.gui.help.test_what_is_this import without_a_word
from tests.gui.window.test_keyboard_and_readers import is_picture
from tests.support.explain_panel import NAME, wait
from tests.support.layout_check import faults_of, painted_texts
from tests.support.people import find, press

VIEWS = ("pixels", "path", "filter", "map")


def visible(panel, kind):
    return [one for one in panel.findChildren(kind) if one.isVisible()]


def test_that_every_part_has_its_word_and_every_picture_speaks(panel, qtbot):
    for view in VIEWS:
        press(panel, f"{NAME}_view_{view}")
        wait(qtbot, panel)
        panel.refresh_now()
        assert without_a_word(panel) == []
        for one in visible(panel, QWidget):
            if is_picture(one):
                assert one.accessibleName()
                assert one.spoken_value()
        for one in visible(panel, QAbstractButton) + visible(panel, QComboBox):
            text = one.text() if isinstance(one, QAbstractButton) else ""
            assert one.accessibleName() or text, one.objectName()


def test_that_digit_keys_choose_a_class_only_where_a_class_is_explained(panel, qtbot, trained):
    wait(qtbot, panel)
    wanted = (trained.trace.predicted + 3) % 10
    press(panel, f"{NAME}_view_filter")
    wait(qtbot, panel)
    QTest.keyClick(panel, str(wanted))
    press(panel, f"{NAME}_view_path")
    chooser = find(panel, f"{NAME}_class", QComboBox)
    assert chooser.currentIndex() == trained.trace.predicted
    QTest.keyClick(panel, str(wanted))
    assert chooser.currentIndex() == wanted


def test_that_a_hidden_view_computes_nothing(panel, qtbot):
    press(panel, f"{NAME}_view_map")
    page = panel.page
    assert page._answers.is_busy
    press(panel, f"{NAME}_view_pixels")
    assert not page._answers.is_busy
    wait(qtbot, panel)
    press(panel, f"{NAME}_view_map")
    panel.set_seen(False)
    assert not page._answers.is_busy
    panel.set_seen(True)
    wait(qtbot, panel)


def test_that_every_view_fits(panel, qtbot):
    cut = []
    for view in VIEWS:
        press(panel, f"{NAME}_view_{view}")
        wait(qtbot, panel)
        panel.refresh_now()
        for size in ((640, 330), (944, 440), (1310, 860)):
            panel.resize(*size)
            qtbot.waitUntil(lambda: not faults_of(panel))
            painted = []
            with painted_texts(painted):
                panel.grab()
            cut += [f"{view}, {size}: {one}" for one in painted]
    assert not cut, "\n".join(cut)


def test_that_a_large_panel_shows_the_map_beside_the_pixels(open_explain, trained, qtbot):
    panel = open_explain(trained, 1300, 760)
    points = find(panel, f"{NAME}_map_points")
    qtbot.waitUntil(points.isVisible)
    assert find(panel, f"{NAME}_gradient_map").isVisible()
    panel.resize(1000, 760)
    assert not points.isVisible()
