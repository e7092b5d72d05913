"""Faults of the activations."""

from tests.planted.fault import INPUT, RELU, Fault, in_method

LEAKY = "core/layers/leaky_relu.py"
ELU = "core/layers/elu.py"
GELU = "core/layers/gelu.py"
EXACT, SHARE = "core/layers/exact_gelu.py", "core/layers/normal_share.py"
SIGMOID = "core/layers/sigmoid.py"
TANH = "core/layers/tanh.py"
SOFTMAX = "core/layers/softmax.py"

FAULTS = (
    in_method(RELU, INPUT, "return right(self, grad_output) + 0.01 * grad_output",
              "the closed gate leaks"),
    in_method(RELU, INPUT, "return grad_output", "the gate is always open"),
    Fault(LEAKY, "        grad_x *= self.negative_slope  # what leaks\n",
          "", "negative numbers pass too"),
    Fault(LEAKY, "np.subtract(grad_output, passed, out=grad_x)",
          "grad_x.fill(0)", "nothing leaks on the way back"),
    Fault(LEAKY, "np.greater(y, 0", "np.greater_equal(y, 0", "zero counts as positive"),
    Fault(ELU, "np.add(y, self.alpha, out=grad_x)", "np.add(y, 1, out=grad_x)",
          "alpha is taken as one on the way back"),
    Fault(ELU, "        y *= self.alpha\n", "", "alpha is forgotten on the way forward"),
    Fault(ELU, "        np.minimum(x, 0, out=y)", "        np.copyto(y, x)",
          "large numbers overflow"),
    Fault(GELU, "grad_x *= 3 * _CUBIC", "grad_x *= _CUBIC", "the cube has a wrong slope"),
    Fault(GELU, "grad_x += other", "grad_x -= other", "the product rule has a wrong sign"),
    Fault(GELU, "        grad_x *= x\n", "", "the product rule lacks a factor"),
    Fault(GELU, "np.multiply(bend, bend, out=other)", "np.multiply(bend, 1, out=other)",
          "1 - t instead of 1 - t²"),
    Fault(EXACT, "        grad_x *= x\n", "", "the product rule lacks a factor"),
    Fault(EXACT, "grad_x *= -0.5", "grad_x *= -1", "the bell curve is too narrow"),
    Fault(SHARE, "    np.subtract(1, out, out=out, where=is_above)\n", "",
          "the share above is taken for that below"),
    Fault(SHARE, "_DOUBLE if x.dtype == np.float64 else _SINGLE", "_SINGLE",
          "double precision has the digits of single"),
    Fault(SIGMOID, "        grad_x *= y\n", "", "1 - y instead of y (1 - y)"),
    Fault(SIGMOID, "        np.negative(y, out=y)\n", "", "large numbers overflow"),
    Fault(TANH, "np.multiply(y, y, out=grad_x)", "np.abs(y, out=grad_x)",
          "1 - |y| instead of 1 - y²"),
    Fault(TANH, "        grad_x *= grad_output\n", "", "the chain rule is forgotten"),
    Fault(SOFTMAX, "self._p * (grad_output - expected)", "self._p * grad_output",
          "classes do not compete on the way back"),
    Fault(SOFTMAX, "np.exp(x - x.max(axis=1, keepdims=True))", "np.exp(x)",
          "large scores overflow"),
)  # fmt: skip
WATCHING = {"core/layers/normal_share.py": ["tests/core/layers/test_exact_gelu.py"]}
