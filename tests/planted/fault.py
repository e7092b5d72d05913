"""What a fault is, and how it is planted in the text of a file."""

from __future__ import annotations

from typing import NamedTuple

CONV, DENSE, FLATTEN = "core/layers/conv2d.py", "core/layers/dense.py", "core/layers/flatten.py"
MAX, RELU = "core/layers/max_pool2d.py", "core/layers/relu.py"
CLASSES = {CONV: "Conv2D", DENSE: "Dense", FLATTEN: "Flatten", MAX: "MaxPool2D", RELU: "ReLU"}
WEIGHTS, INPUT = "parameter_gradients", "input_gradient"


class Fault(NamedTuple):
    """One thing to break.

    Attributes
    ----------
    file : str
    old : str
        Stands exactly once in the file; empty for the end of the file.
    new : str
    says : str
        What is wrong then.
    """

    file: str
    old: str
    new: str
    says: str


class PlantingError(Exception):
    """The faults say nothing: a text is gone, or the tests fail without any fault."""


def in_method(file: str, method: str, body: str, says: str) -> Fault:
    """Return a fault in a method whatever its text; `body` may call the `right` one.

    For the layers whose inside changes with every trick that makes them faster.
    """
    class_name = CLASSES[file]
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    code = (
        f"\n\nright = {class_name}.{method}\n\n\n"
        f"def wrong(self, grad_output):\n{lines}\n\n"
        f"{class_name}.{method} = wrong\n"
    )
    return Fault(file, "", code, says)


def planted(text: str, fault: Fault) -> str:
    """Return the text of a file with a fault in it.

    Raises
    ------
    PlantingError
        If the old text does not stand in it exactly once.
    """
    if not fault.old:
        return text + fault.new
    if text.count(fault.old) != 1:
        raise PlantingError(
            f"{fault.file}: expected {fault.old!r} once, found it {text.count(fault.old)} times"
        )
    return text.replace(fault.old, fault.new)
