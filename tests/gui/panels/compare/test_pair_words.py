"""Which of two runs is better, in sentences."""

import pytest

from core.evaluation.mcnemar import mcnemar
from gui.panels.compare.pair_words import chance_sentence


@pytest.mark.parametrize(
    ("only_a", "only_b", "expected"),
    [
        (1, 5, "On 5 images only B is right, on 1 only A. Were both equally good, chance would "
               "make a difference like that in 21.9 % of all cases (McNemar's exact test)."),
        (0, 1, "On 1 image only B is right, on 0 only A. Were both equally good, chance would "
               "make a difference like that in 100 % of all cases (McNemar's exact test)."),
        (7, 7, "On 7 images only B is right, on 7 only A. So neither is ahead."),
        (2000, 2500, "On 2,500 images only B is right, on 2,000 only A. Were both equally "
                     "good, chance would make a difference like that in < 0.1 % of all cases "
                     "(McNemar's test)."),
    ],
)  # fmt: skip
def test_that_a_difference_is_said_with_what_chance_would_make(only_a, only_b, expected):
    assert chance_sentence(mcnemar(only_a, only_b)) == expected
