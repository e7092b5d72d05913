"""When a run that no longer gets better is to end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.fields import Choice, RealNumber, WholeNumber, check_fields, spec_field

LOSS, ACCURACY = "loss", "accuracy"


@dataclass(frozen=True, slots=True)
class EarlyStoppingSpec:
    """When to give up, as files store it.

    Attributes
    ----------
    patience : int
        Epochs without improvement after which the run ends.
    watch : str
        ``"loss"`` or ``"accuracy"``, of the images held back.
    min_change : float
        By how much it must get better to count.
    """

    KIND: ClassVar[str] = "early_stopping"

    patience: int = spec_field(
        WholeNumber("Patience", "Epochs without improvement until the run ends.", 1, 1_000_000),
        default=5,
    )
    watch: str = spec_field(
        Choice("Watch", "Which validation number must improve.", (LOSS, ACCURACY)),
        default=LOSS,
    )
    min_change: float = spec_field(
        RealNumber("Least gain", "By how much it must improve to count.", 0.0, 10.0),
        default=0.0,
    )

    def __post_init__(self) -> None:
        check_fields(self, self.KIND)
