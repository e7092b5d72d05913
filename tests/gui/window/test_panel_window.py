"""What stands beside a window goes with it."""

from PySide6.QtWidgets import QDialog

from gui.actions.action_id import ActionId


def test_that_dialogs_and_floating_panels_go_with_their_window(build_without_data):
    window = build_without_data()
    dock = window.docks["network_panel"]
    dock.setFloating(True)
    window.actions_by_id[ActionId.FIGURE_SAVE].trigger()
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    thread = dialog._preview._thread
    thread.start()
    assert dock.isVisible()
    try:
        assert window.close()
        assert not dialog.isVisible()
        assert not dock.isVisible()
        assert thread.isFinished()
    finally:
        thread.quit()  # or a fault would end the tests with the window
        thread.wait()
        dock.hide()
