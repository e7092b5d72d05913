"""What is in the files, and what is refused."""

import ast
import json
import re
import struct
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.experiment import experiment_from_json
from core.exporting.catalog import EXPORTERS, exporter_for
from core.exporting.export_error import ExportError
from core.exporting.format_names import SCRIPTS, SUFFIXES
from core.exporting.layers.catalog import LAYER_FORMS
from core.exporting.parity import parity
from core.layers.catalog import LAYER_KINDS
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.flatten import FlattenSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from tests.support.exported_models import images_for, model_of, model_with
from tests.support.layer_cases import LAYER_CASES
from tests.support.toy_kinds import GainSpec, toy_layer

SMALL = NetworkSpec(
    (5, 4, 2), (Conv2DSpec(3, (2, 3)), FlattenSpec(), DenseSpec(4), SoftmaxSpec())
)


def content_of(name, model=None):
    exporter = EXPORTERS[name]
    out = Path(f"m{exporter.SUFFIX}")
    return exporter.files(model or model_of(SMALL, 2), out)[out]


def test_that_every_kind_of_layer_has_forms():
    assert LAYER_FORMS.keys() == LAYER_KINDS.keys()


def test_that_the_command_line_names_all_formats():
    endings = [exporter.SUFFIX for exporter in EXPORTERS.values()]
    assert tuple(dict.fromkeys(endings)) == SUFFIXES
    unclear = [name for name, one in EXPORTERS.items() if endings.count(one.SUFFIX) > 1]
    assert tuple(unclear) == SCRIPTS


def test_that_numpy_opens_weights_and_recipe(tmp_path):
    model = model_of(SMALL, 2)
    path = tmp_path / "m.npz"
    path.write_bytes(content_of("npz", model))
    with np.load(path, allow_pickle=False) as archive:
        found = dict(archive)
    assert experiment_from_json(str(found.pop("experiment"))) == model.experiment
    assert {path: array.shape for path, array in found.items()} == {
        "0.conv2d.weight": (2, 3, 2, 3),
        "0.conv2d.bias": (3,),
        "2.dense.weight": (24, 4),
        "2.dense.bias": (4,),
    }
    assert all(np.array_equal(found[path], model.values[path]) for path in found)


def test_that_the_recipe_is_one_that_is_opened_again():
    model = model_of(SMALL, 2)
    assert experiment_from_json(content_of("json", model).decode()) == model.experiment


def test_that_safetensors_are_what_their_format_says():
    model = model_with("batch_norm on maps")
    content = content_of("safetensors", model)
    (length,) = struct.unpack("<Q", content[:8])
    header, numbers = json.loads(content[8 : 8 + length]), content[8 + length :]
    about = header.pop("__metadata__")
    assert length % 8 == 0
    assert experiment_from_json(about["experiment"]) == model.experiment
    assert "transpose(3, 2, 0, 1)" in about["layout"]
    end = 0
    for path, one in header.items():
        start, stop = one["data_offsets"]
        assert (one["dtype"], start) == ("F32", end)
        found = np.frombuffer(numbers[start:stop], "<f4").reshape(one["shape"])
        assert np.array_equal(found, model.values[path])
        end = stop
    assert end == len(numbers)
    assert header.keys() == model.values.keys()
    assert any("running_variance" in path for path in header)


def test_that_onnx_has_pixels_in_and_a_free_batch():
    onnx = pytest.importorskip("onnx", reason="needs the extra “onnx”")
    model = onnx.load_from_string(content_of("onnx"))
    onnx.checker.check_model(model, full_check=True)
    (given,), (says,) = model.graph.input, model.graph.output
    batch, *shape = given.type.tensor_type.shape.dim
    assert given.type.tensor_type.elem_type == onnx.TensorProto.UINT8
    assert (batch.dim_param, [side.dim_value for side in shape]) == ("N", [5, 4, 2])
    assert says.name == "probabilities"
    weights = {one.name: tuple(one.dims) for one in model.graph.initializer}
    assert weights["0.conv2d.weight"] == (3, 2, 2, 3)
    about = {one.key: one.value for one in model.metadata_props}
    assert experiment_from_json(about["glassbox_experiment"]).network == SMALL


@pytest.mark.parametrize("name", SCRIPTS)
def test_that_a_script_names_every_array_and_every_layer_in_turn(name):
    for case in LAYER_CASES:
        model = model_with(case)
        source = content_of(name, model).decode()
        tree = ast.parse(source)
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert {"predict", "main"} <= names
        assert sorted(re.findall(r'w\["([^"]+)"\]', source)) == sorted(model.values), case
        used = [int(at) for at in re.findall(r"layer_(\d+)\b", source)]
        assert set(used) <= set(range(len(model.outlines)))
        imported = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert imported <= {"sys", "numpy", "torch", "keras"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_that_no_name_can_end_the_comment_or_the_text_it_stands_in(name):
    out = Path("a\nraise SystemExit #\"'\udcff.py")
    source = EXPORTERS[name].files(model_of(SMALL, 2), out)[out]
    assert not any(isinstance(node, ast.Raise) for node in ast.parse(source).body)
    (line,) = re.findall(rb"with_name\((.*)\)", source)
    assert ast.literal_eval(line.decode()) == out.with_suffix(".weights.npz").name


@pytest.mark.parametrize("name", ["onnx", *SCRIPTS])
def test_that_a_layer_without_a_form_is_refused_by_name(name):
    if name == "onnx":
        pytest.importorskip("onnx", reason="needs the extra “onnx”")
    with toy_layer():
        model = model_of(replace(SMALL, layers=(GainSpec(1.0), *SMALL.layers)), 2)
        with pytest.raises(ExportError, match=r"^layer 0 \(gain\): there is no such layer in"):
            content_of(name, model)


def test_that_onnx_says_what_to_install_when_it_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ExportError, match="python -m pip install onnx onnxruntime"):
        content_of("onnx")


@pytest.mark.parametrize(
    ("name", "wanted", "found"),
    [("m.py", None, "numpy"), ("m.PY", "keras", "keras"), ("m.Onnx", None, "onnx")],
)
def test_that_the_ending_says_which_format_is_meant(name, wanted, found):
    assert exporter_for(Path(name), wanted) is EXPORTERS[found]


@pytest.mark.parametrize(
    ("name", "wanted", "says"),
    [("m.h5", None, "ending in one of .onnx"), ("m", None, "ending in one of .onnx"),
     ("m.npz", "keras", "--as keras makes a script")],
)  # fmt: skip
def test_that_an_ending_of_no_format_is_refused(name, wanted, says):
    with pytest.raises(ExportError, match=says):
        exporter_for(Path(name), wanted)


def test_that_the_largest_difference_of_all_outputs_is_said(monkeypatch):
    model, exporter = model_of(SMALL, 2), EXPORTERS["npz"]
    images = images_for(model, 6)
    theirs = model.says(images)
    theirs[4, 1] -= 0.5
    theirs[2, 3] += 0.25
    monkeypatch.setattr(type(exporter), "says", lambda *_: theirs)
    assert parity(exporter, model, {}, images) == pytest.approx(0.5)
    monkeypatch.setattr(type(exporter), "says", lambda *_: theirs[:5])
    with pytest.raises(ExportError, match="expected outputs of shape"):
        parity(exporter, model, {}, images)
