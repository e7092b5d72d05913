"""Faults of the numbers that people read."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("core/number_text.py", "    if share < 1 and float(", "    if share < 0 and float(",
          "99.96 % is written as 100.0 %"),
    Fault("core/number_text.py",
          'any("1" <= letter <= "9" for letter in text) else ALMOST_ZERO',
          "True else ALMOST_ZERO",
          "a small number is written as zero"),
    Fault("core/number_scale.py", "        units[order[:missing]] += 1\n", "",
          "a list of numbers does not add up to its total as it is written"),
    Fault("core/ledger/page_numbers.py",
          "        units, is_zero = self._units(position, CHARACTERS)",
          "        units, is_zero = self._scale.units(value), value == 0",
          "a product is not that of the factors beside it as they are written"),
    Fault("core/ledger/page_numbers.py",
          "            units = self._last_lines[-2] - self._last_lines[-1]\n",
          "            pass\n",
          "the margin of a pool is not what lies between the two numbers above it"),
    Fault("core/inspection/slide_numbers.py",
          "            self._sum, self._is_written = sum(whole), True\n",
          "            self._is_written = True\n",
          "the sum under the window is not that of the products as they are written"),
    Fault("gui/panels/filters/heading.py", '"dL/dw, as the', '"dL/dW, as the',
          "a derivative of the loss is written in two ways"),
    Fault("gui/window/run_numbers.py", "return fixed_text(loss, 3) if is_plain else",
          'return f"{loss:.3f}" if is_plain else',
          "a panel writes numbers on its own"),
)  # fmt: skip
