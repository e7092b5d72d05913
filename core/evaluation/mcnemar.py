"""Whether two networks that were judged on the same images differ by more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Up to so many images on which one of the two is right, chances are counted one by one.
MOST_COUNTED = 1000
#: Differences that chance makes less often than that are taken for real.
USUAL_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class McNemar:
    """McNemar's test.

    Attributes
    ----------
    only_first, only_second : int
        Images on which one is right and the other wrong.
    p_value : float
        How often chance makes a difference at least as large between two that are alike.
    is_exact : bool
        Whether that was counted, not estimated.
    """

    only_first: int
    only_second: int
    p_value: float
    is_exact: bool

    @property
    def is_significant(self) -> bool:
        """Whether chance makes such a difference in less than 1 of 20 cases."""
        return self.p_value < USUAL_LEVEL


def mcnemar(only_first: int, only_second: int) -> McNemar:
    r"""Return McNemar's test of two networks on the same images.

    Were both alike, each would be right alone equally often: with n images on which one
    is right, m of them by the rarer, two-sided,

    .. math:: p = \min\Bigl(1,\; 2 \sum_{k=0}^{m} \binom{n}{k} 2^{-n} \Bigr)

    and for large n, corrected for continuity,

    .. math:: \chi^2 = \frac{(|b - c| - 1)^2}{b + c}, \qquad
              p = \mathrm{erfc}\sqrt{\chi^2 / 2}

    Parameters
    ----------
    only_first, only_second : int
        Images on which only that one is right.

    References
    ----------
    .. [1] McNemar (1947), "Note on the sampling error of the difference between correlated
       proportions or percentages", Psychometrika 12.
    .. [2] Edwards (1948), "Note on the correction for continuity in testing the significance
       of the difference between correlated proportions", Psychometrika 13.
    """
    n, fewer = only_first + only_second, min(only_first, only_second)
    if n <= MOST_COUNTED:
        ways = 2 * sum(math.comb(n, k) for k in range(fewer + 1))
        p = 1.0 if ways >= 2**n else ways / 2**n  # whole numbers: nothing is rounded before
        return McNemar(only_first, only_second, p, is_exact=True)
    surplus = max(0, abs(only_first - only_second) - 1)
    p = math.erfc(math.sqrt(surplus**2 / n / 2))
    return McNemar(only_first, only_second, p, is_exact=False)
