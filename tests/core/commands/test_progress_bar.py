import io

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
    assert len(frames) < 50
    assert shown.count("\n") == 1
    assert frames[-1].startswith("[########################] 100% ")
    assert all(len(frame.rstrip("\n")) <= 100 for frame in frames)


def test_that_an_error_starts_on_a_line_of_its_own():
    terminal = _Terminal()
    try:
        with ProgressBar(terminal) as bar:
            bar.show(0.5, "half")
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        terminal.write("stopped")
    assert terminal.getvalue().splitlines()[-1] == "stopped"
