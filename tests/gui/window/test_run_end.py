"""What the window says when a run has ended, and what it offers then."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from core.evaluation.confusion import Confusion
from core.presets import SEED_CNN
from gui.actions.action_id import ActionId
from gui.lab.final_judge import FinalJudgement
from gui.state.run_state import RunState
from gui.window.end_text import headline, share_right, what_was_learned
from tests.support.data_files import write_idx_folder
from tests.support.people import click, find, text_of
from tests.support.window_driving import LONG, press, read

NAMES = tuple("0123456789")


@pytest.mark.parametrize(
    ("right", "count", "expected"),
    [
        (9766, 10_000, "97.66 %"),
        (10, 10, "100 %"),
        (0, 10, "0 %"),
        (999_999, 1_000_000, "> 99.99 %"),
        (1, 1_000_000, "< 0.01 %"),
    ],
)
def test_that_a_share_never_claims_all_or_nothing_when_it_is_not(right, count, expected):
    assert share_right(FinalJudgement(5, right, count, None)) == expected


def test_that_one_sentence_says_what_was_learned():
    worst = Confusion(4, 9, 14)
    good = FinalJudgement(5064, 9766, 10_000, worst)
    assert headline(good) == "97.66 % of 10,000 test images right"
    assert what_was_learned(good, NAMES) == (
        "In 5,064 steps it learned to tell 10 classes apart; most often it takes a 4 for a 9 "
        "(14 times)."
    )
    named = what_was_learned(FinalJudgement(56, 20, 24, Confusion(0, 1, 2)), ["boats", "cars"])
    assert named.endswith("most often it takes boats for cars (2 times).")
    assert "without a single mistake" in what_was_learned(FinalJudgement(1, 7, 7, None), NAMES)
    poor = what_was_learned(FinalJudgement(1, 1100, 10_000, worst), NAMES)
    after = "After 1 step it does hardly better than guessing one of 10 classes."
    assert (
        poor == f"{after} So few steps are seldom enough: Resume (Space) takes as many again."
    )
    late = what_was_learned(FinalJudgement(200, 1100, 10_000, worst), NAMES)
    assert late == after.replace("1 step", "200 steps")


@pytest.fixture
def ended(open_window, qtbot, tmp_path):
    folder = write_idx_folder(tmp_path / "digits", 300, 50)
    window = open_window(SEED_CNN.replace(epochs=1, data=str(folder)))
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    qtbot.waitUntil(window.run_end.card.isVisible, timeout=LONG)
    return window


@pytest.mark.slow
def test_that_the_card_tells_the_test_accuracy_of_the_last_weights(ended, qtbot):
    window, card = ended, ended.run_end.card
    network, test = window.lab.session.network, window.state.data.dataset.test
    x = test.images.reshape(-1, 28, 28, 1) / np.float32(255)
    said = np.concatenate(
        [
            network.forward(x[at : at + 500], training=False).argmax(axis=1)
            for at in range(0, len(x), 500)
        ]
    )
    share = f"{100 * (said == test.labels).mean():.2f} %"
    assert text_of(card, "end_headline") == f"{share} of {len(x):,} test images right"
    assert not window.notice_bar.text  # nothing is said twice, over the tabs
    assert read(window, "time_left") == share
    assert find(window, "time_left_caption", QLabel).text() == "test"
    assert len([one for one in card.findChildren(QPushButton) if one.text()]) == 3
    for label in card.findChildren(QLabel):
        assert label.heightForWidth(label.width()) <= label.height()
    # a next step takes the card away and leads there
    click(find(card, "end_step_1"))
    assert card.isHidden()
    assert window.docks["filters_panel"].panel.isVisible()
    # it does not come back by itself, and training on leaves no stale accuracy
    press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.PAUSED, timeout=LONG)
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    qtbot.waitUntil(card.isVisible, timeout=LONG)
    QTest.keyClick(find(card, "end_step_0"), Qt.Key.Key_Escape)
    assert card.isHidden()
