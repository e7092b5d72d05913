"""A process that trains on request: ``python -m benchmarks.peers.worker CALL TASK``.

Reads lines with a number of steps, answers with the seconds they took and its peak memory.
"""

from __future__ import annotations

import os
import sys

if sys.argv[1].startswith("glassbox"):  # as main.py does
    for _library in ("OPENBLAS", "MKL", "OMP"):
        os.environ[f"{_library}_NUM_THREADS"] = "1"


def main() -> None:
    """Serve until the input ends."""
    import json
    import resource
    import time

    from benchmarks.peers.candidates import make
    from benchmarks.peers.tasks import Task

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        steps = make(sys.argv[1], Task(**json.loads(sys.argv[2])))
        steps(2)
    except Exception as error:  # noqa: BLE001  # reported to the driver, which goes on without
        answers.write(json.dumps({"trouble": f"{type(error).__name__}: {error}"[:200]}) + "\n")
        answers.flush()
        return
    answers.write("{}\n")
    answers.flush()
    for line in sys.stdin:
        began = time.perf_counter()
        steps(int(line))
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answers.write(json.dumps({"seconds": seconds, "peak_megabytes": peak / 1024}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
