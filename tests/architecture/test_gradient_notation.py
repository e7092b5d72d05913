"""A derivative of the loss is written dL/dx, dL/dw … in every text that people read."""

import ast
import re

import pytest

from tests.architecture.import_graph import ROOT
from tests.architecture.visible_strings import strings

#: Other ways of writing it: a curly d, the loss as a word, capitals, brackets, a name alone.
OTHERWISE = re.compile(
    r"∂|\\partial|d\s?\(?[Ll]oss\)?\s?/\s?d|dL ?/ ?d(?!L\b)[A-Z(]|dL /|/ d[a-z]\b|∇|\\nabla"
    r"|\bgrad(?:\.| of\b)|\bd[WXB]\b"
)
#: Here stands how formulas are read, whatever they say.
PARSER = "gui/panels/ledger/formula_parser.py"


def texts():
    for room in ("gui", "core"):
        for path in sorted(ROOT.glob(f"{room}/**/*.py")):
            name = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if name.startswith("core/textbook/"):  # a page of the book is shown as it is
                yield name, 0, path.read_text(encoding="utf-8")
            elif name != PARSER:
                yield from ((name, line, text) for line, text in strings(tree))


def test_that_every_text_writes_a_derivative_of_the_loss_alike():
    found = [
        (name, line, match[0])
        for name, line, text in texts()
        if (match := OTHERWISE.search(text))
    ]
    assert found == []
    assert sum("dL/d" in text for _, _, text in texts()) > 20, "the search finds nothing"


@pytest.mark.parametrize(
    "text",
    ["∂L/∂w", "dL/dW", "dL/d(pixel)", "d(loss)/d(x)", "grad of w", "dLoss/dx", "the dW of"],
)
def test_that_another_way_of_writing_it_is_found(text):
    assert OTHERWISE.search(text)


@pytest.mark.parametrize("text", ["dL/dx[i] = Σ", r"\frac{dL}{dw_{i,j}}", "dy/dx", "and/or"])
def test_that_the_one_way_is_let_through(text):
    assert not OTHERWISE.search(text)
