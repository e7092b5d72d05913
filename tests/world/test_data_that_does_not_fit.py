"""Data that the network was not made for: one sentence, and it stays."""

import re

import pytest
from gui.lab.inspector import Inspector

from gui.state.run_state import RunState
from tests.support.made_up_digits import write_made_up_idx
from tests.support.window_driving import LONG

#: How an exception of Python's own begins.
RAW = re.compile(r"\b[A-Z]\w*(Error|Exception)\b|cannot reshape|out of bounds")


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="what is wrong with the data is covered at once by an exception of Python",
)
@pytest.mark.parametrize(
    ("prefix", "changes", "word"),
    [
        pytest.param("train", {"side": 32}, "32×32", id="another size"),
        pytest.param("emnist-letters-train", {"label_shift": 11}, "classes", id="more classes"),
    ],
)
def test_that_what_does_not_fit_is_said_once_and_stays(
    qtbot, window_on_csv, tmp_path, prefix, changes, word
):
    window, said = window_on_csv, []
    window.lab.notice.connect(lambda level, text: said.append(text))
    path = write_made_up_idx(tmp_path / "other", prefix=prefix, **changes)
    window.lab.load_data(str(path))
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.BLOCKED, timeout=LONG)
    # a look that was asked for all the same has been answered
    inspector = window.lab.findChild(Inspector)
    qtbot.waitUntil(lambda: not inspector.is_busy, timeout=LONG)
    sentences = [text for text in said if text]
    assert not RAW.search(" ".join(sentences))
    assert len(sentences) == 1
    assert word in sentences[0]
    assert sentences[0] in window.notice_bar.text
