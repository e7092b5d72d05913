import json

import numpy as np
import pytest

from core.drawing.kept_drawing import KeptDrawing, drawing_from_text, drawing_to_text
from core.drawing.preparation import DigitPreparation
from core.errors import CoreError


def a_drawing(rng, shape=(280, 140)):
    board = rng.integers(0, 256, shape).astype(np.uint8)
    how = DigitPreparation(crops=False, centres=False)
    return KeptDrawing(board, 250, True, False, 7, how)


def test_that_a_drawing_comes_back_as_it_was(rng):
    drawing = a_drawing(rng)
    found = drawing_from_text(drawing_to_text(drawing))
    np.testing.assert_array_equal(found.board, drawing.board)
    for name in ("paper", "is_picture", "is_ready", "target", "how"):
        assert getattr(found, name) == getattr(drawing, name)
    open_one = KeptDrawing(drawing.board, 0, False, True, None, DigitPreparation())
    assert drawing_from_text(drawing_to_text(open_one)).target is None


def test_that_a_damaged_drawing_is_one_sentence_whatever_is_wrong(rng):
    text = drawing_to_text(a_drawing(rng, (40, 30)))
    whole = json.loads(text)
    wrong = [text[:-5], "[]", "", "x" * 2_000_000, "{}"]
    for name in whole:
        for value in (None, -1, 2_000, "?", [], {}, True, 1.5):
            if (name, value) not in (("target", None), ("is_picture", True), ("is_ready", True),
                                     ("target", 2_000)):  # fmt: skip
                wrong.append(json.dumps({**whole, name: value}))
        wrong.append(json.dumps({key: whole[key] for key in whole if key != name}))
    wrong.append(json.dumps({**whole, "height": 41}))
    wrong.append(json.dumps({**whole, "height": 39}))
    for one in wrong:
        with pytest.raises(CoreError) as raised:
            drawing_from_text(one)
        assert len(str(raised.value)) <= 300, one[:200]
