"""Graphs written by hand that hold what we do not have: refused by its name."""

import numpy as np
import pytest

from core.errors import LoadError
from tests.support.onnx_graphs import graph_bytes, imported
from tests.support.onnx_hand_graphs import AROUND, RNG, W, on_maps, on_rows, same_channels

pytest.importorskip("onnx", reason="needs the extra “onnx”")

REFUSED = {
    "Resize is not a layer that Glassbox has": on_maps(("Resize", ["c"], "d", {})),
    "Conv with dilations is not a layer": on_maps(
        ("Conv", ["c", "v"], "d", {"dilations": [2, 2]}), v=RNG.random((4, 4, 3, 3))),
    "Conv in groups is not a layer": on_maps(
        ("Conv", ["c", "v"], "d", {"group": 4}), v=RNG.random((4, 1, 3, 3))),
    "the network has branches: Add reads": on_maps(
        ("Sigmoid", ["c"], "t", {}), ("Add", ["c", "t"], "d", {})),
    "the network has branches: Mul reads": on_maps(("Mul", ["c", "x"], "d", {})),
    "Clip from 0 to 6 is not a layer": on_maps(
        ("Clip", ["c", "low", "high"], "d", {}), low=0.0, high=6.0),
    "Clip from −1 to anything": on_maps(("Clip", ["c", "low"], "d", {}), low=-1.0),
    "PRelu is not a layer": on_maps(("PRelu", ["c", "k"], "d", {}), k=RNG.random((4, 1, 1))),
    "HardSwish is not a layer that Glassbox has": on_maps(("HardSwish", ["c"], "d", {})),
    "the network has branches: Mul reads the": on_maps(
        ("Sigmoid", ["c"], "t", {}), ("Mul", ["c", "t"], "d", {})),
    "ceil_mode, whose last window stands beyond": on_maps(
        ("MaxPool", ["c"], "d", {"kernel_shape": [1, 1], "strides": [2, 2], "ceil_mode": 1})),
    "Pad by reflect is not a layer": on_maps(
        ("Pad", ["c", "k"], "d", {"mode": "reflect"}), k=AROUND),
    "Pad with other numbers than 0": on_maps(
        ("Pad", ["c", "k", "one"], "p", {}), ("Conv", ["p", "v"], "d", {}), k=AROUND, one=1.0,
        v=RNG.random((4, 4, 3, 3))),
    "Pad before AveragePool, which counts": on_maps(
        ("Pad", ["c", "k"], "p", {}), ("AveragePool", ["p"], "d", {"kernel_shape": [2, 2]}),
        k=AROUND),
    "Pad before MaxPool, which counts": on_maps(
        ("Pad", ["c", "k"], "p", {}), ("MaxPool", ["p"], "d", {"kernel_shape": [2, 2]}),
        k=AROUND),
    "Pad before Sigmoid is not": on_maps(
        ("Pad", ["c", "k"], "p", {}), ("Sigmoid", ["p"], "d", {}), k=AROUND),
    "Pad of anything but the edges": on_maps(
        ("Pad", ["c", "k"], "d", {}), k=np.array([0, 1, 0, 0, 0, 0, 0, 0])),
    "BatchNormalization that is still in training": on_maps(
        ("BatchNormalization", ["c", "n0", "n1", "n2", "n3"], "d", {"training_mode": 1}),
        **same_channels("n")),
    "Dropout that drops numbers in use": on_maps(
        ("Dropout", ["c", "k", "yes"], "d", {}), k=0.5, yes=np.array(1)),
    "dense: units must be a whole number from 1 to 16,384, received 16385": on_rows(
        ("MatMul", ["c", "wide"], "d", {}), wide=np.zeros((6, 16_385)), head=np.zeros((2, 3))),
    "(count_include_pad) is not a layer": on_maps(
        ("AveragePool", ["c"], "d",
         {"kernel_shape": [2, 2], "pads": [1, 1, 1, 1], "count_include_pad": 1})),
    "MaxPool with more than one output": on_maps(
        ("MaxPool", ["c"], ["d", "i"], {"kernel_shape": [2, 2], "strides": [2, 2]})),
    "Mul with numbers of shape (8, 8) is not a layer": on_maps(
        ("Mul", ["c", "k"], "d", {}), k=RNG.random((8, 8))),
    "Softmax over maps is not a layer": on_maps(("Softmax", ["c"], "d", {"axis": 1})),
    "Transpose to the axes (0, 1, 3, 2)": on_maps(
        ("Transpose", ["c"], "d", {"perm": [0, 1, 3, 2]})),
    "ReduceMean over other axes": on_rows(
        ("ReduceMean", ["c"], "m", {"axes": [-1]}), ("Sub", ["c", "m"], "u", {}),
        ("Mul", ["u", "u"], "s", {}), ("ReduceMean", ["s"], "v", {"axes": [-1]}),
        ("Sqrt", ["v"], "r", {}), ("Add", ["r", "k"], "q", {}), ("Div", ["u", "q"], "d", {}),
        k=1e-3),
    "Div of a number by the sample": on_maps(("Div", ["k", "c"], "d", {}), k=1.0),
    "Div by 0 is not possible": on_maps(("Div", ["c", "k"], "d", {}), k=0.0),
    "that Expand computes from stored ones": on_maps(
        ("Expand", ["k", "k"], "e", {}), ("Mul", ["c", "e"], "d", {}), k=np.array([4])),
    "LogSoftmax is possible at the end only": on_rows(
        ("LogSoftmax", ["c"], "t", {}), ("Relu", ["t"], "d", {})),
    "batch_norm: its gamma is infinite": on_maps(
        ("BatchNormalization", ["c", "k", "k", "k", "k"], "d", {}), k=np.full(4, np.nan)),
    "input 1 is no stored array": on_maps(("Conv", ["c"], "d", {})),
    "'nowhere', which nothing gives": on_maps(("Relu", ["nowhere"], "d", {})),
    "expected a weight of shape (256, 3), received (255, 3)": on_maps(
        ("Relu", ["c"], "d", {}), rows=255),
    "samples of a fixed size": graph_bytes(
        [("Relu", ["x"], "y", {})], {}, (2, "height", "width")),
    "there is no layer with weights": graph_bytes([("Relu", ["x"], "y", {})], {}, (4,)),
    "lays maps out, channels outermost": graph_bytes(
        [("Conv", ["x", "w"], "c", {}), ("Flatten", ["c"], "y", {})], {"w": W}, (2, 6, 6)),
}  # fmt: skip


@pytest.mark.parametrize("says", REFUSED)
def test_that_what_we_do_not_have_is_refused_by_name(says, tmp_path):
    with pytest.raises(LoadError) as refused:
        imported(tmp_path, REFUSED[says])
    assert says in str(refused.value)
    assert str(refused.value).startswith("model: ")


def test_that_operators_of_others_are_refused_by_name(tmp_path):
    content = on_maps(("Nothing", ["c"], "d", {"domain": "org.own"}))
    with pytest.raises(LoadError, match=r"Nothing of 'org\.own' is not a layer"):
        imported(tmp_path, content)
