"""Measures how far the memory of a process of its own grows while it trains."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from core.datasets.dataset import Dataset, LabelledImages
from core.documents.recorder import Recorder
from core.experiment import experiment_from_json, experiment_to_json
from core.presets import PRESETS
from core.training.build import session_for
from core.training.session_state import capture

ROOT = Path(__file__).parents[2]
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
CLASSES = tuple("0123456789")


def growth(experiment, image_count, *, threads, steps=None, is_recorded=False):
    """Return by how many bytes training grows a process that has its images already.

    Parameters
    ----------
    experiment : Experiment
    image_count : int
    threads : int
    steps : int, optional
        By default an epoch and a little more.
    is_recorded : bool
        Whether the states of all steps are kept, as far as the budget allows.
    """
    asked = [experiment_to_json(experiment), image_count, steps, is_recorded]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.peak_memory"], cwd=ROOT, input=json.dumps(asked),
        env={"GLASSBOX_THREADS": str(threads), "PATH": ""},
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return int(done.stdout)


def made_up(shape, count):
    """Return images of noise."""
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (count, *shape)).astype(np.uint8)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    return Dataset("made up", LabelledImages(images, labels), None, CLASSES)


def bytes_of(name):
    """Return what the system says of this process's memory."""
    lines = STATUS.read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def train(session, steps, recorder):
    """Take steps, and judge, as a run does."""
    for _ in range(steps or session.steps_per_epoch + 2):
        if session.finished is not None:
            break
        events = list(session.run_step())
        if recorder is not None:
            recorder.record(events)
            recorder.memory.add(capture(session))  # at any pace: none of it hangs on time
    session.evaluate(session.data, session.validation_rows)
    session.end_threads()


def main():
    """Train as the parent process asks, and print the growth."""
    experiment, image_count, steps, is_recorded = json.load(sys.stdin)
    experiment = experiment_from_json(experiment)
    first = PRESETS["seed-cnn"].replace(batch_size=2)  # what Python loads once
    train(session_for(first, made_up((28, 28, 1), 64), threads=2), 2, None)
    data = made_up(experiment.network.input_shape, image_count)
    before = bytes_of("VmRSS")
    CLEAR.write_text("5")  # the peak is counted from here
    session = session_for(experiment, data)
    train(session, steps, Recorder(session) if is_recorded else None)
    sys.stdout.write(str(bytes_of("VmHWM") - before))


if __name__ == "__main__":
    main()
