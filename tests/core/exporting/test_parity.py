"""What is exported says what our own network says."""

import importlib
import os
import runpy
import subprocess
import sys
import warnings
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from core.exporting.catalog import EXPORTERS
from core.exporting.parity import parity
from tests.support.exported_models import check_parity, drawn_model, images_for, model_with
from tests.support.layer_cases import LAYER_CASES
from tests.support.quick_sample import quick_sample

BENCH = "needs the extra “bench”"
#: As many networks as are drawn; the quick suite takes some of them.
DRAWN = range(112)
SCRIPT, WEIGHTS = Path("m.py"), Path("m.weights.npz")
every_case = pytest.mark.parametrize("case", LAYER_CASES)
some_drawn = pytest.mark.parametrize("seed", quick_sample(DRAWN, 12))


@lru_cache(maxsize=4)
def drawn(seed):
    return drawn_model(seed)


def predicted(name, model, folder, images):
    """Return what a script predicts, run in this process."""
    for path, content in EXPORTERS[name].files(model, SCRIPT).items():
        (folder / path).write_bytes(content)
    with np.errstate(all="ignore"):
        return runpy.run_path(str(folder / SCRIPT))["predict"](images)


def check_onnx(model):
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    pytest.importorskip("onnxruntime", reason="needs the extra “onnx”")
    images, exporter = images_for(model), EXPORTERS["onnx"]
    files = exporter.files(model, Path("m.onnx"))
    check_parity(model, exporter.says(model, files, images), images)
    # the batch axis is free
    check_parity(model, exporter.says(model, files, images[:1]), images[:1])


def check_script(name, model, folder):
    images = images_for(model)
    check_parity(model, predicted(name, model, folder, images), images)


@every_case
def test_that_every_kind_of_layer_says_the_same_in_onnx(case):
    check_onnx(model_with(case))


@every_case
def test_that_every_kind_of_layer_says_the_same_in_the_numpy_script(case, tmp_path):
    check_script("numpy", model_with(case), tmp_path)


@some_drawn
def test_that_networks_drawn_at_random_say_the_same_in_onnx(seed):
    check_onnx(drawn(seed))


@some_drawn
def test_that_networks_drawn_at_random_say_the_same_in_the_numpy_script(seed, tmp_path):
    check_script("numpy", drawn(seed), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("model", [*LAYER_CASES, *DRAWN[:30]])
def test_that_the_pytorch_script_says_the_same(model, tmp_path):
    pytest.importorskip("torch", reason=BENCH)
    model = model_with(model) if isinstance(model, str) else drawn(model)
    check_script("pytorch", model, tmp_path)


@pytest.fixture
def keras(monkeypatch):
    """Keras on its NumPy backend, which slides windows by JAX."""
    monkeypatch.setitem(os.environ, "KERAS_BACKEND", "numpy")
    pytest.importorskip("jax", reason=BENCH)
    pytest.importorskip("keras", reason=BENCH)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("keras")


# its NumPy backend still converts arrays in the old way
@pytest.mark.filterwarnings("ignore:.*__array__:DeprecationWarning")
@pytest.mark.slow
@pytest.mark.parametrize("model", [*LAYER_CASES, *DRAWN[:30]])
def test_that_the_keras_script_says_the_same(model, tmp_path, keras):
    model = model_with(model) if isinstance(model, str) else drawn(model)
    check_script("keras", model, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 3, 5])
def test_that_the_numpy_script_is_run_as_a_program_of_its_own(seed, tmp_path):
    model, exporter = drawn(seed), EXPORTERS["numpy"]
    images = images_for(model)
    files = exporter.files(model, SCRIPT)
    difference = parity(exporter, model, files, images)
    assert difference <= 1e-5 * max(1, np.abs(model.says(images)).max())
    for path, content in files.items():
        (tmp_path / path).write_bytes(content)
    np.save(tmp_path / "images.npy", images)
    # nothing of ours can be imported there
    printed = subprocess.run(
        [sys.executable, "-I", "m.py", "images.npy"],
        cwd=tmp_path, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    assert [int(line) for line in printed.split()] == model.says(images).argmax(axis=1).tolist()
