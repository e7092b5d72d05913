"""Sweeps whose processes are killed at random moments; look at what they leave."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tests.support.glassbox_process import MAIN, environment

TRIALS = 8
#: Seconds after which a sweep is a hanging one.
PATIENCE = 240


def started(sweep: Path, folder: Path, *more: str) -> subprocess.Popen[str]:
    """Start a sweep of two local workers."""
    return subprocess.Popen(
        [sys.executable, str(MAIN), "sweep", str(sweep), "--trials", str(TRIALS), "--json",
         "--quiet", "--out", str(folder), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    """Return what the documents in a folder hold, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("trial-*.glassbox")
    }


def wait_for_documents(process: subprocess.Popen[str], folder: Path, count: int) -> None:
    """Wait until so many runs are kept, or the process has ended."""
    last = time.monotonic() + PATIENCE
    while len(list(folder.glob("trial-*.glassbox"))) < count and process.poll() is None:
        if time.monotonic() > last:
            process.kill()
            raise TimeoutError(f"no {count} documents: {process.communicate()}")
        time.sleep(0.02)


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the processes that train for a sweep, or may."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        return [one for one in children if "spawn_main" in " ".join(one.cmdline())]
    except psutil.NoSuchProcess:
        return []


def kill_round(sweep: Path, folder: Path, rng: random.Random, *, kills_worker: bool) -> str:
    """Kill a process at a random moment of a sweep; return what is wrong afterwards.

    The coordinator is started again, a worker is not.
    """
    process = started(sweep, folder, "--workers", "2")
    wait_for_documents(process, folder, rng.randrange(TRIALS - 1))
    time.sleep(rng.random() / 2)
    if kills_worker:
        for one in rng.sample(found := workers_of(process), min(1, len(found))):
            one.kill()
        before: dict[str, str] = {}
    else:
        children = workers_of(process)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        _, alive = psutil.wait_procs(children, timeout=30)
        if alive:
            return f"{len(alive)} workers outlive their coordinator"
        before = digests(folder)
        process = started(sweep, folder, "--workers", "2")
    out, err = process.communicate(timeout=PATIENCE)
    if process.returncode != 0:
        return f"it ended with {process.returncode}: {err[-500:]}"
    report = json.loads(out.splitlines()[-1])
    after = digests(folder)
    if report["trials"] != TRIALS or report["failed"] or len(after) != TRIALS:
        return f"{report}, {sorted(after)}"
    changed = [name for name, digest in before.items() if after.get(name) != digest]
    return f"{changed} were trained again" if changed else ""
