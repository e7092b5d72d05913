"""Everything the user can ask for: names, texts, shortcuts, and when it is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.actions.action_id import ActionId
from gui.actions.open_data_tip import OPEN_DATA_TIP
from gui.state.run_state import RunState

ALWAYS = frozenset(RunState)
TRAINABLE = frozenset({RunState.READY, RunState.PAUSED, RunState.FINISHED})
#: No state of the run: the window enables these while phases are shown.
PHASES_SHOWN: frozenset[RunState] = frozenset()
STARTED = frozenset({RunState.RUNNING, RunState.PAUSED, RunState.FINISHED, RunState.DIVERGED})


class MenuId(StrEnum):
    """The menus, in their order."""

    FILE = "&File"
    EDIT = "&Edit"
    RUN = "&Run"
    SAMPLE = "&Sample"
    INSPECT = "&Inspect"
    VIEW = "&View"
    HELP = "&Help"


#: What is found in each.
MENU_TIPS = {
    MenuId.FILE: "Runs, experiments and data: open, save, copy",
    MenuId.EDIT: "Undo, redo, and the settings",
    MenuId.RUN: "Train, step, branch, and go back to now",
    MenuId.SAMPLE: "Which image all panels show",
    MenuId.INSPECT: "The ledger: how a number was made",
    MenuId.VIEW: "Panels, size and colours of the window",
    MenuId.HELP: "All keys, what things are, and what Glassbox is",
}


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the user can ask for; in open menus, too, if it `is_everywhere`."""

    id: ActionId
    text: str
    tip: str
    menu: MenuId
    enabled_in: frozenset[RunState] = ALWAYS
    shortcut: str = ""
    icon: str = ""
    is_everywhere: bool = False


ACTION_TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        ActionId.RUN_NEW, "&New run",
        "Begin the experiment as edited at step 0; the run so far is kept in its file",
        MenuId.FILE, STARTED, shortcut="Ctrl+N", icon="plus",
    ),
    ActionSpec(
        ActionId.RUN_OPEN, "&Open…",
        "Open a run where it stands, to look at it or to resume it; or an experiment as JSON",
        MenuId.FILE, shortcut="Ctrl+O", icon="open",
    ),
    ActionSpec(
        ActionId.RUN_SAVE_AS, "Save run &as…",
        "Keep this run in a file of your choice from now on; it saves itself",
        MenuId.FILE, STARTED, shortcut="Ctrl+Shift+S", icon="save",
    ),
    ActionSpec(
        ActionId.RUN_DUPLICATE, "D&uplicate run",
        "Write a copy of this run, as it is now, that can go another way",
        MenuId.FILE, STARTED, icon="duplicate",
    ),
    ActionSpec(
        ActionId.RUN_REPORT, "Repor&t…",
        "Write this run, as it was saved last, as a page to read and to print",
        MenuId.FILE, STARTED | {RunState.BLOCKED}, icon="book",
    ),
    ActionSpec(
        ActionId.FIGURE_SAVE, "Save &figure…",
        "Save what the panel in front shows: as a picture, a drawing or numbers",
        MenuId.FILE, shortcut="Ctrl+Shift+E", icon="download",
    ),
    ActionSpec(
        ActionId.FIGURE_COPY, "&Copy the picture",
        "Put the picture of the panel in front into the clipboard, as it was saved last",
        MenuId.FILE, shortcut="Ctrl+Shift+C",
    ),
    ActionSpec(
        ActionId.MODEL_IMPORT, "&Import a model…",
        "Open a model of another program, ONNX or safetensors, as a run that has not begun",
        MenuId.FILE, icon="open",
    ),
    ActionSpec(
        ActionId.MODEL_EXPORT, "&Export model…",
        "Write this run's network for other programs: ONNX, weights, recipe or a script",
        MenuId.FILE, STARTED | {RunState.READY}, icon="download",
    ),
    ActionSpec(
        ActionId.EXPERIMENT_SAVE, "&Save experiment…", "Write this experiment to a JSON file",
        MenuId.FILE, shortcut="Ctrl+S",
    ),
    ActionSpec(
        ActionId.EXPERIMENT_OPEN_DATA, "Open &data…",
        OPEN_DATA_TIP, MenuId.FILE, icon="open",
    ),
    ActionSpec(
        ActionId.EXPERIMENT_OPEN_FOLDER, "Open data fo&lder…",
        "Learn from a folder with a folder of images for each class, or from one of data files",
        MenuId.FILE, icon="open",
    ),
    ActionSpec(
        ActionId.EXPERIMENT_KNOWN_DATA, "&Known data sets…",
        "Learn from a set that is known by name: use, download, licence, citation",
        MenuId.FILE,
    ),
    ActionSpec(ActionId.APP_QUIT, "&Quit", "Close Glassbox", MenuId.FILE, shortcut="Ctrl+Q"),
    ActionSpec(
        ActionId.EXPERIMENT_UNDO, "&Undo", "Take back the last change of the experiment",
        MenuId.EDIT, shortcut="Ctrl+Z", icon="undo",
    ),
    ActionSpec(
        ActionId.EXPERIMENT_REDO, "&Redo", "Do again what was taken back",
        MenuId.EDIT, shortcut="Ctrl+Shift+Z", icon="redo",
    ),
    ActionSpec(
        ActionId.APP_SETTINGS, "S&ettings…",
        "How much of its past a run keeps, where runs are kept, and the trash",
        MenuId.EDIT, shortcut="Ctrl+,",
    ),
    ActionSpec(
        ActionId.TRAINING_START_PAUSE, "&Start", "Start, pause or resume training (Space)",
        MenuId.RUN, TRAINABLE | {RunState.RUNNING}, shortcut="Space", icon="play",
    ),
    ActionSpec(
        ActionId.TRAINING_STEP_BATCH, "Step one &batch", "Take exactly one optimiser step (B)",
        MenuId.RUN, TRAINABLE, shortcut="B", icon="step_batch",
    ),
    ActionSpec(
        ActionId.TRAINING_STEP_EPOCH, "Step one &epoch",
        "Train to the end of the epoch, then pause (E)",
        MenuId.RUN, TRAINABLE, shortcut="E", icon="step_epoch",
    ),
    ActionSpec(
        ActionId.PHASE_STEP, "Step one &phase",
        "One batch in slow motion: layer by layer forward, loss, backward, update (F10)",
        MenuId.RUN, TRAINABLE | {RunState.DIVERGED}, shortcut="F10", icon="next",
    ),
    ActionSpec(
        ActionId.PHASE_BACK, "One phase b&ack", "Show the phase before this one again (F9)",
        MenuId.RUN, PHASES_SHOWN, shortcut="F9", icon="previous",
    ),
    ActionSpec(
        ActionId.PHASE_PLAY, "P&lay the phases",
        "Play one phase after the other up to the update, or pause (F8)",
        MenuId.RUN, TRAINABLE | {RunState.DIVERGED}, shortcut="F8", icon="play",
    ),
    ActionSpec(
        ActionId.PHASE_LEAVE, "Lea&ve the phases", "Show all numbers of the step again (Esc)",
        MenuId.RUN, PHASES_SHOWN, shortcut="Esc", icon="close",
    ),
    ActionSpec(
        ActionId.TRAINING_STOP, "S&top", "End the run after this batch; the network stays",
        MenuId.RUN, frozenset({RunState.RUNNING, RunState.PAUSED}), shortcut="Shift+F5",
        icon="stop",
    ),
    ActionSpec(
        ActionId.TRAINING_RESTART, "&Restart (same seed)",
        "Back to step 0 of the experiment as edited, from the same random numbers",
        MenuId.RUN, STARTED, shortcut="Ctrl+R", icon="restart",
    ),
    ActionSpec(
        ActionId.TRAINING_NEW_SEED, "&New seed", "Back to step 0 with other random numbers",
        MenuId.RUN, STARTED | {RunState.READY}, shortcut="Ctrl+Shift+R", icon="new_seed",
    ),
    ActionSpec(
        ActionId.TRAINING_SLOWER, "Slo&wer",
        "The next slower speed: full, watch, 10 batches a second, 1 a second",
        MenuId.RUN, shortcut="[",
    ),
    ActionSpec(
        ActionId.TRAINING_FASTER, "&Faster",
        "The next faster speed: 1 batch a second, 10 a second, watch, full",
        MenuId.RUN, shortcut="]",
    ),
    ActionSpec(
        ActionId.TIME_BRANCH, "Bran&ch from this step…",
        "Begin another run at the shown step, with other settings (Ctrl+B)",
        MenuId.RUN, STARTED, shortcut="Ctrl+B", icon="branch",
    ),
    ActionSpec(
        ActionId.TIME_LIVE, "Back to n&ow",
        "Leave the past: show the newest step, and every newer one as it comes (Ctrl+L, Space)",
        MenuId.RUN, shortcut="Ctrl+L",
    ),
    ActionSpec(
        ActionId.TIME_EXPORT, "E&xport over time…",
        "Write a panel at many steps as an animated GIF or as pictures",
        MenuId.RUN, STARTED, icon="download",
    ),
    ActionSpec(
        ActionId.RUN_SUBMISSION, "Save a &Kaggle submission…",
        "Write which digits this run, as it is now, sees in a test.csv",
        MenuId.RUN, STARTED, icon="save",
    ),
    ActionSpec(
        ActionId.SAMPLE_RANDOM, "&Random digit", "Look at another image (R)",
        MenuId.SAMPLE, shortcut="R", icon="dice",
    ),
    ActionSpec(
        ActionId.SAMPLE_PREVIOUS, "&Previous digit", "Look at the image before this one (P)",
        MenuId.SAMPLE, shortcut="P", icon="previous",
    ),
    ActionSpec(
        ActionId.SAMPLE_NEXT, "&Next digit", "Look at the image after this one (N)",
        MenuId.SAMPLE, shortcut="N", icon="next",
    ),
    ActionSpec(
        ActionId.SAMPLE_DRAW, "&Draw a digit", "Draw a digit of your own and see it judged (D)",
        MenuId.SAMPLE, shortcut="D", icon="pen",
    ),
    ActionSpec(
        ActionId.LEDGER_SHOW, "Read the &ledger",
        "Show how the selected number was made; arrow keys and Enter walk on from there (L)",
        MenuId.INSPECT, shortcut="L", icon="info",
    ),
    ActionSpec(
        ActionId.LEDGER_LOSS, "Begin at the l&oss",
        "Open the loss's page, where all blame begins (Shift+L)",
        MenuId.INSPECT, shortcut="Shift+L",
    ),
    ActionSpec(
        ActionId.LEDGER_BACK, "&Back", "To the page of the ledger before this one (Alt+Left)",
        MenuId.INSPECT, shortcut="Alt+Left", icon="previous",
    ),
    ActionSpec(
        ActionId.LEDGER_FORWARD, "&Forward",
        "To the page of the ledger you came back from (Alt+Right)",
        MenuId.INSPECT, shortcut="Alt+Right", icon="next",
    ),
    ActionSpec(
        ActionId.VIEW_THEME_SYSTEM, "Follow the s&ystem", "Light or dark, as the desktop is",
        MenuId.VIEW,
    ),
    ActionSpec(ActionId.VIEW_THEME_DARK, "&Dark", "Dark colours", MenuId.VIEW, icon="moon"),
    ActionSpec(ActionId.VIEW_THEME_LIGHT, "&Light", "Light colours", MenuId.VIEW, icon="sun"),
    ActionSpec(ActionId.VIEW_ZOOM_IN, "Zoom &in", "Show everything larger", MenuId.VIEW,
               shortcut="Ctrl++"),
    ActionSpec(ActionId.VIEW_ZOOM_OUT, "Zoom &out", "Show everything smaller", MenuId.VIEW,
               shortcut="Ctrl+-"),
    ActionSpec(ActionId.VIEW_ZOOM_NORMAL, "&Normal size", "Show everything at 100 %",
               MenuId.VIEW, shortcut="Ctrl+0"),
    ActionSpec(ActionId.VIEW_FULL_SCREEN, "F&ull screen",
               "Let the window have the whole screen, or give it back", MenuId.VIEW,
               shortcut="F11"),
    ActionSpec(ActionId.VIEW_PRESENTATION, "&Presentation",
               "Show one panel on the whole screen, large enough for a room; Esc leaves",
               MenuId.VIEW, shortcut="F5"),
    ActionSpec(ActionId.VIEW_MAXIMISE, "&Maximise this panel",
               "Let one panel have the whole window, or put all of them back; so does a "
               "double click on its tab or title", MenuId.VIEW, shortcut="Shift+F11"),
    ActionSpec(ActionId.VIEW_NEXT_PANEL, "Ne&xt panel", "Go to the panel after this one",
               MenuId.VIEW, shortcut="Ctrl+Tab"),
    ActionSpec(ActionId.VIEW_PREVIOUS_PANEL, "Previous panel",
               "Go to the panel before this one", MenuId.VIEW, shortcut="Ctrl+Shift+Tab"),
    ActionSpec(
        ActionId.VIEW_FOLD_BELOW, "&Curves in one line",
        "Leave only the time slider of what is below, or open it again (Ctrl+J)",
        MenuId.VIEW, shortcut="Ctrl+J",
    ),
    ActionSpec(
        ActionId.VIEW_COUNT_FROM_ONE, "Count from &1",
        "Call the first filter, row, column, layer and image 1 instead of 0, everywhere",
        MenuId.VIEW,
    ),
    ActionSpec(
        ActionId.VIEW_SIDE_BY_SIDE, "&All panels side by side",
        "Show all panels at once; those without room of their own are tabs", MenuId.VIEW,
    ),
    ActionSpec(
        ActionId.VIEW_RESET_LAYOUT, "&Reset the layout",
        "Put every panel back to its first place", MenuId.VIEW,
    ),
    ActionSpec(
        ActionId.HELP_KEYS, "All &keys", "Show every key on one page (F1)", MenuId.HELP,
        shortcut="F1",
    ),
    ActionSpec(
        ActionId.HELP_WHAT_IS_THIS, "&What is this?",
        "Point at any number, picture or control, also in open menus, and read what it is",
        MenuId.HELP, shortcut="Shift+F1", icon="info", is_everywhere=True,
    ),
    ActionSpec(ActionId.HELP_ABOUT, "&About Glassbox", "What Glassbox is, and its versions",
               MenuId.HELP, icon="info"),
)  # fmt: skip
