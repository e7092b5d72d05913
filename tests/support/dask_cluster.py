"""A scheduler of Dask and its workers, as people start them: processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.glassbox_process import ROOT, environment

#: Seconds after which one of them counts as hanging.
PATIENCE = 60


@dataclass
class DaskProcesses:
    """What runs.

    Attributes
    ----------
    address : str
    scheduler : subprocess.Popen
    workers : list of subprocess.Popen
    """

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def dask_processes(
    folder: Path, workers: int, package: Path = ROOT / "packaging", *, cramped: int = 0
) -> Iterator[DaskProcesses]:
    """Start a scheduler and workers on loopback; end them behind the block.

    Parameters
    ----------
    folder : Path
        Where they write.
    workers : int
    package : Path
        Holds the `glassbox_lab` that the workers have.
    cramped : int
        So many of the workers, the first ones, may write no file of more than 20 kB.
    """
    running: list[subprocess.Popen[bytes]] = []

    def start(
        *command: str, limit: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        log = (folder / f"dask-{len(running)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                cwd=folder, stdout=log, stderr=log, env=environment(PYTHONPATH=str(package)),
                preexec_fn=limit,
            )  # fmt: skip
        running.append(process)
        return process

    try:
        file = folder / "scheduler.json"
        scheduler = start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(file),
        )  # fmt: skip
        address = json.loads(_text_of(file, scheduler))["address"]
        made = [
            start(
                "worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny",
                "--no-dashboard", "--host", "127.0.0.1",
                limit=_cramp if number < cramped else None,
            )
            for number in range(workers)
        ]  # fmt: skip
        yield DaskProcesses(address, scheduler, made)
    finally:
        for process in running:
            process.kill()
        for process in running:
            process.wait(PATIENCE)


def _cramp() -> None:
    """Let this process write small files only, as on a disk that is nearly full."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def _text_of(file: Path, process: subprocess.Popen[bytes]) -> str:
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        if file.exists() and (text := file.read_text()).endswith("}"):
            return text
        time.sleep(0.05)
    raise TimeoutError("the scheduler of Dask did not start")
