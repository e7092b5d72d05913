"""All that a sweep asks of a worker of Dask; importing this loads nothing else."""

from __future__ import annotations

from glassbox_lab.launcher import find_program


def run_trial(json_text: str) -> bytes:
    """Train one run, or keep a part of a data set.

    Parameters
    ----------
    json_text : str
        What to do: see `core.sweeping.trial_task`.

    Returns
    -------
    bytes
        What came of it as a line of JSON, and the document of the run behind it: see
        `core.sweeping.trial_reply`.
    """
    find_program()
    from core.blas_threads import limit_blas_threads

    limit_blas_threads()  # NumPy may be loaded already: then threadpoolctl sets it
    from core.sweeping.worker_side import answer

    return answer(json_text)
