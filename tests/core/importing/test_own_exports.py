"""What we export comes back as it was."""

from pathlib import Path

import numpy as np
import pytest

from core.exporting.catalog import EXPORTERS
from core.exporting.trained_model import trained_model
from core.importing.model_import import import_model
from tests.support.exported_models import check_parity, drawn_model, images_for, model_with
from tests.support.layer_cases import LAYER_CASES
from tests.support.quick_sample import quick_sample

DRAWN = range(112)
EXTRA = "needs the extra “onnx”"


def written(model, name, folder):
    path = folder / f"m.{name}"
    path.write_bytes(EXPORTERS[name].files(model, path)[path])
    return path


def check_same(model, path):
    """Check that a file holds the very network, its recipe and all its weights."""
    found = import_model(path)
    assert found.experiment == model.experiment
    assert found.remarks == ()
    back = trained_model(found.experiment, found.values, model.step)
    assert back.values.keys() == model.values.keys()
    for name, array in model.values.items():
        assert back.values[name].dtype == array.dtype
        assert np.array_equal(back.values[name], array), name
    images = images_for(model, 16)
    assert back.says(images).tobytes() == model.says(images).tobytes()


def check_without_recipe(model, path, onnx):
    """Check what is found in the graph alone, by what onnxruntime says."""
    proto = onnx.load_model(path)
    del proto.metadata_props[:]
    path.write_bytes(proto.SerializeToString())
    found = import_model(path)
    images = images_for(model, 64)
    theirs = EXPORTERS["onnx"].says(model, {Path("m"): path.read_bytes()}, images)
    if any("Softmax" in remark for remark in found.remarks):
        powers = np.exp(theirs - theirs.max(axis=1, keepdims=True))
        theirs = powers / powers.sum(axis=1, keepdims=True)
    check_parity(trained_model(found.experiment, found.values, 0), theirs, images)


@pytest.mark.parametrize("seed", quick_sample(DRAWN, 12))
def test_that_networks_drawn_at_random_go_through_onnx_and_come_back(seed, tmp_path):
    onnx = pytest.importorskip("onnx", reason=EXTRA)
    pytest.importorskip("onnxruntime", reason=EXTRA)
    model = drawn_model(seed)
    path = written(model, "onnx", tmp_path)
    content = path.read_bytes()
    onnx.checker.check_model(onnx.load_model_from_string(content), full_check=True)
    images = images_for(model)
    check_parity(model, EXPORTERS["onnx"].says(model, {path: content}, images), images)
    check_same(model, path)
    check_without_recipe(model, path, onnx)


@pytest.mark.parametrize("case", LAYER_CASES)
def test_that_every_kind_of_layer_comes_back(case, tmp_path):
    onnx = pytest.importorskip("onnx", reason=EXTRA)
    pytest.importorskip("onnxruntime", reason=EXTRA)
    model = model_with(case)
    check_same(model, written(model, "safetensors", tmp_path))
    path = written(model, "onnx", tmp_path)
    check_same(model, path)
    check_without_recipe(model, path, onnx)


@pytest.mark.parametrize("seed", quick_sample(DRAWN, 28))
def test_that_networks_drawn_at_random_come_back_from_safetensors(seed, tmp_path):
    model = drawn_model(seed)
    check_same(model, written(model, "safetensors", tmp_path))


def test_that_a_recipe_that_is_not_that_of_the_layers_is_left_out(tmp_path):
    onnx = pytest.importorskip("onnx", reason=EXTRA)
    path = written(model_with("dense"), "onnx", tmp_path)
    other = onnx.load_model_from_string(
        EXPORTERS["onnx"].files(model_with("conv2d"), path)[path]
    )
    proto = onnx.load_model(path)
    del proto.metadata_props[:]
    proto.metadata_props.extend(other.metadata_props)
    path.write_bytes(proto.SerializeToString())
    found = import_model(path)
    assert "the recipe in it is not that of its layers" in found.remarks[0]
    assert not any(layer.SLIDES_FILTERS for layer in found.experiment.network.layers)
