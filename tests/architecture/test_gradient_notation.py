"""A derivative of the loss is written dL/dx, dL/dw … in every text that people read."""

import re

import pytest

from tests.architecture.one_reading import findings, search
from tests.architecture.visible_strings import strings

#: Other ways of writing it: a curly d, the loss as a word, capitals, brackets, a name alone.
OTHERWISE = re.compile(
    r"∂|\\partial|d\s?\(?[Ll]oss\)?\s?/\s?d|dL ?/ ?d(?!L\b)[A-Z(]|dL /|/ d[a-z]\b|∇|\\nabla"
    r"|\bgrad(?:\.| of\b)|\bd[WXB]\b"
)
#: Here stands how formulas are read, whatever they say.
PARSER = "gui/panels/ledger/formula_parser.py"


def texts(source):
    if source.name.startswith("core/textbook/"):  # a page of the book is shown as it is
        return [(0, source.text)]
    return [] if source.name == PARSER else strings(source)


@search
def written_otherwise(source):
    return [(line, at[0]) for line, text in texts(source) if (at := OTHERWISE.search(text))]


@search
def written_as_agreed(source):
    return [line for line, text in texts(source) if "dL/d" in text]


def test_that_every_text_writes_a_derivative_of_the_loss_alike():
    assert findings(written_otherwise) == {}
    count = sum(len(lines) for lines in findings(written_as_agreed).values())
    assert count > 20, "the search finds nothing"


@pytest.mark.parametrize(
    "text",
    ["∂L/∂w", "dL/dW", "dL/d(pixel)", "d(loss)/d(x)", "grad of w", "dLoss/dx", "the dW of"],
)
def test_that_another_way_of_writing_it_is_found(text):
    assert OTHERWISE.search(text)


@pytest.mark.parametrize("text", ["dL/dx[i] = Σ", r"\frac{dL}{dw_{i,j}}", "dy/dx", "and/or"])
def test_that_the_one_way_is_let_through(text):
    assert not OTHERWISE.search(text)
