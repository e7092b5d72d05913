"""What a branch says it comes from."""

from types import SimpleNamespace

import pytest

from core.documents.recipe import Origin
from gui.documents.run_branching import _origin


@pytest.mark.parametrize(("step", "said"), [(1_620, 1_620), (5_064, 5_064), (6_000, 5_064)])
def test_that_a_branch_of_a_branch_in_no_file_comes_from_the_run_before_it(step, said):
    parent = SimpleNamespace(parent=Origin("abc", "seed-cnn", 5_064))
    assert _origin(parent, None, step) == Origin("abc", "seed-cnn", said)
    assert _origin(SimpleNamespace(parent=None), None, step) is None
