"""Sweeps whose workers answer at once."""

from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_session import SweepSession
from tests.support.stub_pool import StubPool, answered, settings_of, small_dataset

DATASET = small_dataset()


def rate_of(task):
    return settings_of(task, "optimizer", "learning_rate")


def rate_is_accuracy(task):
    yield answered(task, rate_of(task))


def session(folder, spec, course=rate_is_accuracy, trials=6, places=1, **listener):
    """Return a sweep in a folder, and its workers."""
    pool, held = StubPool(course, places), SweepFolder(folder)
    try:
        made = SweepSession(spec, held, DATASET, pool, trials, SweepListener(**listener))
    except SweepError:
        held.close()
        raise
    return made, pool


def names(folder, pattern="*.glassbox"):
    return sorted(path.name for path in folder.glob(pattern))
