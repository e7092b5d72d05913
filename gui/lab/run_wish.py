"""What the life of a run has to answer."""

from __future__ import annotations

from enum import StrEnum


class RunWish(StrEnum):
    """What people ask of a run, and what happens to it."""

    # people
    START = "start, pause or resume"
    STEP_BATCH = "take one optimiser step"
    STEP_EPOCH = "train to the end of the epoch"
    STOP = "stop"
    RESTART = "back to step 0, and run on if it was running"
    RESTART_HELD = "back to step 0"
    RESTART_RUNNING = "back to step 0, and run"
    OPEN = "show another run"
    LOOK = "show another run that cannot be trained, as its images are not there"
    OPEN_RUNNING = "show another run, and run it"
    BRANCH = "show a branch of this run, and run on if it was running"
    LOAD_DATA = "load a data set"
    EDIT = "the experiment was edited"
    LEAVE = "end and save, so that the window can be closed"
    CLOSE = "close the window"
    # data and networks
    DATA_LOADED = "a data set was loaded"
    DATA_FAILED = "a data set could not be loaded"
    DATA_AWAITED = "the network has to wait for its data"
    NETWORK_BUILT = "the network of the edited experiment is built"
    NETWORK_REFUSED = "the edited experiment cannot be trained"
    # saving
    SAVED = "what was trained is saved"
    NOT_SAVED = "what was trained cannot be saved"
    # the run on the training thread, or the one that was opened
    ENDED = "the run is complete, or was stopped"
    ENDED_UNTRAINED = "the run was stopped before its first step"
    DIVERGED = "the run diverged"
    OPENED_UNTRAINED = "the run that was opened stands at step 0"
    OPENED_MIDWAY = "the run that was opened can be resumed"
    OPENED_ENDED = "the run that was opened is complete"
    OPENED_DIVERGED = "the run that was opened diverged"
