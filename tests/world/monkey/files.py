"""The files a monkey chooses from, instead of those of whoever runs the tests."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import numpy as np

from core.commands.command_line import run_command
from core.experiment import experiment_to_json
from core.presets import SEED_CNN, SEED_MLP
from gui.dialogs.file_dialogs import FileDialogs
from tests.support.data_files import write_kaggle_csv
from tests.support.made_up_digits import made_up_digits, write_made_up_csv, write_made_up_idx

TARGETS = ("new", "new.json", "train.csv", "small.json", "folder", "nowhere/new", "run.npz")


class Files:
    """A folder of data, runs and experiments, good and broken.

    Parameters
    ----------
    folder : Path
        Is filled.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.csv = write_made_up_csv(folder / "train.csv")
        images, labels = made_up_digits()
        write_kaggle_csv(folder / "two.csv", images, labels % 2)
        write_made_up_idx(folder / "idx", side=32)
        lines = self.csv.read_text().splitlines()
        (folder / "broken.csv").write_text("\n".join([*lines[:5], "1,2,x"]))
        (folder / "test.csv").write_text("\n".join(line.split(",", 1)[1] for line in lines))
        (folder / "garbage.glassbox").write_bytes(np.random.default_rng(1).bytes(5000))
        (folder / "empty.json").touch()
        (folder / "folder").mkdir()
        for name, preset in (("small", SEED_MLP), ("maps", SEED_CNN)):
            experiment = preset.replace(data=str(self.csv), batch_size=8, epochs=20)
            (folder / f"{name}.json").write_text(experiment_to_json(experiment))
        command = [
            "train",
            "--preset",
            "seed-cnn",
            "--iterations",
            "3",
            "--data",
            str(self.csv),
        ]
        for name in ("run.npz", "own.glassbox"):
            if run_command([*command, "--quiet", "--out", str(folder / name)]):
                raise RuntimeError(f"expected a run, received no {name}")
        shutil.copy(folder / "own.glassbox", folder / "copy.glassbox")
        names = ("train.csv", "train.csv", "two.csv", "idx/train-images-idx3-ubyte", "idx",
                 "broken.csv", "garbage.glassbox", "empty.json", "folder", "small.json",
                 "maps.json", "maps.json", "run.npz", "own.glassbox", "copy.glassbox",
                 "test.csv", "missing.csv")  # fmt: skip
        self._sources = [folder / name for name in names]
        self._random = random.Random(0)

    def use_instead_of_dialogs(self, monkeypatch) -> None:
        """Let every question for a file be answered from here, or be cancelled."""

        def ask_to_open(_dialogs, _title, _filter, then):
            if self._random.random() < 0.85:
                then(self.any_source(self._random))

        def ask_to_save(_dialogs, _title, _folder, _suggestion, _filter, then):
            if self._random.random() < 0.85:
                then(self.any_target(self._random))

        monkeypatch.setattr(FileDialogs, "ask_to_open", ask_to_open)
        monkeypatch.setattr(FileDialogs, "_ask_to_save", ask_to_save)

    def begin(self, seed: int) -> None:
        """Make the choices of a seed from now on."""
        self._random = random.Random(seed)

    def any_source(self, rng: random.Random) -> Path:
        """Return something to read."""
        return rng.choice(self._sources)

    def any_target(self, rng: random.Random) -> Path:
        """Return somewhere to write, also where that cannot be done."""
        name = rng.choice((*TARGETS, f"new-{rng.randrange(100)}"))
        return self.folder / "targets" / name if rng.random() < 0.8 else Path("/dev/full")
