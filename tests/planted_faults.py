"""Plant one fault after the other in a copy of the project and see the tests fail.

Run it from anywhere: ``python tests/planted_faults.py``.  A test that no fault can break
proves nothing; this is the test of the tests.  The faults stand in ``tests/planted``, one
table a room.  Give words to plant only the faults whose file or description has one of them:
``python tests/planted_faults.py batch_norm``.
"""

from __future__ import annotations

import compileall
import shutil
import sys
import tempfile
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from tests.planted.fault import PlantingError, planted  # noqa: E402
from tests.planted.one_run import FAILED, PASSED, SECONDS, run_tests  # noqa: E402
from tests.planted.tables import TABLES  # noqa: E402
from tests.planted.watching_data import DATA_FOLDERS, DATA_TESTS  # noqa: E402
from tests.planted.watching_tests import CONTRACTS, OTHER_TESTS  # noqa: E402

#: A table may name tests that watch its files besides.
WATCHING = OTHER_TESTS | DATA_TESTS
for _table in TABLES:
    for _file, _tests in getattr(_table, "WATCHING", {}).items():
        WATCHING[_file] = [*WATCHING.get(_file, ()), *_tests]

FOLDERS = CONTRACTS | DATA_FOLDERS
FAULTS = tuple(fault for table in TABLES for fault in table.FAULTS)


def tests_for(file: str) -> list[str]:
    """Return the test files that are to notice a fault in `file`."""
    own = Path("tests", Path(file).parent, f"test_{Path(file).name}")
    own_tests = [str(own)] if (ROOT / own).exists() else []
    others = [*WATCHING.get(file, ()), *FOLDERS.get(str(Path(file).parent), ())]
    return list(dict.fromkeys([*own_tests, *others]))


def main(words: list[str]) -> int:
    """Plant the faults; return 0 if every single one was caught."""
    faults = [f for f in FAULTS if not words or any(w in f"{f.file} {f.says}" for w in words)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("core", "gui", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
            # a changed file is known by what is in it, and compiled anew; the others are not
            compileall.compile_dir(
                folder / name, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH
            )
        (folder / "assets").symlink_to(ROOT / "assets")
        shutil.copy(ROOT / "pyproject.toml", folder)
        everything = sorted({test for fault in faults for test in tests_for(fault.file)})
        seconds = SECONDS * len(everything)
        code, failure = run_tests(folder, everything, seconds, with_slow=False)
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
