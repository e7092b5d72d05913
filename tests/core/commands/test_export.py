import numpy as np
import pytest

from core.experiment import experiment_from_json
from core.exporting.catalog import EXPORTERS
from core.exporting.parity import IMAGES
from core.formats.atomic_file import AtomicFile

KEYS = ["file", "bytes", "parity"]


@pytest.mark.parametrize("ending", [".npz", ".json", ".safetensors"])
def test_that_a_file_that_cannot_be_run_has_no_parity(run, run_path, tmp_path, ending):
    out = tmp_path / f"m{ending}"
    code, report, _ = run("export", run_path, out, "--json")
    assert code == 0
    assert list(report) == KEYS
    assert report == {"file": str(out), "bytes": out.stat().st_size, "parity": None}
    assert list(tmp_path.iterdir()) == [out]


def test_that_onnx_is_compared_on_256_test_images(run, run_path, tmp_path, monkeypatch):
    pytest.importorskip("onnxruntime", reason="needs the extra “onnx”")
    seen = []
    says = type(EXPORTERS["onnx"]).says

    def watched(self, model, files, images):
        seen.append(images.shape)
        return says(self, model, files, images)

    monkeypatch.setattr(type(EXPORTERS["onnx"]), "says", watched)
    code, report, _ = run("export", run_path, tmp_path / "m.onnx", "--json")
    assert code == 0
    assert list(report) == KEYS
    assert seen == [(IMAGES, 28, 28, 1)]
    assert 0 <= report["parity"] <= 1e-5


def test_that_the_numpy_script_is_run_and_its_weights_lie_beside_it(run, run_path, tmp_path):
    out = tmp_path / "m.py"
    code, report, _ = run("export", run_path, out, "--json")
    assert code == 0
    assert report["bytes"] == out.stat().st_size
    assert 0 <= report["parity"] <= 1e-5
    assert {path.name for path in tmp_path.iterdir()} == {"m.py", "m.weights.npz"}


@pytest.mark.parametrize("script", ["pytorch", "keras"])
def test_that_the_other_scripts_are_written_where_they_cannot_be_run(
    run, run_path, tmp_path, script, monkeypatch
):
    monkeypatch.setattr(type(EXPORTERS[script]), "can_run", False)
    code, report, _ = run("export", run_path, tmp_path / "m.py", "--as", script, "--json")
    assert (code, report["parity"]) == (0, None)
    assert {path.name for path in tmp_path.iterdir()} == {"m.py", "m.weights.npz"}


def test_that_without_its_images_a_run_is_exported_and_it_is_said(
    run, run_path, tmp_path, monkeypatch
):
    monkeypatch.setattr(type(EXPORTERS["npz"]), "can_run", True)
    code, report, said = run(
        "export", run_path, tmp_path / "m.npz", "--json", "--data", tmp_path / "gone"
    )
    assert (code, report["parity"]) == (0, None)
    assert "not compared with our own outputs" in said


def test_that_what_is_there_is_replaced_only_if_that_is_asked_for(
    run, refusal, run_path, tmp_path
):
    out, weights = tmp_path / "m.json", tmp_path / "m.weights.npz"
    out.write_text("mine")
    weights.write_text("mine")
    for target in (out, tmp_path / "m.py"):
        code, said = refusal("export", run_path, target)
        assert code == 1
        assert "--overwrite" in said
    assert (out.read_text(), weights.read_text()) == ("mine", "mine")
    assert run("export", run_path, out, "--overwrite")[0] == 0
    assert experiment_from_json(out.read_text())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.json", "m.weights.npz"]


def test_that_the_run_itself_is_never_replaced(run_path, refusal):
    before = run_path.read_bytes()
    code, said = refusal("export", run_path, run_path, "--overwrite")
    assert code == 1
    assert "would overwrite the input" in said
    assert run_path.read_bytes() == before


def test_that_a_failure_leaves_nothing_half_written(refusal, run_path, tmp_path, monkeypatch):
    def full(self):
        self.abandon()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(EXPORTERS["numpy"].__class__, "can_run", False)
    monkeypatch.setattr(AtomicFile, "commit", full)
    code, said = refusal("export", run_path, tmp_path / "m.py")
    assert code == 1
    assert "cannot be written" in said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def diverged(run_path, tmp_path_factory):
    """The run, with weights that are no numbers."""
    with np.load(run_path, allow_pickle=False) as archive:
        arrays = dict(archive)
    name = next(name for name in arrays if name.endswith("weight"))
    arrays[name] = np.full_like(arrays[name], np.nan)
    path = tmp_path_factory.mktemp("diverged") / "diverged.npz"
    np.savez(path, **arrays)
    return path


def test_that_diverged_weights_are_refused_by_name_and_the_recipe_is_not(
    run, refusal, diverged, tmp_path
):
    for ending in (".onnx", ".safetensors", ".npz", ".py"):
        code, said = refusal("export", diverged, tmp_path / f"m{ending}")
        assert code == 1
        assert "diverged.npz: 0.conv2d.weight is infinite or undefined" in said
    assert list(tmp_path.iterdir()) == []
    assert run("export", diverged, tmp_path / "m.json")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gone.glassbox", "m.npz"), 1, "gone.glassbox"),
        ((None, "m.h5"), 1, "ending in one of .onnx, .safetensors, .npz, .json, .py"),
        ((None, "m"), 1, "ending in one of"),
        ((None, "m.npz", "--as", "keras"), 1, "--as keras makes a script"),
        ((None, "m.py", "--as", "magic"), 2, "invalid choice: 'magic'"),
        ((None, "nowhere/m.npz"), 1, "does not exist"),
        ((None, "m.npz", "--step", "7"), 1, "no step 7"),
        ((None,), 2, "OUT"),
    ],
)
def test_that_what_cannot_be_exported_is_one_sentence(
    refusal, run_path, tmp_path, arguments, code, says, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    found, said = refusal("export", *(one or run_path for one in arguments))
    assert (found, says in said) == (code, True), said
    assert list(tmp_path.iterdir()) == []
