"""Faults of the ledger's answers: why one class and not another, what a pixel gives."""

from tests.planted.fault import Fault

DIFFERENCE, PARTS = "core/ledger/score_difference.py", "core/ledger/score_parts.py"
LEDGER, NETWORK = "gui/panels/ledger", "gui/panels/network"

FAULTS = (
    Fault(DIFFERENCE, "difference = weight[:, first] - weight[:, second]",
          "difference = weight[:, first] + weight[:, second]",
          "weights of the other class are added"),
    Fault(DIFFERENCE, "float(bias[first] - bias[second])", "float(bias[first])",
          "the other bias is forgotten"),
    Fault(DIFFERENCE, "not outline.spec.SUMS_ALL_INPUTS", "False",
          "any layer passes for a dense one"),
    Fault(PARTS, "slope[0, first], slope[0, second] = 1.0, -1.0", "slope[0, first] = 1.0",
          "only one score is shared out"),
    Fault(PARTS, "part = (x * slope)[0]", "part = slope[0].copy()",
          "the slope alone is painted"),
    Fault(PARTS, "added.insert(0, made - float(part.sum()))", "added.insert(0, 0.0)",
          "biases on the way are lost"),
    Fault(PARTS, "books.output(position - 1).astype", "books.output(position).astype",
          "a layer is given what it made"),
    Fault("core/ledger/passed_on.py",
          "reads = ValueAddress(outline.position, (int(place),))",
          "reads = ValueAddress(outline.position, (reads.index[0],))",
          "a pixel behind flatten is another one"),
    Fault(f"{LEDGER}/difference_rows.py", "if first is None or second is None:",
          "if True:", "the question gets no answer"),
    Fault(f"{NETWORK}/score_paint.py", "self._parts = self._question.parts(moment)",
          "self._parts = None", "nothing is painted on the network"),
    Fault("gui/state/score_question.py",
          "if class_of(outlines, address) in (None, self._against):", "if False:",
          "parts stay painted when another number opens"),
    Fault(f"{LEDGER}/text_wrap.py",
          "if line and text_width((line + piece).rstrip(), face) > width:",
          "if False:", "words are cut where they do not fit"),
    Fault(f"{LEDGER}/term_painter.py", "NARROW_SIGN_WIDTH = 236, 68, 12",
          "NARROW_SIGN_WIDTH = 236, 68, 7", "a sign has no room in a narrow ledger"),
)  # fmt: skip
