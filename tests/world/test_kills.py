"""kill -9 at any moment: the run is there, whole, and at most five seconds short."""

import random
import subprocess
import sys
import time
from contextlib import closing

import pytest

from core.datasets.loading import load_dataset
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.experiment import experiment_to_json
from core.presets import SEED_MLP
from core.training.build import session_for
from gui.documents.lost_runs import find_lost_run
from gui.lab.run_work import read_rows
from gui.settings import RUNS_VARIABLE
from tests.support.glassbox_process import ROOT, environment
from tests.support.made_up_digits import write_made_up_csv
from tests.support.random_runs import fingerprint
from tests.support.reporting_process import EPOCHS, REPORT

SCRIPT = ROOT / "tests" / "support" / "reporting_process.py"
#: Seconds of training that may be missing.
MOST_LOST = 5.0
#: Kills until the next run begins anew.
CHAIN = 5

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal"),
    pytest.mark.timeout(7200),
]


class KilledRun:
    """One run that is trained by a window or a command, killed, and gone on with."""

    def __init__(self, folder, data, in_window):
        self.folder, self.in_window = folder, in_window
        self.runs = folder / "runs"
        self.runs.mkdir(parents=True)
        self.experiment = SEED_MLP.replace(
            data=str(data), batch_size=8, epochs=EPOCHS, early_stopping=None
        )
        self.recipe = folder / "recipe.json"
        self.recipe.write_text(experiment_to_json(self.experiment))
        self.dataset = load_dataset(str(data))
        self.uninterrupted = session_for(self.experiment, self.dataset)
        self.reports = []

    def train_and_kill(self, seconds, *, from_start, others_start):
        """Train in a process of its own and kill it; read what it said it did."""
        reports = self.folder / "reports"
        reports.write_bytes(b"")
        command = [sys.executable, SCRIPT, reports, *self._what_to_do()]
        variables = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "QT_QPA_PLATFORM": "offscreen",
            RUNS_VARIABLE: str(self.runs),
        }
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                list(map(str, command)),
                cwd=self.folder,
                env=environment(**variables),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        try:
            if not from_start:
                wait_until(lambda: reports.stat().st_size or process.poll() is not None)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if others_start:
                    self.start_another_program()
                time.sleep(min(0.2, max(deadline - time.monotonic(), 0)))
            assert process.poll() is None, (self.folder / "said").read_text()
        finally:
            process.kill()
            process.wait()
        content = reports.read_bytes()
        whole = len(content) // REPORT.size * REPORT.size
        self.reports = list(REPORT.iter_unpack(content[:whole]))

    def start_another_program(self):
        """Do with the folder what a window does that starts."""
        find_lost_run(self.runs, progress=lambda *_: None, cancelled=lambda: False)
        read_rows(self.runs, (), {}, (), lambda: False)

    def check(self):
        """Check what the kill left."""
        self.start_another_program()
        left = [path.name for path in self.runs.iterdir()]
        assert len(left) <= 1, left
        assert left or not self.reports, "the run is gone"
        if not left:
            return
        with closing(RunDocument(self.path)) as document:
            step = document.latest().step
            assert document.damaged == ()
            assert (document.history.last_step() or 0) == step
            missing = [seconds for taken, seconds in self.reports if taken > step]
            assert sum(missing) <= MOST_LOST or len(missing) == 1, (len(missing), sum(missing))
            session = resume(document, self.dataset)
        while self.uninterrupted.step < step:
            list(self.uninterrupted.run_step())
        assert fingerprint(session) == fingerprint(self.uninterrupted)

    @property
    def path(self):
        return next(self.runs.glob("*.glassbox"))

    def _what_to_do(self):
        run = next(self.runs.glob("*.glassbox"), None)
        if self.in_window:
            return ("window", run or self.recipe)
        if run is not None:
            return ("resume", run)
        return ("train", "--experiment", self.recipe, "--out", self.runs / "run.glassbox")


def wait_until(is_so):
    deadline = time.monotonic() + 120
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("expected a process to come so far within two minutes")
        time.sleep(0.02)


def kill_often(folder, in_window, kills, seed):
    chooser = random.Random(seed)
    data = write_made_up_csv(folder / "digits.csv")
    for number in range(kills):
        if number % CHAIN == 0:
            run = KilledRun(folder / str(number), data, in_window)
        from_start = number % 3 == 0
        run.train_and_kill(
            3 * chooser.random() if from_start else 6 * chooser.random() ** 2,
            from_start=from_start,
            others_start=number % 2 == 0,
        )
        run.check()


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("in_window", [False, True], ids=["command", "window"])
def test_that_a_killed_run_is_whole_and_goes_on_as_if_nothing_had_happened(tmp_path, in_window):
    kill_often(tmp_path, in_window, 10, 1)


@pytest.mark.whole
@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("in_window", [False, True], ids=["command", "window"])
def test_that_a_hundred_killed_runs_are_whole(tmp_path, in_window, part):
    kill_often(tmp_path, in_window, 10, 2 + part)
