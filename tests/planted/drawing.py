"""Faults of drawings and pictures."""

from tests.planted.fault import Fault

PREPARATION, INK = "core/drawing/preparation.py", "core/drawing/found_ink.py"
PICTURE = "core/formats/image_file.py"

FAULTS = (
    Fault(PREPARATION, "size[0] / 2 - row", "(size[0] - 1) / 2 - row",
          "digits stand a pixel higher than those of MNIST"),
    Fault(PREPARATION, "scale = min(", "scale = max(", "a digit is stretched beyond its box"),
    Fault(INK, "is_dark_ink = middle > 127.5", "is_dark_ink = False",
          "dark ink on white paper is no ink"),
    Fault(INK, "else _paper(grey)", "else middle",
          "a shadow on the paper is ink"),
    Fault("core/drawing/scaled.py", "max(before / after, 1.0)", "1.0",
          "pixels between are passed over when a picture is made smaller"),
    Fault("core/drawing/board.py", "board[top:bottom, left:right]",
          "board[left:right, top:bottom]", "lines are drawn with rows and columns swapped"),
    Fault(PICTURE, 'on_white = laid("white")',
          'on_white = laid("black")', "glass is ink"),
    Fault(PICTURE, "image = ImageOps.exif_transpose(image)", "pass",
          "photos lie on their side"),
    Fault(PICTURE, "if width * height > MAX_PIXELS", "if False", "a bomb is unpacked"),
)  # fmt: skip
