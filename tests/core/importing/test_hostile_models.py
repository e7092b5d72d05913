"""Models that want more than to be read: nothing but one sentence comes of them."""

import os
import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from core.errors import LoadError
from core.exporting.catalog import EXPORTERS
from core.importing.model_import import import_model
from core.importing.tensor_numbers import MOST_NUMBERS
from core.importing.wire_size import MOST_FIELDS, MOST_STRUCTURE, check_structure
from tests.support.data_mutations import mutated
from tests.support.exported_models import model_with
from tests.support.onnx_graphs import graph_bytes, imported
from tests.support.sample_and_whole import sample_and_whole
from tests.support.torch_models import FILES, stored_model

onnx = pytest.importorskip("onnx", reason="needs the extra “onnx”")
DENSE = [("Flatten", ["x"], "f", {}), ("MatMul", ["f", "w"], "y", {})]
W = np.arange(12, dtype=np.float32).reshape(4, 3)


def refused(folder, content):
    with pytest.raises(LoadError) as error:
        imported(folder, content)
    assert len(str(error.value)) <= 300
    return str(error.value)


def dense_model():
    return onnx.load_model_from_string(graph_bytes(DENSE, {"w": W}, (4,)))


def elsewhere(**about):
    """Return a model with its one weight in another file."""
    proto = dense_model()
    (weight,) = proto.graph.initializer
    weight.ClearField("raw_data")
    weight.data_location = onnx.TensorProto.EXTERNAL
    for key, value in about.items():
        weight.external_data.add(key=key, value=value)
    return proto.SerializeToString()


def test_that_weights_beside_a_model_are_read(tmp_path):
    (tmp_path / "w.data").write_bytes(b"....." + W.tobytes() + b"..")
    model = imported(tmp_path, elsewhere(location="w.data", offset="5", length="48"))
    (weight,) = (array for path, array in model.values.items() if path.endswith("weight"))
    assert np.array_equal(weight, W)


@pytest.mark.parametrize(
    "location",
    ["../w.data", "/etc/passwd", "sub/w.data", "..", "", "a\0b", "C:w.data", "\\\\host\\w"],
)
def test_that_weights_in_other_folders_are_refused(location, tmp_path):
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "w.data").write_bytes(W.tobytes())
    assert "beside the model only" in refused(folder, elsewhere(location=location))


def test_that_a_link_beside_a_model_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(W.tobytes())
    os.symlink(tmp_path / "secret", tmp_path / "w.data")
    assert "no ordinary file" in refused(tmp_path, elsewhere(location="w.data"))
    os.mkfifo(tmp_path / "pipe")
    assert "no ordinary file" in refused(tmp_path, elsewhere(location="pipe"))
    assert "which is missing" in refused(tmp_path, elsewhere(location="gone"))


@pytest.mark.parametrize("about", [{"offset": "1"}, {"length": "47"}, {"length": "4700000000"},
                                   {"offset": "99999999999"}])  # fmt: skip
def test_that_weights_that_end_early_are_refused(about, tmp_path):
    (tmp_path / "w.data").write_bytes(W.tobytes())
    assert "does not fit into" in refused(tmp_path, elsewhere(location="w.data", **about))


def field(number, content):
    size, length = len(content), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


NODES = field(7, bytes([1 << 3 | 2, 0]) * 1_000_000)
BOMBS = {
    "empty operators": NODES,
    "empty operators by twos": field(7, field(1, b"\x0a\x00" * 1_500_000)),
    "empty attributes": field(7, field(1, bytes([5 << 3 | 2, 0]) * 1_000_000)),
    "what is not looked into": field(14, b"\x0a\x00" * 1_500_000),
    "whole numbers of one byte": field(7, field(5, field(7, b"\1" * 3_000_000))),
    "numbers one by one": field(7, field(5, b"\x25\0\0\0\0" * 400_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_that_a_small_file_that_becomes_a_large_model_is_never_parsed(name, tmp_path):
    with pytest.raises(LoadError, match="expected at most"):
        check_structure(BOMBS[name])
    assert "expected at most" in refused(tmp_path, BOMBS[name])


def test_that_graphs_within_graphs_end_somewhere(tmp_path):
    content = b""
    for _ in range(200):
        content = field(7, field(1, field(5, field(6, content))))
    refused(tmp_path, content)


def test_that_weights_do_not_count_as_structure():
    content = graph_bytes(DENSE, {"w": np.zeros((1000, 600), np.float32)}, (1000,))
    assert len(content) > MOST_STRUCTURE > MOST_FIELDS
    check_structure(content)


def test_that_a_weight_that_claims_more_than_it_has_takes_no_memory(tmp_path):
    for dims in ([MOST_NUMBERS, 1], [MOST_NUMBERS, 2], [-4, 3], [1] * 9, [2**62, 8]):
        proto = dense_model()
        proto.graph.initializer[0].dims[:] = dims
        refused(tmp_path, proto.SerializeToString())
        weight = proto.graph.initializer[0]
        weight.ClearField("raw_data")
        weight.float_data.extend([1.0] * 11)
        refused(tmp_path, proto.SerializeToString())


def test_that_an_axis_that_claims_to_be_long_takes_no_memory(tmp_path):
    mean = [("ReduceMean", ["x"], "m", {"axes": [-1]}), ("Sub", ["x", "m"], "y", {})]
    refused(tmp_path, graph_bytes(mean, {}, (2**42,)))


def test_that_a_long_row_of_formulas_ends(tmp_path):
    names = ["x", *(f"t{at}" for at in range(1_500)), "y"]
    nodes = [("Mul", [a, "k"], b, {}) for a, b in pairwise(names)]
    assert "no layer with weights" in refused(tmp_path, graph_bytes(nodes, {"k": 1.0}, (4,)))


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"x" * 100, b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", b"{}" * 50,
     struct.pack("<Q", 2) + b"{}x", struct.pack("<Q", 10**9) + b"{" * 100,
     struct.pack("<Q", 100) + b"{" * 100, struct.pack("<Q", 6) + b'{"a":1'],
)  # fmt: skip
def test_that_what_is_no_model_is_refused(content, tmp_path):
    refused(tmp_path, content)


def safetensors_header(**changed):
    entry = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]} | changed
    text = repr({"0.dense.weight": entry}).replace("'", '"').encode()
    return struct.pack("<Q", len(text)) + text + bytes(16)


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"dtype": "F8"}, "type"), ({"shape": [2, -2]}, "shape"), ({"shape": [2, 3]}, "16 bytes"),
     ({"data_offsets": [0, 17]}, "outside the file"), ({"data_offsets": [4, 16]}, "outside"),
     ({"data_offsets": [16, 0]}, "outside"), ({"data_offsets": "no"}, "no place"),
     ({"shape": [2, 2, 0], "data_offsets": [0, 0]}, "do not fill")],
)  # fmt: skip
def test_that_safetensors_are_where_their_header_says(changed, says, tmp_path):
    assert says in refused(tmp_path, safetensors_header(**changed))


MODELS = [*(name for names in FILES.values() for name in names), "own onnx", "own safetensors"]


def whole_model(name):
    """Return the bytes of a small model."""
    if not name.startswith("own"):
        return stored_model(name).path.read_bytes()
    exporter = EXPORTERS[name.removeprefix("own ")]
    return next(iter(exporter.files(model_with("batch_norm on maps"), Path("m")).values()))


@pytest.mark.timeout(900)
@sample_and_whole(200, 10_000)
@pytest.mark.parametrize("name", MODELS)
def test_that_damaged_models_are_refused_or_read(name, count, tmp_path):
    path = tmp_path / "model"
    for damaged in mutated(whole_model(name), count, seed=14):
        path.write_bytes(damaged)
        try:
            model = import_model(path)
        except LoadError:
            continue
        assert model.experiment.network.outline()
