"""Train in processes that are killed at random moments; look at what they leave.

Usage: ``python tests/support/killed_training.py FOLDER ROUNDS SEED`` (not on Windows).  Prints
what was found as JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import struct
import sys
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from core.documents import recording_pace
from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.recovery import recover_folder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import fingerprint, random_experiment, small_dataset

EXPERIMENT = random_experiment(4).replace(epochs=10**5, early_stopping=None, keep_best=False)
DATASET = small_dataset(4)
SAVE_EVERY = 0.02
#: So much longer than planned a save may be under way when the process is killed.
PATIENCE = 0.5


def train(path: Path, pipe: int) -> None:
    """Begin the run or go on with it, until the end of the world; report every step."""
    recording_pace.SAVING_SHARE = 1.0  # save as often as asked, whatever it costs
    if path.exists():
        document = RunDocument(path)
        session = resume(document, DATASET)
    else:
        session = session_for(EXPERIMENT, DATASET)
        recipe = Recipe.for_run(EXPERIMENT, DATASET)
        document = RunDocument.create(path, recipe, capture(session))
    document.begin_writing()
    recorder = Recorder(session, document, save_every=SAVE_EVERY)
    while True:
        recorder.record(list(session.run_step()))
        saved = recorder.saved_step
        os.write(pipe, struct.pack("<qqd", session.step, saved, time.monotonic()))


def kill_once(
    path: Path, seconds: float, *, trains_first: bool
) -> list[tuple[int, int, float]]:
    """Train in a process of its own and kill it after some seconds; return its reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            train(path, writing)
        finally:
            os._exit(1)
    os.close(writing)
    if trains_first:
        select.select([reading], [], [], 20)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as reports:
        content = reports.read()
    os.waitpid(child, 0)
    return list(struct.iter_unpack("<qqd", content[: len(content) // 24 * 24]))


def check(folder: Path, path: Path, reports: list[tuple[int, int, float]]) -> str:
    """Return what is wrong after a kill and the next start, or nothing."""
    recovery = recover_folder(folder)
    left = sorted(file.name for file in folder.iterdir())
    if left not in ([], [path.name]):
        return f"left behind: {left}"
    if recovery.damaged:
        return f"damaged: {list(recovery.damaged.values())}"
    if not left:
        return "" if not reports else "the run is gone"
    document = RunDocument(path)
    try:
        step = document.latest().step
        if document.damaged:
            return f"damaged snapshots: {document.damaged}"
        last = document.history.last_step() or 0
        if not step == last == len(document.history.batches()):
            return f"a snapshot of step {step} and a history of {last} steps"
        if reports and step < reports[-1][1]:
            return f"saved up to {reports[-1][1]}, found {step}"
        lost = [when for taken, _, when in reports if taken > step]
        if lost and lost[-1] - lost[0] > SAVE_EVERY + PATIENCE:
            return f"lost {lost[-1] - lost[0]:.2f} seconds"
    finally:
        document.close()
    return ""


def is_the_uninterrupted_run(path: Path) -> bool:
    """Return whether the run is what it would be had it never been killed."""
    document = RunDocument(path)
    session = resume(document, DATASET)
    document.close()
    whole = session_for(EXPERIMENT, DATASET)
    while whole.step < session.step:
        list(whole.run_step())
    return fingerprint(whole) == fingerprint(session)


def main() -> None:
    """Kill as often as asked, and print what was found."""
    folder, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chooser = random.Random(seed)
    troubles, was_exact, trained, saved = [], True, 0, 0
    path = folder / "run.glassbox"
    for number in range(rounds):
        seconds = chooser.choice((0.01, 0.1, 0.3)) * chooser.random()
        reports = kill_once(path, seconds, trains_first=chooser.random() < 0.6)
        trained += len(reports)
        trouble = check(folder, path, reports)
        if trouble:
            troubles.append(f"{number}: {trouble}")
            shutil.copytree(folder, folder.with_name(f"trouble-{number}"))
        if (number % 10 == 9 or number == rounds - 1) and path.exists():
            saved += RunDocument(path).latest().step
            was_exact &= is_the_uninterrupted_run(path)
            path.unlink()
    found = {"troubles": troubles, "was_exact": was_exact, "trained": trained, "saved": saved}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
