"""Our own lines, read from the files they are in."""

import linecache
from pathlib import Path
from types import ModuleType

import pytest

from core.anatomy.ledger_error import LedgerError
from core.layers import conv2d
from core.layers.catalog import LAYER_KINDS
from core.ledger.book_lines import book_lines, title_of_page, whole_pages
from core.ledger.code_place import CodePlace, Pass
from core.ledger.source_lines import source_lines, source_of, source_text
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.textbook.catalog import LAYER_PAGES
from tests.support.layer_cases import LAYER_CASES

ROOT = Path(__file__).parents[3]
#: A mapping for its order: two processes must collect the same tests.
WITH_WEIGHTS = {
    case.spec.KIND: case
    for case in LAYER_CASES.values()
    if case.spec.parameter_shapes(case.input_shape[1:])
}
PASSES = [
    *((kind, Pass.FORWARD) for kind in [*LAYER_KINDS, *LOSSES]),
    *((kind, Pass.INPUT_GRADIENT) for kind in [*LAYER_KINDS, *LOSSES]),
    *((kind, Pass.PARAMETER_GRADIENTS) for kind in WITH_WEIGHTS),
    *((kind, Pass.FUSED) for kind in ("categorical_cross_entropy", "binary_cross_entropy")),
    *((kind, Pass.UPDATE) for kind in OPTIMIZERS),
]


@pytest.mark.parametrize(("kind", "done_in"), PASSES)
def test_that_the_lines_are_those_of_the_file(kind, done_in):
    excerpts = source_lines(kind, done_in)
    for excerpt in excerpts:
        in_file = (ROOT / excerpt.file).read_text(encoding="utf-8").splitlines()
        assert excerpt.lines
        assert not any(line.strip().startswith('"""') for line in excerpt.lines)
        for number, line in zip(excerpt.numbers, excerpt.lines, strict=True):
            assert in_file[number - 1].strip() == line.strip()
        assert excerpt.first_line == excerpt.numbers[0]
    names = [excerpt.name for excerpt in excerpts]
    assert len(set(names)) == len(names)


def test_that_the_work_a_layer_hands_on_is_shown():
    names = [excerpt.name for excerpt in source_lines("max_pool2d", Pass.FORWARD)]
    assert names == ["AxisMaximum.forward", "largest_of"]
    names = [excerpt.name for excerpt in source_lines("adam_w", Pass.UPDATE)]
    assert names == ["AdamW.update", "Adam.update"]


def test_that_a_pass_that_does_not_exist_is_refused():
    with pytest.raises(LedgerError, match="no code for the update pass of relu"):
        source_lines("relu", Pass.UPDATE)
    assert source_of(None) == ()
    assert source_of(CodePlace("relu", Pass.FORWARD))[0].name == "ReLU.forward"


def test_that_the_lines_are_found_wherever_the_program_is_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    linecache.clearcache()
    assert "np.matmul" in source_text(conv2d)
    assert "def forward(" in source_text(LAYER_PAGES["conv2d"])


def test_that_a_source_that_was_not_shipped_is_told():
    module = ModuleType("elsewhere")
    module.__file__ = "/nowhere/elsewhere.py"
    with pytest.raises(LedgerError, match="The source of elsewhere was not shipped"):
        source_text(module)


def test_that_a_function_of_the_book_comes_with_what_it_calls_of_its_page():
    names = [excerpt.name for excerpt in book_lines(LAYER_PAGES["average_pool2d"], "forward")]
    assert names == ["average_pool2d.forward", "average_pool2d._sums", "average_pool2d._counts"]
    first = book_lines(LAYER_PAGES["dense"], "forward")[0]
    assert first.lines[0].startswith("def forward(")
    assert {first.lines[first.numbers.index(n)].strip() for n in first.marked} == {
        "return x @ weight + bias"
    }


@pytest.mark.parametrize("kind", LAYER_PAGES)
def test_that_a_whole_page_is_its_file(kind):
    pages = whole_pages(LAYER_PAGES[kind])
    for excerpt in pages:
        in_file = (ROOT / excerpt.file).read_text(encoding="utf-8").splitlines()
        assert list(excerpt.lines) == in_file
    assert title_of_page(LAYER_PAGES[kind]) in pages[0].lines[0]
