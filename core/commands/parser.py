"""What can be typed behind the name of the program."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from types import MappingProxyType

from core.commands.console import Console
from core.commands.evaluate import PARTS
from core.commands.label_choice import BESIDE, WITHOUT
from core.commands.named_run import named_run
from core.commands.one_sentence_parser import OneSentenceParser, formatter
from core.commands.process import program_name
from core.commands.typed_numbers import batch_size, image_size, real_number, whole_number
from core.datasets.catalog import built_in_formats, explained_formats
from core.documents.document_thinning import USUAL_BUDGET
from core.explanation.catalog import EXPLANATION_METHODS
from core.exporting.format_names import REPORT_SUFFIX, SCRIPTS, SUFFIXES
from core.importing.file_names import MODEL_SUFFIXES
from core.presets import PHOTOS, PRESETS, SEED_CNN

#: Name and purpose of each command, as the help shows them.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "train": "train a network, keep the run and report its accuracy",
        "resume": "train a run further, exactly from where it stopped",
        "show": "say what a run is: recipe, steps, best, events, size, parent",
        "evaluate": "judge a trained run",
        "explain": "write a map over one image: how much each pixel speaks for a class",
        "export": "write model, weights, recipe, script or a report (.html) of a run",
        "import": "make a run of a model from another program: ONNX or safetensors",
        "predict": "write what a run says images or pictures are, for Kaggle or as a table",
        "sweep": "train many runs with other settings, and say which are best",
        "data": "say what data is and what is wrong with it; list and fetch known sets",
        "screenshot": "draw every panel of the window, in both themes",
    }
)
DATA = "|".join([*(known.name for known in built_in_formats()), "NAME", "PATH"])
RUN = "a run, made by train --out or in the window"


def command_parser(console: Console) -> ArgumentParser:
    """Return the parser of the whole command line."""

    class Parser(OneSentenceParser):
        pass

    Parser.console = console
    parser = Parser(
        prog=program_name(),
        description="Networks written from first principles.  Without a command, or with the "
        "path of a run, the window opens.",
        formatter_class=formatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    added = {
        name: commands.add_parser(
            name,
            help=purpose,
            description=f"{purpose.capitalize()}.",
            formatter_class=formatter,
        )
        for name, purpose in COMMANDS.items()
    }
    _add_train(added["train"])
    _add_resume(added["resume"])
    _add_run(added["show"])
    _add_evaluate(added["evaluate"])
    _add_explain(added["explain"])
    _add_export(added["export"])
    _add_import(added["import"])
    _add_predict(added["predict"])
    _add_sweep(added["sweep"])
    _add_data(added["data"])
    added["screenshot"].add_argument("folder", metavar="DIR", help="where to put the pictures")
    for one in added.values():
        _add_common(one)
        one.set_defaults(parser=one)
    return parser


def _add_data(parser: ArgumentParser) -> None:
    help_text = f"{explained_formats()}; or a name of the list, which comes without it"
    parser.add_argument("path", metavar=DATA, nargs="?", help=help_text)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list the sets with a name")
    what.add_argument("--download", action="store_true", help="fetch the set of that name")
    what.add_argument(
        "--copy", metavar="COPY", help="use this folder or archive for the set of that name"
    )


def _add_train(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--preset",
        choices=tuple(PRESETS),
        help=f"which network (default: {SEED_CNN.name}, for photographs {PHOTOS.name})",
    )
    what.add_argument("--experiment", metavar="FILE", help="an experiment saved as JSON")
    parser.add_argument("--data", metavar=DATA, help=explained_formats())
    parser.add_argument(
        "--size", type=image_size, metavar="HxW", help="make every image that large: 64x96"
    )
    parser.add_argument(
        "--labels",
        nargs="?",
        const=BESIDE,
        metavar="LIST",
        help=f"learn with corrected labels: those beside the data, or LIST; “{WITHOUT}” "
        "leaves those out that an experiment names",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=whole_number, metavar="N", help="passes over the data")
    length.add_argument("--iterations", type=whole_number, metavar="N", help="optimiser steps")
    parser.add_argument(
        "--batch-size", type=batch_size, metavar="N|full", help="images per optimiser step"
    )
    parser.add_argument(
        "--learning-rate", type=real_number, metavar="RATE", help="size of a step"
    )
    parser.add_argument("--seed", type=whole_number, metavar="N", help="same seed, same bits")
    parser.add_argument(
        "--out",
        metavar="RUN",
        help="keep the run here: a document that saves itself from the first second on, or "
        "for a name ending in .npz the weights at the end",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace a file that is already there"
    )
    _add_budget(parser)


def _add_budget(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--budget",
        type=whole_number,
        metavar="MB",
        help="how much of the past the document may keep for the time slider (default: "
        f"{USUAL_BUDGET // 2**20}, more for large networks; never less than it has)",
    )


def _add_run(parser: ArgumentParser, what: str = RUN) -> None:
    parser.add_argument("run", metavar="RUN", type=named_run, help=what)


def _add_resume(parser: ArgumentParser) -> None:
    _add_run(parser, "a run document")
    parser.add_argument(
        "--epochs",
        type=whole_number,
        metavar="N",
        help="so many epochs more (default: to the end of the plan)",
    )
    parser.add_argument("--data", metavar=DATA, help="where the images of the run are now")
    _add_budget(parser)


def _add_evaluate(parser: ArgumentParser) -> None:
    _add_run(parser)
    parser.add_argument("--data", metavar=DATA, help="default: the data of the run")
    parser.add_argument(
        "--part", choices=PARTS, help="which images (default: test, else validation)"
    )
    _add_step(parser)


def _add_step(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--step",
        type=whole_number,
        metavar="N",
        help="which moment of the run (default: the best that was kept, else the last)",
    )


def _add_explain(parser: ArgumentParser) -> None:
    _add_run(parser)
    parser.add_argument(
        "--sample",
        required=True,
        metavar="PART:INDEX",
        help=f"which image, counted from 0: one of {', '.join(PARTS)}, and its place there",
    )
    parser.add_argument(
        "--method", required=True, choices=tuple(EXPLANATION_METHODS), help="how to explain"
    )
    parser.add_argument(
        "--target", metavar="CLASS", help="which class to explain (default: the predicted one)"
    )
    parser.add_argument(
        "--against", metavar="CLASS", help="explain by what it is ahead of this class"
    )
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="numbers (.npy) or a picture (.png)"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace a file that is already there"
    )
    parser.add_argument("--data", metavar=DATA, help="default: the data of the run")
    _add_step(parser)


def _add_export(parser: ArgumentParser) -> None:
    _add_run(parser)
    parser.add_argument(
        "out",
        metavar="OUT",
        help=f"its ending says what: {' '.join((*SUFFIXES, REPORT_SUFFIX))}",
    )
    parser.add_argument(
        "--as", dest="script", choices=SCRIPTS, help=f"which script (default: {SCRIPTS[0]})"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace a file that is already there"
    )
    parser.add_argument("--data", metavar=DATA, help="images to compare (default: the run's)")
    _add_step(parser)


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument(
        "model", metavar="MODEL", help=f"a file, as {' '.join(MODEL_SUFFIXES)} have it"
    )
    parser.add_argument(
        "--experiment",
        metavar="FILE",
        help="what it was made from, as JSON: for weights that do not say so themselves",
    )
    parser.add_argument("--data", metavar=DATA, help="its images (default: the experiment's)")
    parser.add_argument(
        "--out",
        required=True,
        metavar="RUN",
        help="a document that can be trained further, or for a name ending in .npz the weights",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace a file that is already there"
    )


def _add_predict(parser: ArgumentParser) -> None:
    _add_run(parser)
    parser.add_argument(
        "--input",
        required=True,
        metavar="CSV|PICTURES",
        help="Kaggle's test.csv, a picture or a folder of pictures",
    )
    parser.add_argument(
        "--output", required=True, metavar="CSV", help="the table that is written"
    )


def _add_sweep(parser: ArgumentParser) -> None:
    parser.add_argument("sweep", metavar="SWEEP.json", help="what is varied, as JSON")
    parser.add_argument(
        "--trials",
        required=True,
        type=whole_number,
        metavar="N",
        help="how many there are in the folder at the end; those already there count",
    )
    parser.add_argument(
        "--out", required=True, metavar="FOLDER", help="gets a document for every run"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=whole_number,
        metavar="N",
        help="processes of this computer (default: as many as processors are free)",
    )
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster, such as tcp://10.0.0.1:8786"
    )
    for name, what in (("ca", "of the authority"), ("cert", "of ours"), ("key", "of ours")):
        kind = "key" if name == "key" else "certificate"
        parser.add_argument(
            f"--tls-{name}", metavar="FILE", help=f"a {kind} {what}, for a tls:// scheduler"
        )


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="print the results as JSON, as the last line"
    )
    parser.add_argument("--quiet", action="store_true", help="print no progress and no remarks")
    parser.add_argument(
        "--threads",
        type=whole_number,
        metavar="N",
        help="how many threads compute; never changes a number",
    )
