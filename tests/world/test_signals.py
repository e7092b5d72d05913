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
from tests.support.window_process import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

KINDS = ("SIGINT", "SIGTERM", "SIGHUP")
INTERRUPTED = 130
WINDOW_PROCESS = ROOT / "tests" / "support" / "window_process.py"
#: Seconds a window may take to save and close.
CLOSING = 5


@pytest.mark.parametrize("name", ["run.npz", "run.glassbox"])
@pytest.mark.parametrize("kind", KINDS)
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


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a signal does not close the window as Ctrl+Q does",
)
@pytest.mark.parametrize(
    ("kind", "doing"),
    [
        ("SIGINT", "train"),
        ("SIGTERM", "train"),
        pytest.param("SIGHUP", "train", marks=pytest.mark.slow),
        pytest.param("SIGINT", "look", marks=pytest.mark.slow),
    ],
)
def test_that_a_signal_saves_and_closes_the_window(tmp_path, runs_folder, kind, doing):
    variables = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        RUNS_VARIABLE: str(runs_folder),
    }
    arguments = [sys.executable, WINDOW_PROCESS, doing]
    with started(arguments, cwd=tmp_path, **variables) as process:
        read_until(process, "now")
        process.send_signal(getattr(signal, kind))
        code, said = read_to_end(process, CLOSING)
    assert code in (0, INTERRUPTED)
    assert said == ""
    if doing == "train":
        # one file: nothing of a journal is left beside a document that was closed
        assert [path.suffix for path in runs_folder.iterdir()] == [".glassbox"]
        document = RunDocument(the_run_in(runs_folder))
        step, last = document.latest().step, document.history.last_step()
        document.close()
        assert step == last >= STEPS
