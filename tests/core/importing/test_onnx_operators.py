"""Graphs written by hand: what each operator becomes, judged by onnxruntime."""

import numpy as np
import pytest

from tests.support.onnx_graphs import (
    graph_bytes,
    imported,
    said_by_onnxruntime,
    said_by_us,
    softmax,
)
from tests.support.onnx_hand_graphs import (
    AROUND,
    RNG,
    W,
    on_maps,
    on_rows,
    same_channels,
)

pytest.importorskip("onnx", reason="needs the extra “onnx”")

ON_MAPS = {
    "relu": on_maps(("Relu", ["c"], "d", {})),
    "elu": on_maps(("Elu", ["c"], "d", {"alpha": 0.7})),
    "leaky": on_maps(("LeakyRelu", ["c"], "d", {})),
    "a bias of its own": on_maps(("Add", ["c", "k"], "d", {}), k=RNG.random((4, 1, 1))),
    "scaled after": on_maps(("Mul", ["k", "c"], "d", {}), k=RNG.random((1, 4, 1, 1))),
    "turned round": on_maps(("Sub", ["k", "c"], "d", {}), k=2.0),
    "divided late": on_maps(
        ("Tanh", ["c"], "t", {}), ("Div", ["t", "k"], "d", {}), k=RNG.uniform(1, 2, (4, 1, 1))
    ),
    "silenced": on_maps(
        ("Relu", ["c"], "t", {}), ("Mul", ["t", "k"], "d", {}),
        k=np.array([1, 0, 1, 0.0]).reshape(4, 1, 1),
    ),
    "norm": on_maps(
        ("BatchNormalization", ["c", "n0", "n1", "n2", "n3"], "d", {"epsilon": 0.01}),
        **same_channels("n"),
    ),
    "pool": on_maps(("MaxPool", ["c"], "d", {"kernel_shape": [2, 2], "strides": [2, 2]}),
                    rows=64),
    "pool to the end": on_maps(
        ("MaxPool", ["c"], "d", {"kernel_shape": [3, 3], "strides": [3, 3],
                                 "auto_pad": "SAME_LOWER"}), rows=36,
    ),
    "mean": on_maps(
        ("AveragePool", ["c"], "d", {"kernel_shape": [3, 2], "strides": [2, 2],
                                     "pads": [1, 0, 1, 0]}), rows=64,
    ),
    "ceil that does nothing": on_maps(
        ("MaxPool", ["c"], "d", {"kernel_shape": [2, 2], "strides": [2, 2], "ceil_mode": 1}),
        rows=64,
    ),
    "global mean": on_maps(("GlobalAveragePool", ["c"], "d", {}), rows=4),
    "mean over places": on_maps(("ReduceMean", ["c"], "d", {"axes": [2, 3], "keepdims": 0}),
                                rows=4),
    "mean and squeeze": on_maps(
        ("GlobalAveragePool", ["c"], "t", {}), ("Squeeze", ["t", "k"], "d", {}), rows=4,
        k=np.array([2, 3]),
    ),
    "up to the edge": on_maps(
        ("MaxPool", ["c"], "d", {"kernel_shape": [3, 3], "strides": [2, 2], "ceil_mode": 1}),
        rows=64,
    ),
    "largest of all": on_maps(
        ("GlobalMaxPool", ["c"], "t", {}), ("Flatten", ["t"], "d", {}), rows=4,
    ),
    "cells of its own": on_maps(
        ("Pad", ["c", "k"], "p", {}), ("Conv", ["p", "v"], "d", {"pads": [0, 1, 0, 0]}),
        k=AROUND, v=RNG.standard_normal((2, 4, 3, 3)), rows=2 * 8 * 9,
    ),
    "cells that never win": on_maps(
        ("Relu", ["c"], "r", {}), ("Pad", ["r", "k"], "p", {}),
        ("MaxPool", ["p"], "d", {"kernel_shape": [2, 2], "strides": [2, 2]}), rows=100,
        k=AROUND,
    ),
    "one cell": on_maps(
        ("GlobalAveragePool", ["c"], "t", {}), ("Conv", ["t", "v", "k"], "u", {}),
        ("Relu", ["u"], "d", {}), v=RNG.standard_normal((5, 4, 1, 1)), k=RNG.random(5), rows=5,
    ),
    "twice leaky": on_maps(("Relu", ["c"], "t", {}), ("Add", ["c", "t"], "d", {})),
    "selu": on_maps(("Selu", ["c"], "d", {})),
    "never below": on_maps(("Clip", ["c", "low"], "d", {}), low=0.0),
    "dropped": on_maps(("Dropout", ["c"], "t", {}), ("Identity", ["t"], "d", {})),
    "same": on_maps(
        ("Conv", ["c", "v", "k"], "d", {"auto_pad": "SAME_UPPER", "strides": [2, 3]}),
        v=RNG.standard_normal((3, 4, 3, 2)), k=RNG.standard_normal(3), rows=36,
    ),
    "channels last for a while": on_maps(
        ("Transpose", ["c"], "t", {"perm": [0, 2, 3, 1]}),
        ("LayerNormalization", ["t", "n0", "n1"], "l", {}),
        ("Transpose", ["l"], "d", {"perm": [0, 3, 1, 2]}), **same_channels("n"),
    ),
    "laid out by a shape": on_maps(
        ("Shape", ["c"], "s", {}), ("Gather", ["s", "zero"], "n", {}),
        ("Unsqueeze", ["n", "axis"], "u", {}), ("Concat", ["u", "rest"], "to", {"axis": 0}),
        ("Reshape", ["c", "to"], "d", {}), zero=np.array(0), axis=np.array([0]),
        rest=np.array([-1]),
    ),
}  # fmt: skip
ON_ROWS = {
    "tanh": on_rows(("Tanh", ["c"], "d", {})),
    "sigmoid": on_rows(("Sigmoid", ["c"], "d", {})),
    "layer norm": on_rows(("LayerNormalization", ["c", "g", "h"], "d", {"epsilon": 1e-3}),
                          g=RNG.random(6), h=RNG.random(6)),
    "gelu": on_rows(("Div", ["c", "root"], "u", {}), ("Erf", ["u"], "e", {}),
                    ("Add", ["e", "one"], "f", {}), ("Mul", ["c", "f"], "g", {}),
                    ("Mul", ["g", "half"], "d", {}), root=np.sqrt(2), one=1.0, half=0.5),
    "scaled after a norm": on_rows(
        ("LayerNormalization", ["c", "g", "h"], "n", {}), ("Mul", ["n", "g"], "d", {}),
        g=RNG.random(6), h=RNG.random(6)),
    "scaled": on_rows(("Mul", ["c", "g"], "d", {}), g=RNG.random(6)),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_MAPS)
def test_that_maps_are_read_as_onnxruntime_reads_them(name, tmp_path):
    content = ON_MAPS[name]
    x = RNG.random((7, 2, 8, 8), np.float32)
    model = imported(tmp_path, content)
    ours = said_by_us(model, x.transpose(0, 2, 3, 1))
    assert np.abs(ours - softmax(said_by_onnxruntime(content, x))).max() <= 1e-5


@pytest.mark.parametrize("name", ON_ROWS)
def test_that_rows_are_read_as_onnxruntime_reads_them(name, tmp_path):
    content = ON_ROWS[name]
    x = RNG.random((7, 5), np.float32)
    ours = said_by_us(imported(tmp_path, content), x)
    assert np.abs(ours - softmax(said_by_onnxruntime(content, x))).max() <= 1e-5


#: What stands between the last weights and what is given, and whether that is scores.
ENDS = {
    "sums": ((), True),
    "ReLU": (("Relu",), False),
    "sigmoid": (("Sigmoid",), False),
    "dropped": (("Dropout",), True),
    "ReLU, dropped": (("Relu", "Dropout"), False),
    "probabilities": (("Softmax",), False),
}


@pytest.mark.parametrize(
    ("name", "laid_out"),
    [(name, laid_out) for name in ENDS for laid_out in ("first", "last")][:-1],
)  # of maps there is no softmax
def test_that_only_sums_are_taken_for_scores(name, laid_out, tmp_path):
    operators, are_scores = ENDS[name]
    chain = ["Flatten", *operators] if laid_out == "first" else [*operators, "Flatten"]
    names = ["c", *(f"n{at}" for at in range(len(chain) - 1)), "y"]
    nodes = [(kind, [a], b, {}) for kind, a, b in zip(chain, names, names[1:], strict=False)]
    content = graph_bytes([("Conv", ["x", "w"], "c", {}), *nodes], {"w": W}, (2, 3, 3))
    x = RNG.random((5, 2, 3, 3), np.float32)
    model = imported(tmp_path, content)
    given = said_by_onnxruntime(content, x)
    expected = softmax(given) if are_scores else given
    assert np.abs(said_by_us(model, x.transpose(0, 2, 3, 1)) - expected).max() <= 1e-5
    assert ("a Softmax follows" in "".join(model.remarks)) == are_scores


LAST = (("Flatten", ["z"], "f", {}), ("MatMul", ["f", "h"], "y", {}))
#: Scale of the pixels in the file's network, and operators from x to z.
BEFORE = {
    "nothing": (1, [("Identity", ["x"], "z", {})], {}),
    "pixels to 1": (255, [("Div", ["x", "k"], "z", {})], {"k": 255.0}),
    "pixels around 0": (255, [("Sub", ["x", "k"], "a", {}), ("Div", ["a", "k"], "z", {})],
                        {"k": 127.5}),
    "mean and spread": (1, [("Sub", ["x", "k"], "a", {}), ("Div", ["a", "s"], "z", {})],
                        {"k": np.array([0.4, 0.5]).reshape(2, 1, 1),
                         "s": np.array([0.2, 0.3]).reshape(1, 2, 1, 1)}),
    "means of pixels": (255, [("Sub", ["x", "k"], "z", {})],
                        {"k": np.array([103.9, 116.8]).reshape(2, 1, 1)}),
}  # fmt: skip


@pytest.mark.parametrize("padded", [False, True])
@pytest.mark.parametrize("name", BEFORE)
def test_that_what_is_done_to_pixels_first_is_part_of_the_network(name, padded, tmp_path):
    scale, before, constants = BEFORE[name]
    pads = [1, 1, 1, 1] if padded else [0, 0, 0, 0]
    rows = 144 if padded else 64
    content = graph_bytes(
        [*before, ("Conv", ["z", "w"], "c", {"pads": pads}), ("Flatten", ["c"], "f", {}),
         ("MatMul", ["f", "h"], "y", {})],
        {**constants, "w": W / scale, "h": RNG.standard_normal((rows, 3)) * 0.1}, (2, 6, 6),
    )  # fmt: skip
    x = RNG.integers(0, 256, (5, 2, 6, 6)).astype(np.float32) / 255
    model = imported(tmp_path, content)
    ours = said_by_us(model, x.transpose(0, 2, 3, 1))
    theirs = softmax(said_by_onnxruntime(content, x * np.float32(scale)))
    assert np.abs(ours - theirs).max() <= 1e-5
    kinds = [layer.KIND for layer in model.experiment.network.layers]
    is_plain = name in ("nothing", "pixels to 1") or not padded
    assert (kinds[0] == "conv2d") == is_plain
    assert ("scales" in "".join(model.remarks)) == (name not in ("nothing", "pixels to 1"))


def test_that_images_with_channels_last_are_known_by_their_first_transpose(tmp_path):
    content = graph_bytes(
        [("Transpose", ["x"], "z", {"perm": [0, 3, 1, 2]}),
         ("Conv", ["z", "w"], "c", {}), ("Flatten", ["c"], "f", {}),
         ("MatMul", ["f", "h"], "s", {}), ("LogSoftmax", ["s"], "y", {"axis": 1})],
        {"w": W, "h": RNG.standard_normal((64, 3))}, (6, 6, 2),
    )  # fmt: skip
    x = RNG.random((5, 6, 6, 2), np.float32)
    model = imported(tmp_path, content)
    assert model.experiment.network.input_shape == (6, 6, 2)
    assert model.remarks == ("it gives probabilities now instead of their logarithms",)
    theirs = np.exp(said_by_onnxruntime(content, x))
    assert np.abs(said_by_us(model, x) - theirs).max() <= 1e-5


@pytest.mark.parametrize("shape", [(784,), (28, 28), (1, 28, 28), (28, 28, 1)])
def test_that_a_grey_image_is_one_in_any_shape(shape, tmp_path):
    content = graph_bytes(
        [("Reshape", ["x", "to"], "z", {}), ("MatMul", ["z", "h"], "y", {})],
        {"to": np.array([-1, 784]), "h": RNG.standard_normal((784, 3)) * 0.05}, shape,
    )  # fmt: skip
    x = RNG.random((5, *shape), np.float32)
    network = (model := imported(tmp_path, content)).experiment.network
    assert network.input_shape == ((784,) if shape == (784,) else (28, 28, 1))
    ours = said_by_us(model, x.reshape(5, *network.input_shape))
    assert np.abs(ours - softmax(said_by_onnxruntime(content, x))).max() <= 1e-5


def test_that_rows_become_images_for_a_convolution(tmp_path):
    content = graph_bytes(
        [("Reshape", ["x", "to"], "z", {}), ("Conv", ["z", "w"], "c", {}),
         ("Flatten", ["c"], "f", {}), ("MatMul", ["f", "h"], "y", {})],
        {"to": np.array([-1, 1, 6, 6]), "w": W[:, :1], "h": RNG.standard_normal((64, 3)) * 0.1},
        (36,),
    )  # fmt: skip
    x = RNG.random((5, 36), np.float32)
    model = imported(tmp_path, content)
    assert model.experiment.network.input_shape == (6, 6, 1)
    theirs = softmax(said_by_onnxruntime(content, x))
    assert np.abs(said_by_us(model, x.reshape(5, 6, 6, 1)) - theirs).max() <= 1e-5
