"""What a worker is asked for, as JSON text."""

from __future__ import annotations

import json
from dataclasses import dataclass

from core.documents.plain_data import from_json, to_json
from core.errors import SpecError
from core.json_text import parse_json_object

TRAIN, KEEP = "train", "keep"


@dataclass(frozen=True, slots=True)
class TrialTask:
    """Train one run.

    Attributes
    ----------
    key : str
        Of this attempt; what is said of it, and what ends it, go by this name.
    program : str
        Which Glassbox has to train it: see `program_identity`.
    experiment : str
        As JSON text; the place of its data is that on the asking computer.
    data_digest : str
        Of the images: see `dataset_digest`.
    name, notes : str
        What the document says of the run.
    budget : int
        Bytes that the document may take.
    topic : str
        Where its curve is sent to.
    endings : str
        Name of the list of those that are to end.
    niceness : int
        How much the process gives way to others, from 0 to 19.
    """

    key: str
    program: str
    experiment: str
    data_digest: str
    name: str
    notes: str
    budget: int
    topic: str
    endings: str
    niceness: int = 0


@dataclass(frozen=True, slots=True)
class DataPart:
    """Keep a part of a data set; the last one makes it whole.

    Attributes
    ----------
    digest : str
        Of the whole: see `dataset_digest`.
    name : str
    class_names : str
        With a zero byte between two of them.
    shape : tuple (N, H, W, C)
    label_bytes : int
        Of one label: 1 or 2.
    part, parts : int
        Which one of how many, from 0.
    content : str
        Images and labels, packed by zlib, in base64, cut into parts.
    """

    digest: str
    name: str
    class_names: str
    shape: tuple[int, ...]
    label_bytes: int
    part: int
    parts: int
    content: str


def task_text(task: TrialTask | DataPart) -> str:
    """Return a task as JSON text."""
    do = TRAIN if isinstance(task, TrialTask) else KEEP
    return json.dumps({"do": do, "what": to_json(task)})


def read_task(text: str) -> TrialTask | DataPart:
    """Return the task in JSON text.

    Raises
    ------
    SpecError
        If it is none.
    """
    data = parse_json_object(text, "task")
    do, what = data.get("do"), data.get("what")
    if do not in (TRAIN, KEEP) or not isinstance(what, str):
        raise SpecError(f"task: expected something to train or to keep, received {do!r:.60}")
    if do == TRAIN:
        return from_json(what, TrialTask, "task")
    return from_json(what, DataPart, "task")
