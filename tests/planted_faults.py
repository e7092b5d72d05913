"""Plant one fault after the other in a copy of the project and see the tests fail.

Run it from anywhere: ``python tests/planted_faults.py``.  A test that no fault can break
proves nothing; this is the test of the tests.  The faults stand in ``tests/planted``, one
table a room.  Give words to plant only the faults whose file or description has one of them:
``python tests/planted_faults.py batch_norm``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from tests.planted import (  # noqa: E402
    activations,
    augmentation,
    background,
    commands,
    layers,
    ledger,
    losses,
    norms,
    optimizers,
    run_life,
    sharing,
    textbook,
    time_and_pace,
    training,
)
from tests.planted.fault import PlantingError, planted  # noqa: E402

#: Every table of faults; a new one gets its place here.
TABLES = (
    layers, activations, norms, sharing, training, augmentation, losses, optimizers,
    ledger, background, run_life, textbook, commands,
    time_and_pace,
)  # fmt: skip
FAULTS = tuple(fault for table in TABLES for fault in table.FAULTS)
#: The promises of all layers and losses, by the folder of the fault.
CONTRACTS = {
    "core/layers": (
        "tests/core/layers/test_every_layer.py",
        "tests/core/layers/test_every_gradient.py",
        "tests/core/test_gradient_check.py",
    ),
    "core/losses": ("tests/core/losses/test_every_loss.py",),
    "core/optimizers": (
        "tests/core/optimizers/test_every_optimizer.py",
        "tests/core/optimizers/test_every_optimizer_state.py",
    ),
    "core/training": (
        "tests/core/training/test_gradient_step.py",
        "tests/core/ledger/test_weight_accounts.py",
    ),
    "core/augmentation": ("tests/core/augmentation/test_augmenter.py",),
    "gui/lab": ("tests/gui/lab/test_run_life.py", "tests/gui/lab/test_run_rules.py"),
    "core/ledger": ("tests/core/ledger/test_weight_accounts.py",),
    "core/ledger/optimizers": (
        "tests/core/ledger/test_optimizer_step.py",
        "tests/core/ledger/test_weight_accounts.py",
    ),
    "core/textbook/layers": ("tests/core/textbook/test_layers.py",),
    "core/textbook/losses": ("tests/core/textbook/test_losses.py",),
    "core/textbook/optimizers": ("tests/core/textbook/test_optimizers.py",),
    "gui/background": (),
    "core/evaluation": (),
    "core/documents": (),
    "gui/actions": (),
    "gui/window": (),
    "core/commands": (),
}
#: Tests of files that have none of their own name.
OTHER_TESTS = {
    "core/layers/axis_mean.py": ["tests/core/layers/test_average_pool2d.py"],
    "core/layers/base.py": ["tests/core/layers/test_every_replica.py"],
    "core/commands/safe_stream.py": ["tests/core/commands/test_console.py"],
    "core/commands/training_course.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/resume.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/run_target.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/evaluate.py": ["tests/core/commands/test_judged_parts.py"],
    "gui/actions/way_back.py": ["tests/gui/window/test_transport_past.py"],
    "gui/lab/run_control.py": ["tests/gui/lab/test_speed.py"],
    "gui/window/run_numbers.py": ["tests/gui/window/test_transport_past.py"],
    "gui/window/transport_bar.py": ["tests/gui/window/test_transport_past.py"],
    "gui/background/attempt.py": ["tests/gui/background/test_newest_wish.py"],
}
#: Exit codes of pytest.
PASSED, FAILED = 0, 1
SECONDS = 120


def tests_for(file: str) -> list[str]:
    """Return the test files that are to notice a fault in `file`."""
    own = Path("tests", Path(file).parent, f"test_{Path(file).name}")
    own_tests = [str(own)] if (ROOT / own).exists() else []
    own_tests = OTHER_TESTS.get(file, own_tests)
    return [*own_tests, *CONTRACTS.get(str(Path(file).parent), ())]


def run_tests(folder: Path, tests: list[str], seconds: int = SECONDS) -> tuple[int, str]:
    """Return pytest's exit code and the name of the first test that failed."""
    environment = {
        **os.environ,
        "OPENBLAS_NUM_THREADS": "1",
        # a changed file of equal size and second would pass for its compiled older self
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    # in one process: -x over several ends with the code of an interruption, not of a failure
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds,
        check=False,
    )  # fmt: skip
    failure = re.search(r"^(?:FAILED|ERROR) \S*?::([^\s\[]+)", ended.stdout, re.MULTILINE)
    return ended.returncode, failure[1] if failure else ended.stdout[-300:]


def main(words: list[str]) -> int:
    """Plant the faults; return 0 if every single one was caught."""
    faults = [f for f in FAULTS if not words or any(w in f"{f.file} {f.says}" for w in words)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("core", "gui", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        (folder / "assets").symlink_to(ROOT / "assets")
        shutil.copy(ROOT / "pyproject.toml", folder)
        everything = sorted({test for fault in faults for test in tests_for(fault.file)})
        code, failure = run_tests(folder, everything, SECONDS * len(everything))
        if code != PASSED:
            raise PlantingError(f"the tests fail without any fault: {failure}")
        caught = 0
        for fault in faults:
            path = folder / fault.file
            right = path.read_text()
            path.write_text(planted(right, fault))
            code, failure = run_tests(folder, tests_for(fault.file))
            path.write_text(right)
            if code not in (PASSED, FAILED):
                raise PlantingError(f"{fault.file}: {fault.says}: pytest ended with {failure}")
            caught += code == FAILED
            verdict = f"caught by {failure}" if code == FAILED else "NOT CAUGHT"
            print(f"{Path(fault.file).stem}: {fault.says}: {verdict}", flush=True)  # noqa: T201
    print(f"{caught}/{len(faults)} caught")  # noqa: T201
    return 0 if caught == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
