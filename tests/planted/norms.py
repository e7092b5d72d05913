"""Faults of the layers that norm a batch."""

from tests.planted.fault import Fault

NORM = "core/layers/batch_norm.py"
STATISTICS = "core/layers/channel_statistics.py"

FAULTS = (
    Fault(NORM, "        grad_x -= grad_beta / numbers + slope * offset\n", "",
          "the batch's mean is no variable"),
    Fault(NORM, "np.multiply(centred, -slope, out=grad_x)",
          "grad_x.fill(0)",
          "the batch's variance is no variable"),
    Fault(NORM, "slope = scale * grad_gamma / numbers",
          "slope = scale * grad_gamma / len(centred)",
          "a map counts as one number on the way back"),
    Fault(NORM, "grad_x *= self.gamma.value * scale", "grad_x *= scale", "gamma is forgotten"),
    Fault(NORM, "self.gamma.gradient[...], self.beta.gradient[...] = self._sums(grad_output)",
          "self.beta.gradient[...], self.gamma.gradient[...] = self._sums(grad_output)",
          "the gradients of gamma and beta change places"),
    Fault(NORM, "variance * (numbers / max(numbers - 1, 1))", "variance",
          "the running variance is the biased one"),
    Fault(NORM, "running += (1 - self.momentum) * new", "running += self.momentum * new",
          "running values grow without end"),
    Fault(NORM, "        self._gather(mean, variance, numbers)\n", "",
          "nothing is gathered for use"),
    Fault(NORM, "0.0, self._running_variance, 0)",
          "0.0, self._running_variance, x.size // self.channels)",
          "a view differentiates the wrong function"),
    Fault(NORM, "self._running_variance + self.epsilon)\n        y",
          "self._running_variance) + self.epsilon\n        y",
          "epsilon is outside of the root in use"),
    Fault(NORM, "self._finish(centred, own_mean - mean,", "self._finish(centred, 0.0,",
          "a part is centred on its own mean"),
    Fault(STATISTICS, "squares + counts * (means - mean) ** 2", "squares",
          "the means of the parts count as equal"),
    Fault(STATISTICS, "(counts * means).sum(axis=0) / count", "means.mean(axis=0)",
          "a short part counts as much as a long one"),
    Fault(NORM, "sum((part.statistics for part in others), first.statistics)", "own",
          "a part answers for itself alone on the way back"),
    Fault(NORM, "(_sum_per_channel(grad_output, centred) + offset * grad_beta)",
          "_sum_per_channel(grad_output, centred)", "gamma is blamed by the part's own mean"),
    Fault(NORM, " / numbers + slope * offset", " / numbers",
          "the way back centres on the part's own mean"),
)  # fmt: skip
