"""ONNX graphs whose numbers are kept in ways drawn at random."""

from __future__ import annotations

import numpy as np

_F32 = np.float32


class OnnxWriter:
    """Adds nodes and weights, each in one of the ways there are."""

    def __init__(self, seed, dims):
        import onnx

        self.onnx = onnx
        self.rng = np.random.default_rng([seed, 9])
        self.opset = int(self.rng.integers(9, 23))
        self.nodes, self.arrays, self.given, self.ways = [], [], [], []
        self.beside = b""
        self.refused = ""
        self.x, self.dims, self.is_last = "x", dims, False

    def choose(self, *ways):
        way = ways[self.rng.integers(len(ways))]
        self.ways.append(way.__name__)
        way()

    def maybe(self, share=0.5):
        return self.rng.random() < share

    def node(self, operator, *inputs, outputs=1, **attributes):
        names = [f"{operator}_{len(self.nodes)}"] + ["" for _ in range(outputs - 1)]
        self.nodes.append(
            self.onnx.helper.make_node(
                operator, list(inputs), names, name=f"/{names[0]}", **attributes
            )
        )
        return names[0]

    def then(self, operator, *others, **attributes):
        self.x = self.node(operator, self.x, *others, **attributes)

    def constant(self, value, dtype=_F32):
        """Return the name of numbers that are kept in one of the ways there are."""
        name = f"w{len(self.arrays) + len(self.nodes)}"
        array = np.asarray(value).astype(dtype)
        helper, numbers = self.onnx.helper, self.onnx.numpy_helper
        tensor = numbers.from_array(array, name)
        way = self.rng.integers(6)
        if way == 0:
            self.nodes.append(helper.make_node("Constant", [], [name], value=tensor))
            return name
        if way == 1 and array.dtype == _F32 and array.ndim:  # half as long, and cast
            half = numbers.from_array(array.astype(np.float16), f"{name}_half")
            self.arrays.append(half)
            return self.node("Cast", f"{name}_half", to=self.onnx.TensorProto.FLOAT)
        if way == 2 and array.dtype == _F32:
            tensor = helper.make_tensor(
                name, self.onnx.TensorProto.FLOAT, array.shape, array.reshape(-1).tolist()
            )
        if way == 3 and array.size > 4 and array.dtype == _F32:
            tensor.ClearField("raw_data")
            tensor.data_location = self.onnx.TensorProto.EXTERNAL
            for key, what in (("location", "weights.bin"), ("offset", len(self.beside)),
                              ("length", array.nbytes)):  # fmt: skip
                tensor.external_data.add(key=key, value=str(what))
            self.beside += array.tobytes()
        if way == 4:  # as older files have all of them
            element = tensor.data_type
            self.given.append(helper.make_tensor_value_info(name, element, array.shape))
        self.arrays.append(tensor)
        return name

    def whole(self, *numbers):
        return self.constant(np.array(numbers), np.int64)

    def per_channel(self, low, high):
        count = self.dims[-1] if self.is_last else self.dims[0]
        return self.rng.uniform(low, high, count)

    def beside_maps(self, numbers):
        """Return numbers of channels in a shape that meets the maps, or the row."""
        if len(self.dims) == 1 or self.is_last:
            return self.constant(numbers)
        shape = (-1, 1, 1) if self.maybe() else (1, -1, 1, 1)
        return self.constant(numbers.reshape(shape))

    def axes(self, operator, *axes):
        if self.opset < 13:
            self.then(operator, axes=list(axes))
        else:
            self.then(operator, self.whole(*axes))

    def bytes_of(self, dims, kind):
        helper, kinds = self.onnx.helper, self.onnx.TensorProto
        element = getattr(kinds, kind)
        self.nodes.append(helper.make_node("Identity", [self.x], ["y"]))
        graph = helper.make_graph(
            self.nodes, "drawn",
            [helper.make_tensor_value_info("x", element, ["N", *dims]), *self.given],
            [helper.make_tensor_value_info("y", kinds.FLOAT, None)],
            self.arrays,
        )  # fmt: skip
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=8
        )
        return model.SerializeToString()
