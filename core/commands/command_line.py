"""The headless face: train, evaluate and predict from a terminal."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from core.commands.evaluate import evaluate
from core.commands.experiment_choice import FULL_BATCH
from core.commands.predict import predict
from core.commands.train import train
from core.datasets.catalog import built_in_formats, explained_formats
from core.errors import CoreError
from core.presets import PRESETS, SEED_CNN

#: Name and purpose of each command, as the help shows them.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "train": "train a network and report its accuracy",
        "evaluate": "judge a trained run",
        "predict": "write the predictions of a trained run as a Kaggle submission",
    }
)
DATA = "|".join([*(known.name for known in built_in_formats()), "PATH"])
INTERRUPTED = 130
MAX_MESSAGE = 300


def run_command(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        Command and options, e.g. ``["train", "--preset", "seed-mlp"]``.

    Returns
    -------
    int
        Exit code: 0 done, 1 impossible, 2 wrong usage, 130 interrupted.  Whatever is
        wrong is said in one sentence on standard error.
    """
    try:
        options = _parser().parse_args(list(arguments))
    except SystemExit as finished:
        return int(finished.code or 0)
    try:
        code: int = options.action(options)
        sys.stdout.flush()
    except CoreError as error:
        print(f"glassbox {options.command}: {error}"[:MAX_MESSAGE], file=sys.stderr)
        return 1
    except MemoryError:
        print(f"glassbox {options.command}: there is not enough memory", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left; let the interpreter's last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


class _OneSentenceParser(ArgumentParser):
    """Report wrong usage in one line instead of a page."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; try {self.prog} --help\n"[: MAX_MESSAGE + 100])


def _parser() -> ArgumentParser:
    parser = _OneSentenceParser(
        prog="glassbox", description="Networks written from first principles, without a window."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_train(commands.add_parser("train", help=COMMANDS["train"]))
    _add_evaluate(commands.add_parser("evaluate", help=COMMANDS["evaluate"]))
    _add_predict(commands.add_parser("predict", help=COMMANDS["predict"]))
    return parser


def _add_train(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--preset", choices=tuple(PRESETS), help=f"which network (default: {SEED_CNN.name})"
    )
    what.add_argument("--experiment", metavar="FILE", help="an experiment saved as JSON")
    parser.add_argument("--data", metavar=DATA, help=explained_formats())
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--epochs", type=_whole_number, metavar="N", help="passes over the data"
    )
    length.add_argument("--iterations", type=_whole_number, metavar="N", help="optimiser steps")
    parser.add_argument(
        "--batch-size", type=_batch_size, metavar="N|full", help="images per optimiser step"
    )
    parser.add_argument("--learning-rate", type=_number, metavar="RATE", help="size of a step")
    parser.add_argument("--seed", type=_whole_number, metavar="N", help="same seed, same bits")
    parser.add_argument("--out", metavar="FILE", help="write the trained run here (.npz)")
    _finish(parser, train)


def _add_evaluate(parser: ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="a run written by train --out")
    parser.add_argument("--data", metavar=DATA, help="default: the data of the run")
    _finish(parser, evaluate)


def _add_predict(parser: ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="a run written by train --out")
    parser.add_argument("--input", required=True, metavar="CSV", help="Kaggle's test.csv")
    parser.add_argument("--output", required=True, metavar="CSV", help="the submission")
    _finish(parser, predict)


def _finish(parser: ArgumentParser, action: Callable[..., int]) -> None:
    parser.add_argument(
        "--json", action="store_true", help="print the results as JSON, as the last line"
    )
    parser.set_defaults(action=action)


def _whole_number(text: str) -> int:
    try:
        return int(text[:20])
    except ValueError:
        raise ArgumentTypeError(f"expected a whole number, received {text[:40]!r}") from None


def _batch_size(text: str) -> int | str:
    return FULL_BATCH if text == FULL_BATCH else _whole_number(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ArgumentTypeError(f"expected a number, received {text[:40]!r}") from None
