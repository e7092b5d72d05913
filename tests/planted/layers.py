"""Faults of the layers with weights, windows or random numbers."""

from tests.planted.fault import CONV, DENSE, FLATTEN, INPUT, MAX, WEIGHTS, Fault, in_method

MEAN = "core/layers/axis_mean.py"
GLOBAL = "core/layers/global_average_pool2d.py"
DROPOUT = "core/layers/dropout.py"

FAULTS = (
    in_method(CONV, WEIGHTS, "right(self, grad_output)\nself.bias.gradient /= len(grad_output)",
              "the bias gradient is a mean, not a sum"),
    in_method(CONV, WEIGHTS, "right(self, grad_output)\n"
              "self.weight.gradient[...] = self.weight.gradient[::-1].copy()",
              "the weight gradient is upside down"),
    in_method(CONV, WEIGHTS, "kept = grad_output.copy()\nkept[-1] = 0\nright(self, kept)",
              "the last image is forgotten"),
    in_method(CONV, WEIGHTS, "before = self.weight.gradient.copy()\nright(self, grad_output)\n"
              "self.weight.gradient += before",
              "gradients add up from step to step"),
    in_method(CONV, INPUT, "import numpy as np\n"
              "return np.flip(right(self, np.flip(grad_output, (1, 2))), (1, 2))",
              "the kernel is rotated once too often"),
    in_method(CONV, INPUT, "wrong = right(self, grad_output).copy()\nwrong[:, 0] = 0\n"
              "return wrong", "the first row gets no gradient"),
    in_method(CONV, INPUT,
              "import numpy as np\nreturn np.roll(right(self, grad_output), 1, 2)",
              "the padding is counted on the wrong side"),
    in_method(DENSE, WEIGHTS,
              "right(self, grad_output)\nself.bias.gradient /= len(grad_output)",
              "the bias gradient is a mean, not a sum"),
    in_method(DENSE, WEIGHTS, "right(self, abs(grad_output))", "the sign is lost"),
    in_method(DENSE, WEIGHTS, "pass", "the weights get no gradient at all"),
    in_method(DENSE, INPUT, "self.weight.value *= -1\nwrong = right(self, grad_output)\n"
              "self.weight.value *= -1\nreturn wrong", "the input gradient has the wrong sign"),
    in_method(DENSE, INPUT, "grad_output *= 1.5\nreturn right(self, grad_output) / 1.5",
              "what was handed in is written to"),
    in_method(MAX, INPUT, "import numpy as np\nreturn np.roll(right(self, grad_output), 1, 2)",
              "the neighbour of the winner gets the gradient"),
    in_method(MAX, INPUT, "return right(self, grad_output) * 2", "two cells share a gradient"),
    in_method(MAX, INPUT, "wrong = right(self, grad_output).copy()\nwrong[:, -1] = 0\n"
              "return wrong", "the last row gets no gradient"),
    in_method(FLATTEN, INPUT, "return right(self, grad_output[:, ::-1])",
              "cells are put back in reverse order"),
    Fault(MEAN, "np.multiply(grad_output.swapaxes(0, self.axis), shares, out",
          "np.multiply(grad_output.swapaxes(0, self.axis), 1, out",
          "every cell gets the whole gradient"),
    Fault(MEAN, "        grad_cells.fill(0)\n", "", "old gradients stay in the buffer"),
    Fault(MEAN, "grad_cells[places] += grad[windows]", "grad_cells[places] = grad[windows]",
          "overlapping windows overwrite each other"),
    Fault(MEAN, "counts[windows] += 1", "counts += 1", "padding is counted"),
    Fault(GLOBAL, "grad_output / (h * w)", "grad_output / h", "the width is forgotten"),
    Fault(GLOBAL, "grad_output / (h * w)", "grad_output", "the size is forgotten"),
    Fault(DROPOUT, 'return self._apply(grad_output, "grad x")', "return grad_output",
          "dropped numbers get a gradient"),
    Fault(DROPOUT, "        result *= 1 / (1 - self.rate)\n", "", "means shrink in training"),
    Fault(DROPOUT, "        self.draws += 1\n", "", "every step draws the same mask"),
    Fault(DROPOUT, "np.greater_equal(chances", "np.less(chances",
          "kept and dropped change places"),
    Fault(DROPOUT, "        self._passes_all = True\n        return x\n",
          "        return self.forward(x, training=True)\n", "views see a random network"),
)  # fmt: skip
