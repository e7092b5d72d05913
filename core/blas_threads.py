"""One thread for matrix products; imports nothing that would load NumPy."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache

#: What makes a BLAS choose another kernel or other blocks than the machine deserves.
CAPS = (
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
    "OPENBLAS_BLOCK_FACTOR",
    "MKL_ENABLE_INSTRUCTIONS",
    "MKL_DEBUG_CPU_TYPE",
    "MKL_CBWR",
    "BLIS_ARCH_TYPE",
    "NPY_DISABLE_CPU_FEATURES",
)
_VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")


@cache
def limit_blas_threads() -> None:
    """Let NumPy's matrix products compute on the thread that asks for them, and on no other.

    Two threads of BLAS spin against the window and against our own threads, and what they
    add in another order changes the last bits of a result.  Parallelism comes from our own
    shards of the data instead.

    Called before NumPy is imported this sets the environment, which BLAS reads once, when it
    is loaded.  Where NumPy came first, as in a notebook, the loaded library itself is set.
    Either holds for the whole process, for as long as it lives; a second call does nothing.
    """
    came_too_late = "numpy" in sys.modules
    for name in _VARIABLES:
        os.environ[name] = "1"  # for the processes we start, too
    if came_too_late:
        # takes 10 ms, and the program itself comes in time
        from threadpoolctl import threadpool_limits

        threadpool_limits(limits=1, user_api="blas")


def blas_kernels() -> tuple[str, ...]:
    """Return what computes matrix products here: library, version and kernel of each BLAS."""
    from threadpoolctl import threadpool_info

    return tuple(
        sorted(
            {
                " ".join(
                    str(found.get(key) or "?")
                    for key in ("internal_api", "version", "architecture")
                )
                for found in threadpool_info()
                if found.get("user_api") == "blas"
            }
        )
    )


def blas_caps(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the variables of an environment that keep a BLAS from what the machine could do.

    The number of threads is none of them: `limit_blas_threads` sets it on purpose.
    """
    return tuple(name for name in CAPS if environment.get(name))
