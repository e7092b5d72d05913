import io
import sys
import threading

import pytest

from core.commands.progress_bar import ProgressBar


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def test_that_a_log_gets_a_line_for_every_tenth():
    log = io.StringIO()
    with ProgressBar(log) as bar:
        for step in range(1, 1001):
            bar.show(step / 1000, f"step {step}")
    lines = log.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[0].endswith("step 1")
    assert lines[5] == " 50% step 500"
    assert lines[-1] == "100% step 1000"


def test_that_a_terminal_keeps_one_line_and_is_not_flooded():
    terminal = _Terminal()
    with ProgressBar(terminal) as bar:
        for step in range(1, 10_001):
            bar.show(step / 10_000, "x" * 300)
    shown = terminal.getvalue()
    frames = shown.split("\r")[1:]
    assert 1 < len(frames) < 50
    assert shown.count("\n") == 1
    assert frames[-1].startswith("100% |########################| xxx")
    assert all(len(frame.rstrip("\n")) <= 100 for frame in frames)


def test_that_a_terminal_sees_how_far_the_work_is_and_the_newest_text():
    terminal = _Terminal()
    with ProgressBar(terminal) as bar:
        bar.show(0.5, "half")
        bar.begin()
        bar.show(0.25, "a quarter of something else")
    first, second, rest = terminal.getvalue().split("\n")
    assert rest == ""
    assert first.split("\r")[-1].rstrip() == " 50% |############            | half"
    assert second.split("\r")[-1].startswith(" 25% |######   ")
    assert second.rstrip().endswith("| a quarter of something else")


def test_that_no_thread_stays_behind():
    before = set(threading.enumerate())
    with ProgressBar(_Terminal()) as bar:
        bar.show(0.5, "half")
    assert set(threading.enumerate()) == before


def test_that_an_error_starts_on_a_line_of_its_own():
    terminal = _Terminal()
    try:
        with ProgressBar(terminal) as bar:
            bar.show(0.5, "half")
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        terminal.write("stopped")
    assert terminal.getvalue().splitlines()[-1] == "stopped"


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
@pytest.mark.parametrize(("columns", "widest"), [(50, 50), (200, 200), (0, 100)])
def test_that_a_line_is_as_wide_as_the_terminal_at_most(columns, widest, monkeypatch):
    from tests.support.terminal import shown_on_terminal

    def show(stream):
        monkeypatch.setattr(sys, "stderr", stream)
        with ProgressBar() as bar:
            bar.show(0.5, "x" * 300)
        monkeypatch.undo()

    frames = [frame for frame in shown_on_terminal(columns, show).split("\r") if frame.strip()]
    assert frames
    for frame in frames:
        assert frame.startswith(" 50% |")
        assert widest - 2 <= len(frame.rstrip("\n")) <= widest
