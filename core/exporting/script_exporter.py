"""What the scripts have in common."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.data_description import DataDescription
from core.exporting.export_error import ExportError
from core.exporting.exporter import Exporter
from core.exporting.trained_model import TrainedModel
from core.exporting.weights_file import npz_bytes
from core.formats.atomic_write import write_atomically
from core.formats.npy_array import npy_bytes
from core.sentence import sentence

_WIDTH = 96
#: The longest that a script may take for a few hundred images, in seconds.
PATIENCE = 300
_HEAD = """\
# {title}, written by Glassbox.
#
#     python {script} IMAGES.npy [OUTPUTS.npy]
#
# IMAGES.npy holds pixels from 0 to 255, shape (N, {shape}).  The most likely class of every
# image is printed, or with OUTPUTS.npy all that the network gives is written there.  The
# weights lie beside this file, in {weights}.
{data}{imports}
WEIGHTS = Path(__file__).with_name({weights_name})
{classes}"""
#: What a script does when it is started, but for other things than predicting.
PREDICTING = """\
    images = np.load(arguments[0])
    parts = range(0, max(len(images), 1), 256)
    outputs = np.concatenate([predict(images[at : at + 256]) for at in parts])
    if len(arguments) == 2:
        np.save(arguments[1], outputs)
    else:
        most = outputs.argmax(axis=1)
        print("\\n".join(map(str, [CLASSES[at] for at in most] if CLASSES else most)))


if __name__ == "__main__":
    main(sys.argv[1:])
"""
_MAIN = (
    """

def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(f"usage: python {Path(__file__).name} IMAGES.npy [OUTPUTS.npy]")
"""
    + PREDICTING
)


class ScriptExporter(Exporter, ABC):
    """A program that needs nothing of ours, and its weights in a file beside it.

    Class attributes
    ----------------
    PACKAGE : str
        What has to be installed to run it.
    IMPORTS : str
        Its lines that import.
    MAIN : str
        Its lines that do what was asked for when it is started.
    """

    SUFFIX: ClassVar[str] = ".py"
    WEIGHTS_SUFFIX: ClassVar[str] = ".weights.npz"
    PACKAGE: ClassVar[str]
    IMPORTS: ClassVar[str]
    MAIN: ClassVar[str] = _MAIN

    @abstractmethod
    def lines(self, model: TrainedModel) -> str:
        """Return the source between the imports and the command line.

        It defines ``predict(images)``.

        Raises
        ------
        ExportError
            If a layer has no form.
        """

    def files(self, model: TrainedModel, out: Path) -> Mapping[Path, bytes]:
        script, weights = self.paths(out)
        shape = model.experiment.network.input_shape
        head = _HEAD.format(
            title=self.TITLE,
            # no name of a file may end the comment it stands in
            script=sentence(script.name),
            weights=sentence(weights.name),
            weights_name=ascii(weights.name),
            shape=", ".join(map(str, shape)),
            data=_about_data(model),
            classes=_classes(model),
            imports=self.IMPORTS,
        )
        source = head + self.lines(model) + self.MAIN
        return {script: source.encode(), weights: npz_bytes(model.values)}

    @property
    def can_run(self) -> bool:
        return find_spec(self.PACKAGE) is not None

    def environment(self) -> dict[str, str]:
        """Return the variables the script is run with."""
        return dict(os.environ)

    def says(
        self, model: TrainedModel, files: Mapping[Path, bytes], images: ByteArray
    ) -> FloatArray | None:
        (script, source), (weights, numbers) = files.items()
        with TemporaryDirectory() as name:
            folder = Path(name)
            given, outputs = folder / "given.npy", folder / "outputs.npy"
            for path, content in ((folder / script.name, source),
                                  (folder / weights.name, numbers),
                                  (given, npy_bytes(images))):  # fmt: skip
                write_atomically(path, content)
            try:
                subprocess.run(
                    # by its whole path: no name is taken for an option
                    [sys.executable, str(folder / script.name), given.name, outputs.name],
                    cwd=folder, env=self.environment(), stdin=subprocess.DEVNULL,
                    capture_output=True, check=True, timeout=PATIENCE,
                )  # fmt: skip
                found: FloatArray = np.load(
                    io.BytesIO(outputs.read_bytes()), allow_pickle=False
                )
            except subprocess.CalledProcessError as error:
                last = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
                raise ExportError(sentence(f"the script cannot be run here: {last}")) from None
            except (OSError, ValueError, subprocess.TimeoutExpired) as error:
                raise ExportError(sentence(f"the script cannot be run here: {error}")) from None
        return found


def _about_data(model: TrainedModel) -> str:
    """Return comments that say how the images were read, and whose they are if it is known."""
    chosen = DataDescription.of(model.experiment.data).choice_words()
    lines = [f"How its images were read: {chosen}"] if chosen else []
    lines += () if model.credit is None else model.credit.lines
    return "".join(f"{f'# {sentence(line)}'.rstrip()}\n" for line in ("", *lines) if lines)


def _classes(model: TrainedModel) -> str:
    """Return the lines that name the classes, in the order of the outputs."""
    names = [ascii(name) for name in model.class_names]
    line = f"CLASSES = [{', '.join(names)}]\n"
    if len(line) <= _WIDTH:
        return line
    return "".join(("CLASSES = [\n", *(f"    {name},\n" for name in names), "]\n"))


def joined(helpers: list[str]) -> str:
    """Return sources, each once, with two blank lines before each."""
    return "".join(f"\n\n{source.strip()}\n" for source in dict.fromkeys(helpers) if source)
