"""Fixtures and settings for every test."""

import gc
import os
import tempfile

# before anything imports NumPy or Qt
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# no test looks at what the programs of whoever runs it have kept
os.environ["GLASSBOX_CACHE"] = os.path.join(tempfile.gettempdir(), "glassbox-tests-cache")

import numpy as np  # noqa: E402
import pytest  # noqa: E402

from tests.support.patient_bot import PatientBot  # noqa: E402


@pytest.fixture
def rng():
    """A generator with a fixed seed, fresh for every test."""
    return np.random.default_rng(20240607)


@pytest.fixture
def qtbot(qapp, request):
    """pytest-qt's bot, with the patience that a busy machine needs."""
    return PatientBot(request)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage among what stays until the end: ten thousand tests, all modules."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_make_parametrize_id(val, argname):
    """Name bytes by their argument: packed ones hold the time, and workers compare names."""
    return argname if isinstance(val, bytes) else None
