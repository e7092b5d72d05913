"""The window only looks: what is trained in it has the bits of what is trained without it."""

import hashlib

import pytest

from core.datasets.loading import load_dataset
from core.presets import SEED_CNN
from core.training.build import session_for
from gui.actions.action_id import ActionId
from gui.state.run_state import RunState
from tests.support.data_files import write_idx_folder
from tests.support.window_driving import LONG, press

STEPS_PER_EPOCH = 20


@pytest.fixture(params=[2, pytest.param(10, marks=pytest.mark.slow)])
def experiment(request, tmp_path):
    """Return an experiment that is over after some epochs of 20 steps."""
    folder = write_idx_folder(tmp_path / "digits", 32 * STEPS_PER_EPOCH, 20)
    return SEED_CNN.replace(
        data=str(folder),
        batch_size=32,
        epochs=request.param,
        validation_share=0.0,
        validate_every=None,
    )


def digest_of(network):
    digest = hashlib.sha256()
    for path, parameter in network.named_parameters():
        digest.update(path.encode() + parameter.value.tobytes())
    return digest.hexdigest()


def test_that_training_gives_the_same_bits_with_the_window_open_and_without(
    open_window, experiment, qtbot
):
    window = open_window(experiment)
    qtbot.waitUntil(lambda: window.state.moment.moment is not None, timeout=LONG)
    window.layout_of_docks.show_side_by_side()  # every panel looks
    press(qtbot, window, ActionId.TRAINING_START_PAUSE)
    window.sample_browser.choose_random()
    qtbot.waitUntil(lambda: window.lab.run_state is RunState.FINISHED, timeout=LONG)
    steps = STEPS_PER_EPOCH * experiment.epochs
    assert window.lab.session.step == steps

    alone = session_for(experiment, load_dataset(experiment.data))
    for _ in alone.run():
        pass
    assert alone.step == steps
    assert digest_of(window.lab.session.network) == digest_of(alone.network)
    start = session_for(experiment, load_dataset(experiment.data))
    assert digest_of(start.network) != digest_of(alone.network)
