"""Faults of the estimate of a run's memory, and of what bounds it."""

from tests.planted.fault import Fault

ESTIMATE = "core/training/memory_estimate.py"
FREE = "core/free_memory.py"
POOL = "core/layers/max_pool2d.py"

FAULTS = (
    Fault(ESTIMATE, "self.to_come <= REFUSED * free:", "True:", "no run is too large"),
    Fault(ESTIMATE, "work.gradients * parameters", "0 * parameters",
          "gradients of further threads are not counted"),
    Fault(ESTIMATE, "return min(most, (steps + 1) * state)", "return most",
          "a short run is said to keep more states than it has steps"),
    Fault(FREE, "for group in (inner, *inner.parents):", "for group in (inner,):",
          "the limits of outer groups do not count"),
    Fault(FREE, "yield max(limit - taken, 0)", "yield limit",
          "what a container has taken already counts as free"),
    Fault(POOL, "copied = self.pool_size[0] if rows else 0", "copied = 7",
          "copies of a pooling are counted that are not made"),
    Fault("core/layers/relu.py", "= (3.25, 0.0)", "= (1.0, 1.0)",
          "the working memory of a gate is not counted"),
    Fault("gui/documents/run_past.py", "past.memory.limit(budget // 2 // len(pasts))",
          "past.memory.limit(budget // 2)", "every nested branch takes a budget of its own"),
)  # fmt: skip
