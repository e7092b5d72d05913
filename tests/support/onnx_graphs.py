"""Small ONNX graphs written by hand, and what onnxruntime says of them."""

from __future__ import annotations

import numpy as np

from core.exporting.trained_model import trained_model
from core.importing.model_import import import_model


def graph_bytes(nodes, constants, shape, *, output="y", opset=17, about=None, kind="FLOAT"):
    """Return a model of `nodes` as bytes.

    Parameters
    ----------
    nodes : list of (str, list of str, str, dict)
        Operator, inputs, output and attributes; the input of the graph is ``x``.
    constants : mapping of str to array_like
    shape : tuple of int
        Of the input, without the axis of the samples.
    """
    import onnx

    helper, numbers = onnx.helper, onnx.numpy_helper
    arrays = [
        numbers.from_array(np.asarray(value, None if np.asarray(value).dtype.kind == "i" else
                                      np.float32), name)
        for name, value in constants.items()
    ]  # fmt: skip
    made = [
        helper.make_node(operator, given, [to] if isinstance(to, str) else to, **settings)
        for operator, given, to, settings in nodes
    ]
    element = getattr(onnx.TensorProto, kind)
    graph = helper.make_graph(
        made,
        "hand",
        [helper.make_tensor_value_info("x", element, ["N", *shape])],
        [helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None)],
        arrays,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8
    )
    helper.set_model_props(model, about or {})
    return model.SerializeToString()


def said_by_onnxruntime(content, x):
    """Return what a model gives for `x`."""
    import onnxruntime

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: x})[0]


def imported(folder, content, experiment=None):
    """Return an `ImportedModel` of bytes."""
    path = folder / "model"
    path.write_bytes(content)
    return import_model(path, experiment)


def said_by_us(model, x):
    """Return what an imported network gives for numbers from 0 to 1, channels last."""
    network = trained_model(model.experiment, model.values, 0).network
    return network.forward(x.astype(np.float32), training=False)


def softmax(scores):
    """Return probabilities, in double precision."""
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
