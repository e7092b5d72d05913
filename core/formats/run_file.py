"""A trained run as one .npz file: the experiment and every weight, no pickle.

Members: ``format`` (int64, the version), ``progress`` (int64, step and epoch),
``experiment`` (its JSON as UTF-8 bytes), ``values/<path>`` for each parameter (float32) and
``state/<path>`` for each array of layer state (float64, which holds counts exactly too).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from core.arrays import FloatArray, Shape
from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json
from core.formats.atomic_write import write_atomically
from core.formats.file_access import short_name
from core.formats.npz_archive import NpzArchive
from core.json_text import MAX_CHARACTERS
from core.network_spec import NetworkSpec

VERSION = 1
_VALUES, _STATE = "values/", "state/"
#: Zip members carry a time; a fixed one makes equal runs equal files.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class TrainedRun:
    """What training left behind.

    Attributes
    ----------
    experiment : Experiment
    values : mapping of str to ndarray
        Every parameter and every layer's state by path, e.g. ``"0.conv2d.weight"``.
    step, epoch : int
        How far the run got.
    """

    experiment: Experiment
    values: Mapping[str, FloatArray]
    step: int
    epoch: int


def save_run(run: TrainedRun, path: Path | str) -> None:
    """Write `run` to one file, atomically: a crash leaves the old file or the new one.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    text = experiment_to_json(run.experiment).encode()
    arrays = {
        "format": np.array([VERSION], "<i8"),
        "progress": np.array([run.step, run.epoch], "<i8"),
        "experiment": np.frombuffer(text, "|u1"),
    }
    state = state_shapes(run.experiment.network)
    for name, value in run.values.items():
        group, dtype = (_STATE, "<f8") if name in state else (_VALUES, "<f4")
        arrays[f"{group}{name}"] = np.ascontiguousarray(value, dtype)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _NO_TIME), member.getvalue())
    write_atomically(path, buffer.getvalue())


def load_run(path: Path | str) -> TrainedRun:
    """Read a run; nothing in the file is believed before it is checked.

    The experiment decides which arrays of which shapes there must be, so no array is
    allocated that its network would not have anyway.

    Raises
    ------
    LoadError
        If the file is missing, damaged, oversized or not a run of this version.
    """
    name = short_name(path)
    archive = NpzArchive(path, "a Glassbox run")
    if "format" not in archive.names:
        raise LoadError(f"{name}: this is not a Glassbox run")
    version = int(archive.read("format", "<i8", (1,), at_most=1)[0])
    if version != VERSION:
        raise LoadError(f"{name}: expected a run of version {VERSION}, received {version}")
    step, epoch = map(int, archive.read("progress", "<i8", (2,), at_most=2))
    if min(step, epoch) < 0:
        raise LoadError(f"{name}: expected step and epoch from 0, received {step} and {epoch}")
    raw = archive.read("experiment", "|u1", None, at_most=4 * MAX_CHARACTERS)
    try:
        experiment = experiment_from_json(raw.tobytes().decode("utf-8"))
        shapes = parameter_shapes(experiment.network)
        states = state_shapes(experiment.network)
    except (SpecError, UnicodeDecodeError) as error:
        reason = "no UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise LoadError(f"{name}: {reason}"[:300]) from None
    expected = {"format", "progress", "experiment"}
    expected |= {f"{_VALUES}{key}" for key in shapes} | {f"{_STATE}{key}" for key in states}
    if surplus := sorted(archive.names - expected):
        raise LoadError(f"{name}: the network has no array called {surplus[0]:.60}")
    values = {
        key: archive.read(f"{_VALUES}{key}", "<f4", shape, at_most=0)
        for key, shape in shapes.items()
    }
    values |= {
        key: archive.read(f"{_STATE}{key}", "<f8", shape, at_most=0)
        for key, shape in states.items()
    }
    return TrainedRun(experiment, MappingProxyType(values), step, epoch)


def parameter_shapes(network: NetworkSpec) -> dict[str, Shape]:
    """Return the shape of every parameter by path, without building the network."""
    return {
        f"{outline.position}.{outline.spec.KIND}.{name}": shape
        for outline in network.outline()
        for name, shape in outline.spec.parameter_shapes(outline.input_shape).items()
    }


def state_shapes(network: NetworkSpec) -> dict[str, Shape]:
    """Return the shape of every array of layer state by path, without building the network."""
    return {
        f"{outline.position}.{outline.spec.KIND}.{name}": shape
        for outline in network.outline()
        for name, shape in outline.spec.state_shapes(outline.input_shape).items()
    }
