"""How far a share that was counted can be trusted."""

from __future__ import annotations

import math

#: 97.5 % of a normal distribution lie below it, so that 95 % lie within it on both sides.
NORMAL_95 = 1.959963984540054


def wilson_interval(
    successes: int, count: int, z: float = NORMAL_95
) -> tuple[float, float] | None:
    r"""Return between which shares the true one lies, in 95 of 100 cases.

    .. math:: \frac{\hat p + \frac{z^2}{2n} \pm z
              \sqrt{\frac{\hat p (1 - \hat p)}{n} + \frac{z^2}{4 n^2}}}{1 + \frac{z^2}{n}}

    Without correction for continuity.

    Parameters
    ----------
    successes : int
        From 0 to `count`.
    count : int
    z : float, default 1.96
        Quantile of the normal distribution.

    Returns
    -------
    (float, float) or None
        From 0 to 1; None if nothing was counted.

    References
    ----------
    .. [1] Wilson (1927), "Probable inference, the law of succession, and statistical
       inference", Journal of the American Statistical Association 22.
    """
    if not count:
        return None
    share, per = successes / count, z * z / count
    middle = (share + per / 2) / (1 + per)
    half = math.sqrt(share * (1 - share) * per + per * per / 4) / (1 + per)
    # rounding must not leave a sure end beside 0 or 1
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == count else min(1.0, middle + half)
    return low, high
