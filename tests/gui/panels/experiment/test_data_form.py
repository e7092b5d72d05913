"""What data is called where it is chosen."""

from PySide6.QtWidgets import QComboBox

from core.presets import SEED_CNN


def test_that_digits_of_ones_own_are_called_so_where_data_is_chosen(person):
    document = person.state.experiment
    for digest in ("efe126d9", "0123abcd"):
        data = f"mnist + /home/me/my digits/3 digits {digest}.npz"
        document.edit(SEED_CNN.replace(data=data), "learn from my digits")
    chooser = person.see(QComboBox, "data_set")
    titles = [chooser.itemText(place) for place in range(chooser.count())]
    assert titles[-2:] == ["MNIST + 3 of my digits", "MNIST + 3 of my digits, 0123abcd"]
