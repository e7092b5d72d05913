"""Ctrl+C, a closed terminal and a polite kill: what there is gets saved first."""

import signal
import sys

import pytest

from core.documents.run_document import RunDocument
from gui.settings import RUNS_VARIABLE
from tests.support.glassbox_process import (
    ENDLESS_TRAINING,
    MAIN,
    ROOT,
    read_to_end,
    read_until,
    started,
)
from tests.support.run_files import the_run_in
from tests.support.sample_and_whole import sample_and_whole
from tests.support.window_process import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

KINDS = ("SIGINT", "SIGTERM", "SIGHUP")
INTERRUPTED = 130
WINDOW_PROCESS = ROOT / "tests" / "support" / "window_process.py"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["run.npz", "run.glassbox"])
def test_that_interrupted_training_saves_the_run_and_says_so(
    tmp_path, csv_file, command, kind, name
):
    arguments = [sys.executable, MAIN, *ENDLESS_TRAINING, "--data", csv_file, "--out", name]
    with started(arguments, cwd=tmp_path) as process:
        read_until(process, "epoch")
        process.send_signal(getattr(signal, kind))
        code, said = read_to_end(process)
    assert code == INTERRUPTED
    assert "Traceback" not in said
    assert name in said
    assert [path.name for path in tmp_path.glob("run*")] == [name]
    assert command("evaluate", tmp_path / name)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_that_interrupted_training_without_a_file_leaves_none(tmp_path, csv_file, kind):
    arguments = [sys.executable, MAIN, *ENDLESS_TRAINING, "--data", csv_file]
    with started(arguments, cwd=tmp_path) as process:
        read_until(process, "epoch")
        process.send_signal(getattr(signal, kind))
        code, said = read_to_end(process)
    assert code == INTERRUPTED
    assert "Traceback" not in said
    assert list(tmp_path.glob("*.npz")) == list(tmp_path.glob("*.glassbox")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "doing"),
    [
        ("SIGTERM", "train"),
        ("SIGINT", "train"),
        ("SIGHUP", "train"),
        ("SIGQUIT", "train"),
        ("SIGINT", "look"),
    ],
)
def test_that_a_signal_saves_and_closes_the_window(tmp_path, runs_folder, kind, doing):
    end_by_signal(tmp_path, runs_folder, kind, doing)


def end_by_signal(home, runs_folder, kind, doing):
    """Have a window train or look, send it a signal, and check what it leaves behind."""
    variables = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        RUNS_VARIABLE: str(runs_folder),
    }
    arguments = [sys.executable, WINDOW_PROCESS, doing]
    with started(arguments, cwd=home, **variables) as process:
        read_until(process, "now")
        process.send_signal(getattr(signal, kind))
        code, said = read_to_end(process)
    assert code in (0, INTERRUPTED)
    assert said == ""
    if doing == "train":
        check_saved(runs_folder)


def check_saved(runs_folder):
    # one file: nothing of a journal is left beside a document that was closed
    assert [path.suffix for path in runs_folder.iterdir()] == [".glassbox"]
    document = RunDocument(the_run_in(runs_folder))
    step, last = document.latest().step, document.history.last_step()
    document.close()
    assert step == last >= STEPS


@sample_and_whole(6, 20)
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", [*KINDS, "SIGQUIT"])
def test_that_each_of_many_signals_saves(tmp_path, kind, count):
    for number in range(count):
        home = tmp_path / str(number)
        home.mkdir()
        end_by_signal(home, home / "runs", kind, "train")


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["while nothing listens yet", "twice"])
def test_that_a_signal_that_comes_early_or_twice_ends_the_window_once(tmp_path, moment):
    script = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from PySide6.QtCore import QCoreApplication, QTimer
from gui.process.process_signals import ProcessSignals
application = QCoreApplication([])
signals = ProcessSignals()
signals.end_wanted.connect(application.quit)
for _ in range(1 + ({moment!r} == "twice")):
    os.kill(os.getpid(), signal.SIGINT)
print(application.exec(), signals.has_come)
signals.shut_down()
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""
    with started([sys.executable, "-c", script], cwd=tmp_path) as process:
        assert read_to_end(process) == (0, "0 True\n")


@pytest.mark.slow
def test_that_a_signal_that_was_ignored_stays_ignored(tmp_path):
    script = f"""
import signal, sys
sys.path.insert(0, {str(ROOT)!r})
signal.signal(signal.SIGHUP, signal.SIG_IGN)
from PySide6.QtCore import QCoreApplication
from gui.process.process_signals import ProcessSignals
application = QCoreApplication([])
signals = ProcessSignals()
print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)
"""
    with started([sys.executable, "-c", script], cwd=tmp_path) as process:
        assert read_to_end(process) == (0, "True\n")
