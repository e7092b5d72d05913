"""Opening or loading that is given up half-way."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.datasets.loading import load_dataset
from core.documents.history_table import HistoryTable
from tests.support.run_files import train_to, weights_digest, write_run
from tests.support.window_driving import LONG, has_settled


@pytest.mark.slow
def test_that_opening_can_be_cancelled_and_leaves_the_window_as_it_was(
    qtbot, open_window, tmp_path, small_experiment, monkeypatch
):
    run_file = tmp_path / "elsewhere" / "my run.glassbox"
    dataset = load_dataset(small_experiment.data)
    write_run(run_file, small_experiment.replace(seed=5, name="mine"), dataset, 40)
    window = open_window()
    qtbot.waitUntil(lambda: has_settled(window), timeout=LONG)
    train_to(qtbot, window, 3)
    reading, stop = Event(), Event()
    real = HistoryTable.batches

    def slow(history):
        reading.set()
        for _ in range(10_000):
            history._file.watch.check()  # as between two of very many pieces
            stop.wait(0.001)
        return real(history)

    monkeypatch.setattr(HistoryTable, "batches", slow)
    before = weights_digest(window.lab.session), window.windowTitle(), window.notice_bar.text
    session, path = window.lab.session, window.lab.run_keeper.path
    window.documents.open_file(run_file)
    cancel = window.findChild(QPushButton, "loading_cancel")
    qtbot.waitUntil(lambda: reading.is_set() and cancel.isVisible(), timeout=LONG)
    assert run_file.name in window.statusBar().currentMessage()
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not window.statusBar().isVisible()
    monkeypatch.setattr(HistoryTable, "batches", real)
    qtbot.waitUntil(lambda: not window.lab.run_keeper.tasks.is_busy, timeout=LONG)
    assert window.lab.session is session
    assert window.lab.run_keeper.path == path
    assert before == (weights_digest(session), window.windowTitle(), window.notice_bar.text)
    window.documents.open_file(run_file)
    qtbot.waitUntil(lambda: window.lab.run_keeper.path == run_file, timeout=LONG)
