"""Run files, right and wrong."""

import io
import zipfile

import numpy as np
import pytest

from core.errors import LoadError
from core.formats.run_file import (
    TrainedRun,
    load_run,
)
from core.network_spec import build_network
from core.presets import SEED_CNN
from core.training.snapshot import named_arrays

NAME = "0.conv2d.weight"


def make_run(experiment=SEED_CNN, step=123):
    network = build_network(experiment.network, rng=np.random.default_rng(3))
    values = dict(named_arrays(network))
    return TrainedRun(experiment, values, step, 2)


def refusal(path):
    with pytest.raises(LoadError) as caught:
        load_run(path)
    message = str(caught.value)
    assert path.name in message
    assert len(message) <= 300
    assert "\n" not in message
    return message


def rewrite(path, changes, compression=zipfile.ZIP_STORED):
    """Replace members of an archive; None removes one."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members.update(changes)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()
