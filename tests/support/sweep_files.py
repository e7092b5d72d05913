"""Small sweeps, and the data they are trained on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from core.experiment import Experiment, experiment_to_json
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.relu import ReLUSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_spec import SweepSpec

SPACE = {
    "optimizer.learning_rate": {"low": 0.01, "high": 0.5, "log": True},
    "layers.0.filters": {"low": 2, "high": 4},
}


def small_experiment(data: str = "mnist", **changes: object) -> Experiment:
    """Return an experiment on images of 6×6 of three classes."""
    layers = (Conv2DSpec(2), ReLUSpec(), FlattenSpec(), DenseSpec(3), SoftmaxSpec())
    experiment = Experiment(
        NetworkSpec((6, 6, 1), layers),
        SGDSpec(0.1),
        data=data,
        batch_size=8,
        epochs=2,
        validation_share=0.25,
    )
    return experiment.replace(**changes)


def write_small_data(path: Path, count: int = 400) -> Path:
    """Write images whose bright stripe says their class."""
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 3, count).astype(np.uint8)
    images = rng.integers(0, 60, (count, 6, 6), dtype=np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 * label : 2 * label + 2] += 150
    names = np.array(["top", "middle", "bottom"])
    np.savez(path, x_train=images, y_train=labels, class_names=names)
    return path


def sweep_data(experiment: Experiment, /, **changes: object) -> dict[str, object]:
    """Return a sweep as JSON has it."""
    data = {"experiment": json.loads(experiment_to_json(experiment)), "space": SPACE}
    return {**data, "pruner": "none", **changes}


def small_sweep(data: str = "mnist", **changes: object) -> SweepSpec:
    """Return a sweep of two settings of `small_experiment`."""
    return sweep_from_json(json.dumps(sweep_data(small_experiment(data), **changes)))


def write_small_sweep(folder: Path, *, epochs: int = 2, **changes: object) -> Path:
    """Write a sweep and its data into a folder; return the sweep's file."""
    data = write_small_data(folder / "stripes.npz")
    experiment = small_experiment(str(data), epochs=epochs)
    path = folder / "SWEEP.json"
    path.write_text(json.dumps(sweep_data(experiment, **changes)), encoding="utf-8")
    return path


def json_of_command(main: Path, *arguments: object, env: dict[str, str]) -> dict[str, Any]:
    """Run a command to its end; return its last line, read as JSON."""
    command = [sys.executable, str(main), *map(str, arguments), "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    report: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return report
