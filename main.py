"""Start Glassbox: the window, or one of its commands."""

from __future__ import annotations

import os
import sys

# Two BLAS threads spin against the window and change result bits; NumPy reads this once,
# at import.  Parallelism comes from our own shards of the data.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

COMMANDS = ("train", "evaluate", "predict")


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in COMMANDS:
        from core.commands.command_line import run_command

        return run_command(arguments)
    from gui.launch import launch

    return launch(arguments)


if __name__ == "__main__":
    sys.exit(main())
