"""Keeps the user's own digits in a file, and has the network judge them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from core.arrays import ByteArray, Shape
from core.data_description import DataDescription, source_of, with_source
from core.datasets.batch import cut_batch
from core.datasets.extra_images import SUFFIX, joined_source, parted_source
from core.drawing.own_digits import OwnDigits, as_samples, read_own_digits, write_own_digits
from core.errors import LoadError
from core.formats.file_name import free_path
from core.inspection.moment import Moment
from core.inspection.network_copy import NetworkCopy
from gui.background.attempt import Attempt
from gui.background.job_queue import JobQueue
from gui.background.newest_wish import NewestWish

FOLDER, FILE = "my digits", "my digits.npz"
NO_FOLDER = "There is no folder of runs to keep digits in."
#: What the network says of each digit; a place that is missing is of no class of its own.
Said = Mapping[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Judging:
    moment: Moment
    digits: OwnDigits


class OwnDigitsKeeper(QObject):
    """Holds the digits, with all that can be taken back; files are read and written later.

    Parameters
    ----------
    folder : callable
        Returns the folder of runs; the digits lie in a folder of their own in there.

    Signals
    -------
    changed()
        There are other digits, or more is known of them.
    failed(str)
        Something could not be done; one sentence.
    frozen(str)
        A copy of the digits was written for training: the data that a run is to learn from.
    """

    changed = Signal()
    failed = Signal(str)
    frozen = Signal(object)

    def __init__(
        self, folder: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.digits = OwnDigits.none()
        self.said: Said = MappingProxyType({})
        self._before: list[OwnDigits] = []
        self._folder = folder
        self._has_read = False
        self._moment: Moment | None = None
        self._jobs = JobQueue("my digits", self)
        self._judging: NewestWish[_Judging, Said] = NewestWish(
            _judged(NetworkCopy()), name="judging my digits", parent=self
        )
        self._judging.answered.connect(self._on_judged)

    @property
    def may_undo(self) -> bool:
        """Whether a change can be taken back."""
        return bool(self._before)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or written, or digits are judged."""
        return self._jobs.is_busy or self._judging.is_busy

    @property
    def judged(self) -> tuple[int, int]:
        """How many are said to be what they are, and how many were judged."""
        right = sum(label == self.digits.labels[at] for at, label in self.said.items())
        return int(right), len(self.said)

    def read(self) -> None:
        """Read the file, if that was not done before."""
        path = self._path()
        if not self._has_read and path is not None:
            self._has_read = True
            self._jobs.add(partial(_read, path), self._on_read, self._on_failed)

    def read_if_there(self) -> None:
        """Read the file soon, if there is one."""
        path = self._path()
        if path is not None and path.exists():
            self.read()

    def add(self, image: ByteArray, label: int) -> None:
        """Keep one more, shape (28, 28)."""
        self._change(partial(OwnDigits.with_digit, image=image, label=label))

    def delete(self, place: int) -> None:
        """Keep one no longer; `undo` brings it back."""
        self._change(partial(OwnDigits.without, place=place))

    def relabel(self, place: int, label: int) -> None:
        """Say that one is something else; `undo` takes that back."""
        self._change(partial(OwnDigits.relabelled, place=place, label=label))

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._use(self._before.pop())

    def judge(self, moment: Moment | None) -> None:
        """Have the network of a moment say what the digits are."""
        before, self._moment = self._moment, moment
        if moment and before and moment.snapshot is before.snapshot:
            return  # another sample of the same network
        if moment is None or not len(self.digits):
            self._judging.give_up()
            self.said = MappingProxyType({})
        else:
            self._judging.ask(_Judging(moment, self.digits))

    def freeze(self, data: str | DataDescription, shape: Shape) -> None:
        """Write the digits as they are now beside their data, to be trained on.

        Parameters
        ----------
        data : str or DataDescription
            What an experiment calls its data.
        shape : tuple (H, W, C)
            Of its images.
        """
        path = self._path()
        if path is None:
            self.failed.emit(NO_FOLDER)
            return
        job = partial(_freeze, path.parent, self.digits, data, shape)
        self._jobs.add(job, self.frozen.emit, self._on_failed)

    def rest(self) -> None:
        """Judge nothing that is not seen."""
        if self._judging.is_busy:
            self._judging.give_up()
            self._moment = None

    def shut_down(self) -> None:
        """End the threads."""
        self._judging.shut_down()
        self._jobs.shut_down()

    def _path(self) -> Path | None:
        folder = self._folder()
        return None if folder is None else folder / FOLDER / FILE

    def _change(self, change: Callable[[OwnDigits], OwnDigits]) -> None:
        self.read()
        before = self.digits
        try:
            after = change(before)
        except LoadError as error:
            self.failed.emit(str(error))
            return
        self._before.append(before)
        self._use(after)

    def _use(self, digits: OwnDigits) -> None:
        self.digits, moment = digits, self._moment
        self.said, self._moment = MappingProxyType({}), None
        self.judge(moment)
        path = self._path()
        if path is not None:
            self._jobs.add(partial(_write, path, digits), None, self._on_failed)
        self.changed.emit()

    def _on_read(self, digits: OwnDigits) -> None:
        if self._before:  # something was kept before the file was read
            self._before.clear()
            self._use(digits.followed_by(self.digits))
            return
        self.digits, moment = digits, self._moment
        self._moment = None
        self.judge(moment)
        self.changed.emit()

    def _on_failed(self, text: str) -> None:
        if text:
            self.failed.emit(text)

    @Slot(object, object)
    def _on_judged(self, asked: _Judging, said: Said) -> None:
        if asked.digits is self.digits:
            self.said = said
            self.changed.emit()


def _read(path: Path, *, progress: object, cancelled: object) -> OwnDigits:
    return read_own_digits(path) if path.exists() else OwnDigits.none()


def _write(path: Path, digits: OwnDigits, *, progress: object, cancelled: object) -> None:
    if path.exists():
        try:
            read_own_digits(path)
        except LoadError:  # someone may still need what is in it
            path.rename(free_path(path.with_name(f"unreadable {path.name}")))
    write_own_digits(path, digits)


def _freeze(
    folder: Path,
    digits: OwnDigits,
    data: str | DataDescription,
    shape: Shape,
    *,
    progress: object,
    cancelled: object,
) -> str | DataDescription:
    """Write a copy that later changes leave as it is; return what the data is called then."""
    frozen = OwnDigits(as_samples(digits.images, shape), digits.labels)
    digest = hashlib.sha256(frozen.images.tobytes() + frozen.labels.tobytes()).hexdigest()
    digit = "digit" if len(digits) == 1 else "digits"
    path = folder / f"{len(digits)} {digit} {digest[:8]}{SUFFIX}"
    if not path.exists():
        write_own_digits(path, frozen)
    base, _ = parted_source(source_of(data))
    return with_source(data, joined_source(base, str(path)))


def _judged(
    copy: NetworkCopy,
) -> Callable[[_Judging, Attempt[_Judging]], Said]:
    def judge(asked: _Judging, _attempt: Attempt[_Judging]) -> Said:
        moment, digits = asked.moment, asked.digits
        classes = moment.trace.values[-1].size
        places = np.flatnonzero(digits.labels < classes)
        if not len(places):
            return MappingProxyType({})
        images = as_samples(digits.images[places], moment.sample.image.shape)
        x = cut_batch(images, slice(None), moment.network.input_shape, batch_innermost=False)
        network = copy.at(moment.network, moment.snapshot)
        with np.errstate(all="ignore"):  # a diverged network has an opinion too
            outputs = network.forward(x, training=False)
        said = {
            int(place): int(output.argmax())
            for place, output in zip(places, outputs, strict=True)
            if np.isfinite(output).all()
        }
        return MappingProxyType(said)

    return judge
