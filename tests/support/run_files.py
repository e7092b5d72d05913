"""Runs on the disk, and what a person does to get them there."""

from __future__ import annotations

import hashlib

from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.run_document import RunDocument
from core.training.build import session_for
from core.training.session_state import capture
from gui.actions.action_id import ActionId
from tests.support.window_driving import LONG, press, steps_shown


def files_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def the_run_in(folder):
    (path,) = folder.glob("*.glassbox")
    return path


def weights_digest(session):
    """Return the SHA-256 of every weight."""
    digest = hashlib.sha256()
    for path, parameter in session.network.named_parameters():
        digest.update(path.encode() + parameter.value.tobytes())
    return digest.hexdigest()


def trained(experiment, dataset, steps):
    """Return a session that took so many steps without any window or interruption."""
    session = session_for(experiment, dataset)
    while session.step < steps:
        list(session.run_step())
    return session


def write_run(path, experiment, dataset, steps, *, close=True):
    """Write a run of some steps without any window; return its session and recorder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    session = session_for(experiment, dataset)
    document = RunDocument.create(path, Recipe.for_run(experiment, dataset), capture(session))
    document.begin_writing()
    recorder = Recorder(session, document)
    while session.step < steps:
        recorder.record(list(session.run_step()))
    if close:
        recorder.close()
    return session, recorder


def train_to(qtbot, window, step):
    """Take single steps until `step`, as a person does with the B key."""
    for _ in range(step - window.lab.session.step):
        before = steps_shown(window)
        press(qtbot, window, ActionId.TRAINING_STEP_BATCH)
        qtbot.waitUntil(lambda shown=before: steps_shown(window) > shown, timeout=LONG)
