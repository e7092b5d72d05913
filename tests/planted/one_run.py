"""Runs the tests that are to notice a fault."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

#: Exit codes of pytest.
PASSED, FAILED, NONE = 0, 1, 5
SECONDS = 300


def run_tests(
    folder: Path, tests: list[str], seconds: int = SECONDS, *, with_slow: bool = True
) -> tuple[int, str]:
    """Return pytest's exit code and the name of the first test that failed.

    Of whole files the quick tests run first, and the slow ones if those notice nothing; a test
    that is named runs, however slow it is.
    """
    code, failure = PASSED, ""
    files = [test for test in tests if "::" not in test]
    named = [test for test in tests if "::" in test]
    slow = ("-m", "slow and not whole")
    for group, marks in (
        (files, ()),
        (named, ("-m", "not whole")),
        (files if with_slow else [], slow),
    ):
        if group and code in (PASSED, NONE):
            code, failure = _run_group(folder, [*marks, *group], seconds)
    return PASSED if code == NONE else code, failure


def _run_group(folder: Path, arguments: list[str], seconds: int) -> tuple[int, str]:
    environment = {
        **os.environ,
        "OPENBLAS_NUM_THREADS": "1",
        # a changed file of equal size and second would pass for its compiled older self
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    # in one process: -x over several ends with the code of an interruption, not of a failure
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds,
        check=False,
    )  # fmt: skip
    failure = re.search(r"^(?:FAILED|ERROR) \S*?::([^\s\[]+)", ended.stdout, re.MULTILINE)
    return ended.returncode, failure[1] if failure else ended.stdout[-300:]
