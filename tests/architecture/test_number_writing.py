"""Numbers that people read are written by `core/number_text.py`, and nowhere else."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.one_reading import findings, read, search
from tests.architecture.visible_strings import strings

HOME = "core/number_text.py"
#: Where floats are written otherwise, and why that is right.
EXCEPTIONS = {
    "core/ledger/exports/text_export.py": "what is copied is read by programs",
    "core/ledger/exports/latex_export.py": "what is copied is read by LaTeX",
    "core/formats/size_text.py": "sizes of files, which are never negative nor tiny",
    "core/training/memory_estimate.py": "sizes of memory, likewise",
    "core/documents/disk_room.py": "sizes of disks, likewise",
    "core/documents/recipe_differences.py": "settings as they are typed",
    "core/figures/svg.py": "coordinates, which programs read",
    "core/drawing/picture_predictions.py": "a table that programs read",
    "core/commands/report.py": "seconds and images a second, in a terminal",
    "core/commands/training_tally.py": "images a second, in a terminal",
    "core/commands/progress_bar.py": "how far it is, in a terminal",
    "gui/forms/field_text.py": "what is typed into a field",
}
FLOAT_SPEC = re.compile(r"[^}]*[\d.,+#][eEfFgG%]")
OLD_STYLE = re.compile(r"%[+ #0]*\d*\.?\d*[efgEFG]\b")
STR_FORMAT = re.compile(r"\{[^{}:]*:[^{}]*[\d.,+][eEfFgG%]\}")
MINUS = re.compile(r"(?:^|[\s(=])-\d")


def float_formats(source):
    """Yield the lines in which a float is formatted."""
    for node in source.of(ast.FormattedValue, ast.Call, ast.BinOp):
        spec = None
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                part.value if isinstance(part, ast.Constant) else "0"
                for part in node.format_spec.values
            )
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "format":
            spec = ast.unparse(node.args[1]).strip("'\"") if len(node.args) > 1 else None
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            left = node.left
            if isinstance(left, ast.Constant) and isinstance(left.value, str):
                spec = ".0f" if OLD_STYLE.search(left.value) else None
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            if node.func.attr == "format" and isinstance(on, ast.Constant):
                spec = ".0f" if STR_FORMAT.search(str(on.value)) else None
        if spec and (FLOAT_SPEC.fullmatch(spec) or spec in ("e", "f", "g", "%")):
            yield node.lineno


@search
def lines_with_float_formats(source):
    return list(float_formats(source))


def test_that_numbers_are_written_in_one_place():
    found = findings(lines_with_float_formats)
    assert HOME in found, "the search finds nothing"
    elsewhere = {name: lines for name, lines in found.items() if name != HOME}
    assert {n: at for n, at in elsewhere.items() if n not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(found), "an exception that is none any more"


@pytest.mark.parametrize(
    "source",
    ['f"{x:.3f}"', 'f"{x:+.2e}"', 'f"{x:g}"', 'f"{x:.{n}f}"', '"%.2f" % x', 'format(x, ".1%")',
     '"{:.2f}".format(x)'],
)  # fmt: skip
def test_that_a_raw_format_is_found(source):
    assert list(float_formats(read(source))) == [1]


@pytest.mark.parametrize("source", ['f"{x:,}"', 'f"{x:>6}"', 'f"{x:02}"', '"a %s" % x'])
def test_that_formats_of_whole_numbers_and_texts_are_none(source):
    assert list(float_formats(read(source))) == []


@search
def false_minuses(source):
    is_shown = source.name.startswith("gui/") and "style" not in Path(source.name).name
    texts = strings(source) if is_shown else ()
    return [(line, text) for line, text in texts if MINUS.search(text)]


def test_that_texts_of_the_window_have_a_true_minus():
    assert findings(false_minuses) == {}
