"""Start Glassbox: the window, or one of its commands."""

from __future__ import annotations

import sys

from core.blas_threads import limit_blas_threads

limit_blas_threads()  # before anything imports NumPy

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
