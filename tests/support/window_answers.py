"""Wait for what a window makes of a wish: the wish comes true, or a sentence says why not."""

from PySide6.QtWidgets import QPushButton

from tests.support.window_driving import LONG


def becomes(qtbot, window, condition):
    """Wait until `condition` holds or the window complains; return whether it holds."""
    qtbot.waitUntil(lambda: condition() or complains(window), timeout=LONG)
    return condition()


def complains(window):
    """Return whether an error is in sight."""
    notice = window.notice_bar
    return bool(notice.text) and notice.property("level") == "error"


def offered(window):
    """Return what the button beside the sentence says, or nothing."""
    button = window.notice_bar.findChild(QPushButton, "notice_accept")
    return "" if not button.isVisible() else button.text().replace("&", "")
