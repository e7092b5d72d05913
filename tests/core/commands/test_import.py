import json

import numpy as np
import pytest

from core.documents.run_document import RunDocument
from core.documents.stored_run import is_document
from core.experiment import experiment_to_json
from core.exporting.trained_model import trained_model
from core.formats.run_file import load_run
from core.importing.model_import import import_model
from tests.support.onnx_graphs import graph_bytes, softmax
from tests.support.torch_models import stored_model

pytest.importorskip("onnx", reason="needs the extra “onnx”")


@pytest.fixture(scope="module")
def lenet():
    return stored_model("lenet_exported.onnx")


def test_that_a_lenet_of_pytorch_becomes_a_run_that_every_command_takes(
    run, lenet, idx_folder, tmp_path
):
    out = tmp_path / "lenet.glassbox"
    code, report, said = run(
        "import", lenet.path, "--data", idx_folder, "--out", tmp_path / "lenet", "--json"
    )
    assert (code, report) == (0, {"layers": 13, "parameters": 8386})
    assert "a Softmax follows its scores" in said
    _, shown, _ = run("show", out, "--json")
    assert (shown["steps"], shown["finished"], shown["parent"]) == (0, None, None)
    _, judged, _ = run("evaluate", out, "--json")
    assert judged["accuracy"] > 0.85
    assert run("export", out, tmp_path / "again.onnx")[0] == 0
    again = import_model(tmp_path / "again.onnx")
    ours = trained_model(again.experiment, again.values, 0).says(lenet.images)
    assert np.abs(ours - softmax(lenet.scores)).max() <= 1e-5
    # it is trained further from where it was
    code, report, _ = run("resume", out, "--epochs", "1", "--json")
    assert (code, report["steps"]) == (0, 15)
    document = RunDocument(out)
    assert document.latest().step == 15
    document.close()


def test_that_weights_alone_are_written_for_a_name_that_says_so(run, lenet, tmp_path):
    out = tmp_path / "lenet.npz"
    assert run("import", lenet.path, "--out", out)[0] == 0
    values = load_run(out).values
    imported = import_model(lenet.path).values
    assert values.keys() == imported.keys()
    assert all(np.array_equal(values[path], imported[path]) for path in values)


def test_that_a_network_of_other_images_is_kept_as_weights(run, tmp_path):
    path = tmp_path / "small.onnx"
    rng = np.random.default_rng(1)
    path.write_bytes(
        graph_bytes([("Gemm", ["x", "w"], "y", {})], {"w": rng.random((6, 3))}, (6,))
    )
    code, report, said = run("import", path, "--out", tmp_path / "small", "--json")
    assert (code, report) == (0, {"layers": 2, "parameters": 21})
    out = tmp_path / "small.glassbox"
    assert "holds the weights alone; name the images with --data" in said
    assert not is_document(out)
    assert run("show", out)[0] == 0


def test_that_weights_need_their_experiment(run, refusal, lenet, tmp_path):
    weights = stored_model("lenet.safetensors").path
    out = tmp_path / "m.npz"
    code, said = refusal("import", weights, "--out", out)
    assert code == 1
    assert "--experiment FILE" in said
    recipe = tmp_path / "recipe.json"
    recipe.write_text(experiment_to_json(import_model(lenet.path).experiment))
    code, report, _ = run("import", weights, "--experiment", recipe, "--out", out, "--json")
    assert (code, report["parameters"]) == (0, 8386)
    assert load_run(out).experiment.name == json.loads(recipe.read_text())["name"]


def test_that_nothing_is_written_when_something_is_wrong(refusal, lenet, idx_folder, tmp_path):
    out = tmp_path / "m.npz"
    out.write_text("mine")
    assert "--overwrite" in refusal("import", lenet.path, "--out", out)[1]
    assert (
        "would overwrite"
        in refusal("import", lenet.path, "--out", lenet.path, "--overwrite")[1]
    )
    small = tmp_path / "small.onnx"
    small.write_bytes(graph_bytes([("Gemm", ["x", "w"], "y", {})], {"w": np.eye(6)}, (6,)))
    _, said = refusal("import", small, "--data", idx_folder, "--out", tmp_path / "s")
    assert "but the images are 28×28×1" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.npz", "small.onnx"]
    assert out.read_text() == "mine"
