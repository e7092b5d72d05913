"""Workers of Dask: processes of this computer, or those of a scheduler somewhere."""

from __future__ import annotations

import logging
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.sentence import sentence
from core.sweeping.certificates import check_certificates
from core.sweeping.dask_pool import DaskPool
from core.sweeping.scheduler_check import PATIENCE, check_scheduler
from core.sweeping.sweep_error import SweepError, needed_extra
from core.training.shard_plan import allowed_threads

if TYPE_CHECKING:
    from distributed import Client, Security

#: The only interface that anything of ours listens on.
LOOPBACK = "127.0.0.1"
#: How much local workers give way, so that a window beside them stays smooth.
NICENESS = 5
#: Of Dask's own log: nothing of it is for people, who are told in a sentence.
SILENT = logging.CRITICAL + 1
#: How often a run whose worker died is begun again.
RETRIES = 2


def local_pool(workers: int | None = None) -> DaskPool:
    """Return processes of this computer, one compute thread each.

    They listen on loopback alone, and end with this process, however it ends.

    Parameters
    ----------
    workers : int, optional
        By default as many as processors are free.

    Raises
    ------
    SweepError
        If Dask is not installed, or they cannot be started.
    """
    run_trial = _run_trial()
    dask, distributed = _dask()
    dask.config.set({"distributed.scheduler.allowed-failures": RETRIES})
    try:
        with _interrupts_blocked():
            cluster = distributed.LocalCluster(
                n_workers=workers or allowed_threads(),
                threads_per_worker=1,
                processes=True,
                host=LOOPBACK,
                dashboard_address=f"{LOOPBACK}:0",
                silence_logs=SILENT,
            )
    except (OSError, RuntimeError, TimeoutError, AssertionError) as error:
        text = sentence(str(error), 150) or "they did not answer in time"
        raise SweepError(f"the workers could not be started ({text})") from None
    return DaskPool(
        lambda: _client(cluster),
        run_trial,
        niceness=NICENESS,
        close_cluster=lambda: cluster.close(timeout=PATIENCE),
    )


def pool_at(address: str, *, tls: Mapping[str, str] | None = None) -> DaskPool:
    """Return the workers of the scheduler at an address.

    Parameters
    ----------
    address : str
        Such as ``"tcp://10.0.0.1:8786"``.
    tls : mapping of str to str, optional
        Paths of the certificates, by the names that `distributed.Security` has for them:
        ``tls_ca_file``, ``tls_client_cert``, ``tls_client_key``.

    Raises
    ------
    SweepError
        If Dask is not installed, certificates are missing or wrong, or no scheduler answers
        within some seconds.
    """
    run_trial = _run_trial()
    _, distributed = _dask()
    tls = {name: path for name, path in (tls or {}).items() if path}
    check_certificates(address, tls)
    security: Security | None = None
    if tls:
        security = distributed.Security(require_encryption=True, **tls)

    def connect() -> Client:
        check_scheduler(address, security)
        return _client(address, security)

    return DaskPool(connect, run_trial)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Let threads and processes that are made in the block have Ctrl+C blocked for life.

    A terminal sends it to every process of the command: only this one knows what to do then.
    One that comes meanwhile is noticed behind the block.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # which unblocks it, the first time
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _client(target: object, security: Security | None = None) -> Client:
    """Return a connection to a scheduler that is there.

    Raises
    ------
    SweepError
        If it is gone again.
    """
    _, distributed = _dask()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions of Dask: what matters we ask
            client: Client = distributed.Client(
                target, timeout=PATIENCE, set_as_default=False, security=security
            )
    except (OSError, RuntimeError, TimeoutError) as error:
        reason = sentence(str(error), 120)
        raise SweepError(f"the scheduler of Dask cannot be reached ({reason})") from None
    return client


def _dask() -> tuple[Any, Any]:
    try:
        import dask
        import distributed
    except ImportError:
        raise needed_extra("distributed") from None
    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(SILENT)  # what matters is said in a sentence
    return dask, distributed


def _run_trial() -> Callable[[str], bytes]:
    """Return what is submitted, from the package beside this very program."""
    source = Path(__file__).resolve().parents[2] / "packaging"
    if (source / "glassbox_lab").is_dir() and str(source) not in sys.path:
        sys.path.insert(0, str(source))  # worker processes are given this list
    try:
        from glassbox_lab.worker import run_trial
    except ImportError:
        raise SweepError("the package glassbox_lab is missing: install Glassbox anew") from None
    return run_trial
