"""The same network however it is written: read with the same numbers, or refused by name."""

import numpy as np
import pytest

from core.errors import LoadError
from core.importing.model_import import import_model
from tests.support.onnx_graphs import said_by_us, softmax
from tests.support.onnx_variants import drawn_variant
from tests.support.quick_sample import quick_sample

pytest.importorskip("onnx", reason="needs the extra “onnx”")
pytest.importorskip("onnxruntime", reason="needs the extra “onnx”")
DRAWN = range(600)
COUNT = 5


def said_by_theirs(path, x):
    """Return what onnxruntime says, as probabilities, and the shape of its input."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return session.run(["y"], {"x": x})[0]


def probabilities(content, y):
    """Return what a network gives as probabilities, whatever it ends in."""
    if b"LogSoftmax" in content:
        return np.exp(y.astype(np.float64))
    return y if b"Softmax" in content else softmax(y)


def input_of(content):
    import onnx

    about = onnx.load_model_from_string(content).graph.input[0].type.tensor_type
    rng = np.random.default_rng(4)
    pixels = rng.integers(0, 256, (COUNT, *(side.dim_value for side in about.shape.dim[1:])))
    if about.elem_type == onnx.TensorProto.UINT8:
        return pixels.astype(np.uint8), pixels / 255
    return (pixels / 255).astype(np.float32), pixels / 255


def check(variant, folder):
    path = folder / "model.onnx"
    path.write_bytes(variant.content)
    (folder / "weights.bin").write_bytes(variant.beside)
    if variant.refused:
        with pytest.raises(LoadError) as refusal:
            import_model(path)
        assert variant.refused in str(refusal.value), variant.says
        return
    given, pixels = input_of(variant.content)
    theirs = probabilities(variant.content, said_by_theirs(path, given))
    try:
        model = import_model(path)
    except LoadError as error:
        raise AssertionError(f"{error}; {variant.says}") from error
    shape = model.experiment.network.input_shape
    if pixels.ndim == 4 and shape != pixels.shape[1:]:
        pixels = pixels.transpose(0, 2, 3, 1)
    ours = said_by_us(model, pixels.reshape(COUNT, *shape))
    assert np.abs(ours - theirs).max() <= 1e-5, variant.says


@pytest.mark.parametrize("seed", quick_sample(DRAWN, 30))
def test_that_a_network_written_in_any_way_says_the_same_or_is_refused_by_name(seed, tmp_path):
    check(drawn_variant(seed), tmp_path)


def test_that_the_draws_hold_every_way():
    variants = [drawn_variant(seed) for seed in DRAWN[:300]]
    assert 20 <= sum(bool(variant.refused) for variant in variants) <= 120
    said = " ".join(variant.says for variant in variants)
    for word in ("opset 9", "opset 22", "Pad", "SAME_LOWER", "without_colour", "whole_pixels",
                 "gelu_spelled", "layer_norm", "computed_shape", "turned MatMul"):  # fmt: skip
        assert word in said
    assert {one.refused for one in variants} >= {"dilations", "in groups", "count_include_pad"}
