"""Numbers of pictures in words."""

import numpy as np

from gui.widgets.spoken_cell import spoken_cell, spoken_unit

MAPS = np.arange(24, dtype=np.float32).reshape(3, 4, 2)  # (H, W, C)


def test_that_a_number_is_said_with_its_tile_row_and_column():
    assert spoken_cell(MAPS, (1, 2, 0), 1) == "1 of 0…1, row 2, column 0: +17.0000"


def test_that_a_run_of_tiles_counts_as_one_and_a_single_map_not_at_all():
    assert spoken_cell(MAPS, (1, 2, 0), 2).startswith("0 of 0…0, row 2")
    assert spoken_cell(MAPS[..., :1], (0, 2, 3), 0) == "row 2, column 3: +22.0000"


def test_that_what_is_no_longer_there_is_not_said():
    assert spoken_cell(MAPS, (0, 3, 0), 1) == "0 of 0…1 selected"
    assert spoken_cell(MAPS, (2, 0, 0), 1) == "2 of 3 rows and 4 columns, nothing selected"
    assert spoken_unit(MAPS[0, :, 0], 4) == "4 numbers, nothing selected"
    assert spoken_unit(MAPS[0, :, 0], 3) == "3 of 0…3: +6.0000"
