"""Files that PyTorch wrote say what PyTorch said."""

import re

import numpy as np
import pytest

from core.errors import LoadError
from core.exporting.trained_model import trained_model
from core.importing.model_import import import_model
from core.layers.batch_norm import BatchNormSpec
from tests.support.onnx_graphs import softmax
from tests.support.torch_models import FILES, stored_model

LENET = ["conv2d", "relu", "max_pool2d"] * 2 + ["flatten"] + ["dense", "relu"] * 2
ONNX_FILES = [name for names in FILES.values() for name in names if name.endswith(".onnx")]


def kinds(model):
    return [layer.KIND for layer in model.experiment.network.layers]


def furthest(model, stored):
    ours = trained_model(model.experiment, model.values, 0).says(stored.images)
    return np.abs(ours - softmax(stored.scores)).max()


@pytest.fixture(scope="module")
def lenet():
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    return import_model(stored_model("lenet_exported.onnx").path)


@pytest.mark.parametrize("name", ONNX_FILES)
def test_that_a_model_of_pytorch_says_the_same(name):
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    stored = stored_model(name)
    assert furthest(import_model(stored.path), stored) <= 1e-5


def test_that_a_lenet_has_the_layers_it_was_made_of(lenet):
    assert kinds(lenet) == [*LENET, "dense", "softmax"]
    assert lenet.experiment.network.input_shape == (28, 28, 1)
    assert lenet.experiment.network.layers[0].padding == "same"
    assert lenet.remarks == ("a Softmax follows its scores, so that it gives probabilities",)
    assert lenet.parameter_count == 8386
    assert (lenet.run.step, lenet.run.epoch) == (0, 0)


def test_that_batch_normalisations_are_kept_where_pytorch_keeps_them():
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    kept, folded = (
        import_model(stored_model(f"norms_{name}.onnx").path) for name in ("traced", "folded")
    )
    assert [kinds(model).count("batch_norm") for model in (kept, folded)] == [3, 1]
    norms = [one for one in kept.experiment.network.layers if isinstance(one, BatchNormSpec)]
    assert {(norm.epsilon, norm.momentum, norm.frozen) for norm in norms} == {
        (1e-5, 0.9, False)
    }
    assert any("scales the pixels" in remark for remark in kept.remarks)


def test_that_weights_of_pytorch_are_those_of_a_recipe(lenet):
    stored = stored_model("lenet.safetensors")
    weights = import_model(stored.path, lenet.experiment)
    assert furthest(weights, stored) <= 1e-5
    for path, array in lenet.values.items():
        assert np.array_equal(weights.values[path], array), path


def test_that_weights_without_a_recipe_ask_for_one():
    path = stored_model("lenet.safetensors").path
    with pytest.raises(LoadError, match="say with --experiment FILE"):
        import_model(path)


def test_that_weights_of_another_network_are_refused_by_layer(lenet):
    experiment = lenet.experiment
    layers = list(experiment.network.layers)
    layers[3] = type(layers[3])(filters=9, kernel_size=(5, 5))
    other = experiment.replace(network=type(experiment.network)((28, 28, 1), tuple(layers)))
    with pytest.raises(LoadError, match=re.escape("layer 3 (conv2d) of the experiment")):
        import_model(stored_model("lenet.safetensors").path, other)
    with pytest.raises(LoadError, match=re.escape("layer 3 (conv2d) is not layer 3 (conv2d)")):
        import_model(stored_model("lenet_exported.onnx").path, other)


def test_that_layers_are_known_however_an_exporter_spells_them():
    pytest.importorskip("onnx", reason="needs the extra “onnx”")
    for name in FILES["variety"]:
        found = kinds(import_model(stored_model(name).path))
        # a batch normalisation may have become part of the convolution before it
        assert [kind for kind in found if kind != "batch_norm"] == [
            "conv2d", "exact_gelu", "max_pool2d", "conv2d", "gelu", "conv2d", "elu",
            "global_average_pool2d", "layer_norm", "dense", "elu", "dense", "softmax",
        ], name  # fmt: skip
