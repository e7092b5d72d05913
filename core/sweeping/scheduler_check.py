"""Whether a scheduler of Dask answers at an address, asked before anything is built on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from core.sentence import sentence
from core.sweeping.sweep_error import SweepError

if TYPE_CHECKING:
    from distributed import Security

#: Seconds that a scheduler has to answer, and local workers have to end.
PATIENCE = 6.0


def check_scheduler(
    address: str, security: Security | None = None, *, patience: float = PATIENCE
) -> None:
    """Ask who is at an address.

    A `distributed.Client` that could not connect stays half made: it holds a thread, and
    closes itself whenever the garbage collector comes, on whichever thread that is, while
    it waits for a lock that may be held there. So none is made before a scheduler answered.

    Parameters
    ----------
    address : str
        Such as ``"tcp://10.0.0.1:8786"``.
    security : distributed.Security, optional
        Certificates.
    patience : float
        Seconds.

    Raises
    ------
    SweepError
        If nothing answers, or something that is no scheduler.
    """
    try:
        kind = asyncio.run(asyncio.wait_for(_kind_at(address, security), patience))
    except TimeoutError:
        reason = "it says nothing"
    except Exception as error:  # noqa: BLE001  # what is behind that port may say anything
        reason = sentence(str(error), 120) or type(error).__name__
    else:
        if kind == "Scheduler":
            return
        reason = f"it is a {sentence(kind, 40)} of Dask"
    raise SweepError(f"{sentence(address, 80)}: no scheduler of Dask answers there ({reason})")


async def _kind_at(address: str, security: Security | None) -> str:
    """Return the name of the class of what answers, by the protocol of Dask."""
    from distributed.core import connect

    arguments = security.get_connection_args("client") if security is not None else {}
    connection = await connect(address, timeout=PATIENCE, **arguments)
    try:
        await connection.write({"op": "identity", "reply": True})
        answer = await connection.read()
    finally:
        connection.abort()
    return str(answer.get("type", "")) if isinstance(answer, dict) else ""
