"""Faults of the optimisers."""

from tests.planted.fault import Fault

BASE = "core/optimizers/base.py"
ADAM = "core/optimizers/adam.py"
NADAM = "core/optimizers/nadam.py"

FAULTS = (
    Fault(BASE, "part = slice(start, start + BLOCK)", "part = slice(start, start + BLOCK - 1)",
          "the last number of every stretch stands still"),
    Fault(BASE, "        self.step_count += 1\n", "        self.step_count = 1\n",
          "every step is the first"),
    Fault(ADAM, "1 - self.beta_2**self.step_count", "1 - self.beta_1**self.step_count",
          "the squares are corrected as the mean is"),
    Fault(NADAM, "ahead / (1 - product * ahead)", "ahead / (1 - product)",
          "the mean is corrected as the gradient is"),
    Fault(NADAM, "self._momentum(self.step_count + 1)", "self._momentum(self.step_count)",
          "Nadam does not look ahead"),
    Fault(NADAM, "            steps, product = 0, 1.0\n", "            pass\n",
          "the product of the momenta goes on when a run goes back in time"),
)  # fmt: skip
