"""Whatever a run, its data or its file is called: what is exported is whole and can be run."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.catalogue.data_credit import DataCredit
from core.exporting.catalog import EXPORTERS
from core.exporting.npz_exporter import NpzExporter
from core.exporting.script_exporter import ScriptExporter
from tests.support.exported_models import check_parity, images_for, model_with

DRAWN = 24
NOT_IN_NAMES = "/\0"
PIECES = ("'", '"', '"""', "'''", "\\", "\n", "\r", "\t", "#", "{", "}", "{0}", "%s", "$(x)",
          ";", "🦉", "é", "\u202e", "\u2028", "\x00", "\udcff", " ", "a", "naïve", "`", "\\n",
          "-", "<b>", "weights", "..", ",")  # fmt: skip
SCRIPTS = [name for name, one in EXPORTERS.items() if isinstance(one, ScriptExporter)]


def drawn_text(rng, besides=""):
    """Return a text of a few pieces, without the letters `besides`."""
    text = "".join(str(rng.choice(PIECES)) for _ in range(rng.integers(1, 9)))
    return "".join(letter for letter in text if letter not in besides) or "x"


def named_model(rng):
    """Return a small model whose run and data have names that mean harm."""
    model = model_with("dense")
    credit = DataCredit(*(drawn_text(rng) for _ in range(4)))
    experiment = model.experiment.replace(name=drawn_text(rng), data=drawn_text(rng))
    return replace(model, experiment=experiment, credit=credit)


@pytest.mark.parametrize("seed", range(DRAWN))
def test_that_scripts_with_any_name_are_python_and_find_their_weights(seed, tmp_path):
    rng = np.random.default_rng([seed, 77])
    model = named_model(rng)
    script = tmp_path / f"{drawn_text(rng, NOT_IN_NAMES)}.py"
    for name in SCRIPTS:
        files = EXPORTERS[name].files(model, script)
        source, weights = files.values()
        compile(source, "script", "exec")
        for path, content in files.items():
            path.write_bytes(content)
        assert all(line.startswith(b"#") for line in source.split(b"\n\n")[0].split(b"\n")[:6])
        if name == "numpy":
            images = images_for(model, 8)
            check_parity(model, runpy.run_path(str(script))["predict"](images), images)
        assert len(files) == 2
        assert weights


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name not in SCRIPTS])
def test_that_other_files_hold_names_that_mean_harm(name, tmp_path):
    if name == "onnx":
        pytest.importorskip("onnx", reason="needs the extra “onnx”")
    rng = np.random.default_rng(5)
    for _ in range(DRAWN):
        model = named_model(rng)
        out = Path(f"m{EXPORTERS[name].SUFFIX}")
        (content,) = EXPORTERS[name].files(model, out).values()
        assert content


@pytest.mark.slow
@pytest.mark.parametrize("name", ["-c", "--help", "a b", "🦉", "'\"\n{}", "-"])
def test_that_a_script_with_any_name_is_run_by_python(name):
    model, exporter = model_with("dense"), EXPORTERS["numpy"]
    images = images_for(model, 8)
    files = exporter.files(model, Path(f"{name}.py"))
    check_parity(model, exporter.says(model, files, images), images)


def test_that_the_recipe_in_an_npz_file_is_text(tmp_path):
    model = named_model(np.random.default_rng(1))
    path = tmp_path / "m.npz"
    path.write_bytes(NpzExporter().files(model, path)[path])
    with np.load(path, allow_pickle=False) as arrays:
        assert str(arrays["data_title"]) == model.credit.title.rstrip("\0")
