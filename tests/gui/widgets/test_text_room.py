"""What is written often asks for no new layout."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.widgets.text_room import TextRoom


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def asked(qapp, qtbot, content, label):
    """Return the window around `content`, and how often it was asked as `label` got texts."""
    window, requests = QWidget(), Requests()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(content)
    window.resize(300, 80)
    window.show()
    qtbot.waitExposed(window)
    qapp.processEvents()
    window.installEventFilter(requests)
    for text in ("1", "a good deal longer than before", "2"):
        label.setText(text)
        qapp.processEvents()
    return window, requests.count


def test_that_a_text_in_its_room_disturbs_no_layout_around_it(qapp, qtbot):
    label = QLabel("0", wordWrap=True, alignment=Qt.AlignmentFlag.AlignLeft)
    room = TextRoom(label)
    window, count = asked(qapp, qtbot, room, label)
    assert count == 0
    assert label.geometry() == room.rect()
    assert window.rect().contains(room.geometry())
    alone = QLabel("0")
    _, count = asked(qapp, qtbot, alone, alone)
    assert count > 0
