"""Data that the network was not made for: one sentence, and it stays."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.actions.action_id import ActionId
from gui.background.newest_wish import NewestWish
from gui.state.run_state import RunState
from tests.support.made_up_digits import write_made_up_idx
from tests.support.run_files import train_to
from tests.support.window_driving import LONG, press

#: How an exception of Python's own begins.
RAW = re.compile(r"\b[A-Z]\w*(Error|Exception)\b|cannot reshape|out of bounds")


OTHER_DATA = pytest.mark.parametrize(
    ("prefix", "changes", "word"),
    [
        pytest.param("train", {"side": 32}, "32×32", id="another size"),
        pytest.param("emnist-letters-train", {"label_shift": 11}, "classes", id="more classes"),
    ],
)


@pytest.mark.slow
@OTHER_DATA
def test_that_what_does_not_fit_is_said_once_and_stays(
    qtbot, window_on_csv, tmp_path, prefix, changes, word
):
    window, said = window_on_csv, []
    window.lab.notice.connect(lambda level, text: said.append(text))
    path = write_made_up_idx(tmp_path / "other", prefix=prefix, **changes)
    window.lab.load_data(str(path))
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED, timeout=LONG)
    # a look that was asked for all the same has been answered
    wishes = window.lab.findChildren(NewestWish)
    qtbot.waitUntil(lambda: not any(wish.is_busy for wish in wishes), timeout=LONG)
    sentences = [text for text in said if text]
    assert not RAW.search(" ".join(sentences))
    assert len(sentences) == 1
    assert word in sentences[0]
    assert sentences[0] in window.notice_bar.text


@pytest.mark.slow
@OTHER_DATA
def test_that_one_click_makes_the_network_fit(
    qtbot, window_on_csv, tmp_path, prefix, changes, word
):
    window = window_on_csv
    button = window.findChild(QPushButton, "fit_button")
    assert not button.isVisible()
    path = write_made_up_idx(tmp_path / "other", prefix=prefix, **changes)
    window.lab.load_data(str(path))
    qtbot.waitUntil(button.isVisible, timeout=LONG)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.READY, timeout=LONG)
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=LONG)
    train_to(qtbot, window, 2)
    side = changes.get("side", 28)
    assert window.state.moment.moment.sample.image.shape == (side, side, 1)
    assert not window.notice_bar.text


@pytest.mark.slow
@OTHER_DATA
def test_that_a_run_under_way_keeps_its_look_and_says_what_does_not_fit(
    qtbot, window_on_csv, tmp_path, prefix, changes, word
):
    window, said = window_on_csv, []
    train_to(qtbot, window, 2)
    window.lab.notice.connect(lambda level, text: said.append(text))
    path = write_made_up_idx(tmp_path / "other", prefix=prefix, **changes)
    window.lab.load_data(str(path))
    qtbot.waitUntil(lambda: bool(window.notice_bar.text), timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: window.lab.session.step == 3, timeout=LONG)
    for wish in window.lab.findChildren(NewestWish):
        qtbot.waitUntil(lambda wish=wish: not wish.is_busy, timeout=LONG)
    assert not RAW.search(" ".join(said))
    assert word in window.notice_bar.text
