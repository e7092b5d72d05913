"""What can be done to the run."""

from __future__ import annotations

from enum import StrEnum


class RunAction(StrEnum):
    """One step of what `RunExecutor` does to a run."""

    LOAD_DATA = "load a data set"
    LOAD_WANTED = "load the data set that the edited experiment names"
    TAKE_DATA = "show the data set that was loaded"
    PREPARE = "build the network of the edited experiment"
    PREPARE_SOON = "build it once nothing was edited for a moment"
    FORGET_NETWORK = "report nothing of what is being built"
    DROP_RUN = "have no run any more"
    SILENCE = "take back what was said of the run before"
    MAKE_CURRENT = "make the run that was built the current one"
    SHOW = "make the run that was opened the current one, and report how far it is"
    VIEW = "show the run that was opened and cannot be trained"
    RUN = "train, on the training thread"
    RUN_HELD = "go to the training thread, and wait there"
    PAUSE = "hold the training thread"
    RESUME = "let it run on"
    STEP_BATCH = "let it take one step"
    STEP_EPOCH = "let it run to the end of the epoch"
    END = "end it after its current batch"
    SAVE = "save what was trained, off the main thread, and report how that went"
    REPORT_UNSAVED = "say that what was trained could not be saved"
    ALLOW_LEAVE = "say that the window can be closed without losing anything"
    SHUT_DOWN = "end every thread"
    REPORT_PENDING = "say whether the edited experiment differs from that of the run"
    REPORT_TROUBLE = (
        "say why the run stays as it is, if the edited experiment cannot be trained"
    )
    REPORT_REMARK = "say what has to be said of the run that was opened"
