"""What is said of a step on the network."""

from types import SimpleNamespace

import numpy as np
import pytest

from core.presets import SEED_CNN
from gui.panels.draw.lesson_view import FORGETS, LIVE, lesson_lines


@pytest.mark.parametrize(
    ("before", "after", "part", "forgets"),
    [
        (0.9474, 0.5028, "test", True),
        (0.9474, 0.9400, "test", False),
        (0.9474, 0.9480, "test", False),
        (0.9474, 0.5028, "", False),
    ],
)
def test_that_a_step_that_breaks_the_rest_names_a_remedy(before, after, part, forgets):
    outputs = np.full((2, 10), 0.01)
    outputs[0, 2], outputs[1, 1] = 0.91, 0.91
    taught = SimpleNamespace(
        experiment=SEED_CNN,
        share=2.0**-10 if forgets else 1.0,
        label=1,
        before=outputs[0],
        after=outputs[1],
        accuracy_before=before,
        accuracy_after=after,
        count=10_000,
        part=part,
    )
    lines = lesson_lines(taught, tuple("0123456789"))
    assert lines[0] == "1: 1.0 % → 91 % · said 2, says 1 now"
    assert ("1/1,024 of a whole step is enough" in lines) is forgets
    assert (FORGETS in lines) is forgets
    assert lines[-1] == LIVE
