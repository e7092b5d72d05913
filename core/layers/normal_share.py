"""How much of a normal distribution lies below a number."""

from __future__ import annotations

import math

import numpy as np

from core.arrays import FloatArray
from core.buffers import Buffers

_PER_SPREAD = math.sqrt(0.5)
#: Of the polynomial P for |z| <= 1, by powers: the Chebyshev series of log(erfc(u) / t) + u²,
#: worked out to 40 digits and cut off where the numbers of a type end.
_DOUBLE = (
    -0.67179408405669227, 0.67264322397765671, 0.047343306841904126, -0.04689561023117254,
    -0.0098726893663718245, 0.0088249385569536572, 0.001758933557373593,
    -0.0023458124985604278, -0.00014624685822177964, 0.00067367877621055833,
    -9.3735068167404089e-5, -0.00017430282603962705, 7.1401183671887361e-5,
    3.174468049664531e-5, -3.0188402741517081e-5, 1.3912841419813597e-7,
    8.5637026031656799e-6, -2.9507111411676655e-6, -1.2738483543405756e-6,
    1.2536903601740037e-6, -1.6702707092180472e-7, -2.5292544509817046e-7,
    1.524383598901832e-7, 3.4194968122107123e-9, -3.8848593561820787e-8,
    1.049119316760225e-8, 4.0099782541773675e-9, -1.7861003615757367e-9,
)  # fmt: skip
_SINGLE = (
    -0.67179409168077587, 0.67264315477454299, 0.047343887612987076, -0.046893640559962494,
    -0.0098800193240198341, 0.0088088253693851113, 0.0017940662497381272,
    -0.0022887652385905673, -0.00022791096599739166, 0.00057376637200218394,
    8.000738160952394e-6, -8.728381021569723e-5,
)  # fmt: skip


def normal_share(x: FloatArray, out: FloatArray, buffers: Buffers) -> None:
    r"""Write the share of the standard normal distribution below every number into `out`.

    .. math::
        \Phi(x) = \tfrac12 \operatorname{erfc}(-x / \sqrt 2), \qquad
        \operatorname{erfc}(u) = t\, e^{P(z) - u^2}, \qquad
        t = \frac{2}{2 + u}, \qquad z = 2 t - 1, \qquad u \ge 0

    Parameters
    ----------
    x, out : ndarray of float32 or float64, of one shape
    buffers : Buffers
        For working memory.

    Notes
    -----
    NumPy has no error function.  This one is off by at most 2e-7 in single and 4e-16 in
    double precision; small shares keep their digits, since nothing is subtracted from 1.

    References
    ----------
    .. [1] Press, Teukolsky, Vetterling & Flannery (2007), "Numerical Recipes", 3rd ed.,
       section 6.2.2.
    """
    z: FloatArray = buffers.take_like("z", x)
    powers: FloatArray = buffers.take_like("powers", x)
    factors = _DOUBLE if x.dtype == np.float64 else _SINGLE
    # In the ledger: forward
    np.abs(x, out=out)
    out *= _PER_SPREAD  # u
    np.add(out, 2, out=z)
    np.divide(2, z, out=z)  # t
    np.multiply(out, out, out=out)
    np.negative(out, out=out)  # -u²
    z *= 2
    z -= 1
    powers.fill(factors[-1])
    for factor in factors[-2::-1]:
        powers *= z
        powers += factor
    out += powers
    np.exp(out, out=out)
    z += 1
    z *= 0.25  # t / 2
    out *= z  # the share beyond |x|
    is_above = np.greater(x, 0, out=buffers.take_like("is above", x, np.bool_))
    np.subtract(1, out, out=out, where=is_above)
