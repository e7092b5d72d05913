"""Faults of replicas, of walks through layers, and of losses that take a layer over."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("core/layers/base.py", "return copy.deepcopy(self, values)", "return self",
          "a replica is the layer itself"),
    Fault("core/layers/base.py", "return copy.deepcopy(self, values)",
          "return copy.deepcopy(self)", "a replica has values of its own"),
    Fault("core/layers/chain.py", "reversed(layers)", "layers", "the way back goes forward"),
    Fault("core/layers/chain.py", "elif fill:", "elif not fill:",
          "gradients are filled when they are not asked for"),
    Fault("core/losses/fused.py", " and last_layer == loss.ACTIVATION.KIND", "",
          "a loss takes over whatever layer is last"),
)  # fmt: skip
