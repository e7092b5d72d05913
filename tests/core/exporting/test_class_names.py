"""The names of the classes go into everything that is exported."""

import ast
import io
import json
import runpy
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.catalogue.data_credit import DataCredit
from core.data_description import DataDescription
from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.exporting.catalog import EXPORTERS
from core.exporting.export_of_run import export_of_run
from core.exporting.script_exporter import ScriptExporter
from core.network_spec import NetworkSpec
from core.training.fitting import fitted
from tests.support.exported_models import images_for, model_of, model_with

NAMES = ("cats", 'it\'s\n"all"', "naïve 🦉 \u202e{0}")
SHOWN = ("cats", 'it\'s "all"', "naïve 🦉 ?{0}")
SCRIPTS = [name for name, one in EXPORTERS.items() if isinstance(one, ScriptExporter)]


def names_in(name, content):
    """Return the names that an exported file holds; none is an empty list."""
    if name == "onnx":
        onnx = pytest.importorskip("onnx", reason="needs the extra “onnx”")
        about = {one.key: one.value for one in onnx.load_from_string(content).metadata_props}
        return json.loads(about.get("class_names", "[]"))
    if name == "safetensors":
        size = int.from_bytes(content[:8], "little")
        about = json.loads(content[8 : 8 + size])["__metadata__"]
        return json.loads(about.get("class_names", "[]"))
    if name == "npz":
        arrays = np.load(io.BytesIO(content), allow_pickle=False)
        return json.loads(str(arrays["class_names"])) if "class_names" in arrays else []
    (line,) = content.decode().partition("\nCLASSES = ")[2].partition("]\n")[:1]
    return ast.literal_eval(f"{line}]")


def small_model(names=NAMES):
    model = model_with("dense")
    network = fitted(model.experiment.network, model.experiment.network.input_shape, len(names))
    return model_of(NetworkSpec(network.input_shape, network.layers), 1)


@pytest.mark.parametrize("name", [one for one in EXPORTERS if one != "json"])
def test_that_names_are_in_every_format_and_only_if_there_is_one_for_every_output(name):
    model = small_model()
    for given, expected in ((NAMES, SHOWN), (NAMES[:2], ()), ((), ())):
        files = EXPORTERS[name].files(model.named(given), Path(f"m{EXPORTERS[name].SUFFIX}"))
        content = next(iter(files.values()))
        assert tuple(names_in(name, content)) == expected
    many = tuple(f"class number {at}" for at in range(3))
    files = EXPORTERS[name].files(replace(model, class_names=many * 40), Path("m.py"))
    assert tuple(names_in(name, next(iter(files.values())))) == many * 40


def test_that_a_script_prints_the_names(tmp_path, monkeypatch, capsys):
    model, script = small_model().named(NAMES), tmp_path / "m.py"
    for path, content in EXPORTERS["numpy"].files(model, script).items():
        path.write_bytes(content)
    images = images_for(model, 6)
    np.save(tmp_path / "images.npy", images)
    monkeypatch.setattr(sys, "argv", [str(script), str(tmp_path / "images.npy")])
    runpy.run_path(str(script), run_name="__main__")
    expected = [SHOWN[at] for at in model.says(images).argmax(axis=1)]
    assert capsys.readouterr().out.splitlines() == expected


def test_that_the_names_are_those_of_the_folders_also_when_the_images_are_gone(tmp_path):
    rng = np.random.default_rng(1)
    for kind in ("cats", "cars", "trees"):
        (tmp_path / "photos" / kind).mkdir(parents=True)
        for at in range(2):
            image = Image.fromarray(rng.integers(0, 256, (4, 5, 3), np.uint8))
            image.save(tmp_path / "photos" / kind / f"{at}.png")
    data = DataDescription(str(tmp_path / "photos"), normalise="standardise", size=(3, 4))
    model = replace(small_model(), credit=DataCredit("photos", "CC0", "", ""))
    model = replace(model, experiment=model.experiment.replace(data=data))
    for name in ("npz", "safetensors", "pytorch"):
        exporter = EXPORTERS[name]
        out = tmp_path / f"m{exporter.SUFFIX}"
        made = export_of_run(exporter, model, out, "run", lambda: load_dataset(data))
        assert names_in(name, made.files[out]) == ["cars", "cats", "trees"]
    assert b"# How its images were read: 3\xc3\x974 (fit), standardised\n" in made.files[out]
    assert b"# Licence of the data: CC0\n" in made.files[out]

    def gone():
        raise LoadError("photos: is not there")

    lost = data.moved_to(str(tmp_path / "elsewhere"))
    model = replace(model, experiment=model.experiment.replace(data=lost))
    exporter, out = EXPORTERS["npz"], tmp_path / "m.npz"
    made = export_of_run(exporter, model, out, "run", gone)
    assert names_in("npz", made.files[out]) == []
    named = replace(lost, class_names=("one", "two", "three"))
    model = replace(model, experiment=model.experiment.replace(data=named))
    made = export_of_run(exporter, model, out, "run", gone)
    assert names_in("npz", made.files[out]) == ["one", "two", "three"]
