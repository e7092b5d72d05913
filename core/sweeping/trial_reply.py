"""What a worker answers, as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.documents.plain_data import from_json, to_json
from core.errors import SpecError

#: Bytes of the head that are read before it is clear that this is none.
LONGEST_HEAD = 4096


class TrialOutcome(StrEnum):
    """What came of a task."""

    TRAINED = "trained"
    KEPT = "kept"
    NEEDS_DATA = "needs_data"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TrialReply:
    """What came of a task.

    Attributes
    ----------
    outcome : TrialOutcome
        ``impossible`` is the fault of the settings, ``failed`` of the worker's computer.
    worker : str
        Address of who answers.
    sentence : str
        Why it is not what was asked for.
    seconds : float
        What it took.
    """

    outcome: TrialOutcome
    worker: str = ""
    sentence: str = ""
    seconds: float = 0.0


def reply_bytes(reply: TrialReply, document: bytes = b"") -> bytes:
    """Return a reply, with the document of the run behind it."""
    return to_json(reply).encode() + b"\n" + document


def read_reply(content: bytes) -> tuple[TrialReply, bytes]:
    """Return the reply in `content`, and the document.

    Raises
    ------
    SpecError
        If it is none.
    """
    end = content.find(b"\n", 0, LONGEST_HEAD)
    if end < 0:
        raise SpecError("reply: expected JSON and a document, received something else")
    try:
        head = content[:end].decode()
    except UnicodeDecodeError:
        raise SpecError("reply: expected JSON text, received binary data") from None
    return from_json(head, TrialReply, "reply"), content[end + 1 :]
