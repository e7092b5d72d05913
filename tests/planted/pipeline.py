"""Faults of how the stages of a network share their room."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/panels/network/pipeline_plan.py",
          "free -= max(0, plans[place].width - wanted.least[place])",
          "free -= plans[place].width", "a trial gives up although it would fit"),
    Fault("gui/panels/network/pipeline_plan.py", "if free < 0:", "if False:",
          "a trial that cannot fit is planned to its end"),
)  # fmt: skip
