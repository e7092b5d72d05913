"""No import points from a lower to a higher room, and nothing imports in a circle."""

from tests.architecture.import_graph import (
    ROOT,
    cycles,
    import_graph,
    imports_of,
    modules_below,
    room_graph,
    room_of,
    source_files,
)

MODULES = modules_below("core", "gui")

#: From the ground up: a room may import what stands before it, never what stands behind it.
FLOORS = (
    # the fence inside core
    *(
        "core",
        "core.blas_threads",
        "core.sentence",
        "core.errors",
        "core.assets",
        "core.arrays",
        "core.buffers",
        "core.latest_few",
        "core.free_memory",
    ),
    *("core.number_text", "core.number_scale"),
    *("core.contiguous", "core.random_streams", "core.json_text", "core.fields"),
    *("core.number_words", "core.index_words", "core.option_words"),
    *("core.spec_json", "core.geometry", "core.parameter", "core.early_stopping_spec"),
    *("core.textbook", "core.initializers", "core.layers", "core.losses", "core.schedules"),
    *("core.augmentation", "core.network", "core.optimizers", "core.network_spec"),
    *("core.data_extra", "core.data_labels", "core.data_description", "core.weight_paths"),
    *("core.regularization", "core.experiment", "core.presets", "core.formats"),
    "core.catalogue",
    *("core.datasets", "core.anatomy", "core.training", "core.curves", "core.trace"),
    "core.figures",
    "core.what_if",
    *("core.gradient_check", "core.documents", "core.inspection", "core.evaluation"),
    *("core.drawing", "core.explanation", "core.data_map", "core.exploring"),
    "core.data_import",
    *("core.ledger", "core.glossary", "core.exporting", "core.importing"),
    "core.reporting",
    "core.twins",
    "core.sweeping",
    "core.commands",
    # the window
    *("gui", "gui.settings", "gui.process", "gui.theme", "gui.background", "gui.state"),
    *(
        "gui.widgets",
        "gui.judging",
        "gui.forms",
        "gui.documents",
        "gui.film",
        "gui.figures",
        "gui.actions",
        "gui.dialogs",
        "gui.help",
        "gui.lab",
        "gui.data_import",
    ),
    "gui.panels",
    *sorted(f"gui.panels.{path.parent.name}" for path in ROOT.glob("gui/panels/*/__init__.py")),
    *("gui.window", "gui.app", "gui.screenshot", "gui.launch"),
)


def floor(room):
    """Return the height of a room; the rooms of the panels all stand on one floor."""
    return FLOORS.index("gui.panels") + 0.5 if is_panel_room(room) else FLOORS.index(room)


def is_panel_room(room):
    return room.startswith("gui.panels.")


def test_that_every_room_has_its_place_among_the_floors():
    assert {room_of(module) for module in MODULES} <= set(FLOORS)
    assert len(set(FLOORS)) == len(FLOORS)


def imported_rooms():
    return room_graph(import_graph("core", "gui"))


def test_that_a_room_imports_only_from_lower_floors():
    wrong = {
        room: [other for other in imported if floor(other) >= floor(room)]
        for room, imported in imported_rooms().items()
    }
    assert {room: above for room, above in wrong.items() if above} == {}


def test_that_no_files_import_each_other_in_a_circle():
    assert cycles(import_graph("core", "gui")) == []


def test_that_no_rooms_import_each_other_in_a_circle():
    assert cycles(imported_rooms()) == []


def test_that_a_circle_is_seen_when_there_is_one():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": set(), "f": {"d"}}
    assert cycles(graph) == [["a", "b", "c"]]


def test_that_the_shared_widgets_serve_two_panels_or_more():
    users = {
        module: {room for room in rooms_using(module) if room != "gui.widgets"}
        for module in MODULES
        if module.startswith("gui.widgets.")
    }
    lonely = {
        module: rooms
        for module, rooms in users.items()
        if len(rooms) == 1 and not used_by_shared_widget(module)
    }
    assert lonely == {}


def rooms_using(module):
    return {
        room_of(one)
        for one, imported in import_graph("core", "gui").items()
        if module in imported
    }


def used_by_shared_widget(module):
    return any(
        module in imported
        for one, imported in import_graph("core", "gui").items()
        if one.startswith("gui.widgets.")
    )


def test_that_init_files_hold_a_docstring_and_nothing_else():
    for top in ("core", "gui"):
        for path in source_files(top):
            if path.name == "__init__.py":
                assert not imports_of(path), path
