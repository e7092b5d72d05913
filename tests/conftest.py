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

#: That many objects more, and Python looks which of them are garbage; of itself after 700.
SOME_OBJECTS = 20_000


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
    """Look for no garbage among what stays until the end: ten thousand tests, all modules.

    And seldom for that of the tests: there is little, and most goes without being looked for.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(SOME_OBJECTS)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable():
    """Let workers send no list of words by which a test can be chosen: it has run."""
    sent = yield
    if sent and "keywords" in sent:
        sent["keywords"] = {}
    return sent


def pytest_make_parametrize_id(val, argname):
    """Name bytes by their argument: packed ones hold the time, and workers compare names."""
    return argname if isinstance(val, bytes) else None
