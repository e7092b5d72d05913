"""What the table of actions says by heart is what the rest of the program says."""

from core.datasets.catalog import explained_files
from gui.actions.open_data_tip import OPEN_DATA_TIP


def test_that_the_tip_of_opening_data_names_the_formats_of_the_catalogue():
    assert f"Learn from {explained_files()}" == OPEN_DATA_TIP
