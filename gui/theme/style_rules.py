"""The rules by which plain Qt widgets look, with names where the colours come."""

#: `string.Template`: ``$line`` and so on are the colours of a theme, ``$check``, ``$down`` and
#: ``$up`` the files of its icons, ``$text_family`` and ``$number_family`` its fonts.
STYLE_RULES = """
* { font-family: "$text_family"; font-size: 12px; color: $text; }
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { background: $line; width: 3px; height: 3px; margin: 0; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line;
  padding: 4px 6px; }

QMenuBar { background: $surface; padding: 2px 8px;
  border-bottom: 1px solid $line; }
QMenuBar::item { padding: 3px 8px; color: $muted; background: transparent;
  border: 1px solid transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $raised; color: $text; border-color: $selection; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 25px 4px 21px; border: 1px solid transparent;
  border-radius: 4px; }
QMenu::item:selected { background: $line; border-color: $selection; }
QMenu::item:disabled { color: $dim; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 13px; font-weight: 600; }
QLabel[role="section"] { font-size: 11px; font-weight: 500; color: $muted; }
QLabel[role="caption"] { font-size: 11px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="number"] { font-family: "$number_family"; font-size: 12px; }
QLabel[role="readout"] { font-family: "$number_family"; font-size: 15px; font-weight: 600; }
QLabel[role="readout_caption"] { font-size: 12px; color: $muted; }
QLabel[role="past"] { font-size: 15px; font-weight: 600; color: $past; }
QLabel[role="step"] { font-family: "$number_family"; font-size: 12px; color: $muted; }
QLabel[role="step"][past="true"] { color: $past; }
QLabel[role="winner"] { font-family: "$number_family"; font-size: 15px; font-weight: 600;
  color: $truth; }
QLabel[role="truth"] { color: $truth; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="forward"] { color: $forward; font-weight: 600; }
QLabel[role="backward"] { color: $backward; font-weight: 600; }

QFrame[role="card"] { background: $raised; border: 1px solid $line;
  border-radius: 7px; }
QFrame[role="selected_card"] { background: $raised; border: 1px solid $selection;
  border-radius: 7px; }
QFrame[role="focused_card"] { background: $raised; border: 1px dashed $selection;
  border-radius: 7px; }
QFrame[role="invalid_card"] { background: $raised; border: 1px solid $error;
  border-radius: 7px; }
QFrame[role="divider"] { background: $line; border: none; }
QFrame[role="notice"] { background: $error_soft; border: 1px solid $error;
  border-radius: 8px; }
QFrame[role="notice"][level="warning"] { background: $raised; border-color: $warning; }
QFrame[role="notice"][level="info"] { background: $raised; border-color: $muted; }

QFrame[role="what_if"] { background: $raised; border: none; border-left: 3px solid $warning;
  border-bottom: 1px solid $line; }

QFrame[role="floating"] { background: $raised; border: 1px solid $muted;
  border-radius: 8px; }
QLabel[role="headline"] { font-size: 15px; font-weight: 600; }
QLabel[role="large_headline"] { font-size: 24px; font-weight: 600; }

QPushButton, QToolButton { background: $raised; border: 1px solid $line;
  border-radius: 7px; padding: 0 10px; min-height: 26px; }
QPushButton:hover, QToolButton:hover { border-color: $muted; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border-color: $selection; }
QPushButton:disabled, QToolButton:disabled { color: $dim;
  background: $surface; }
QPushButton:checked, QToolButton:checked { border-color: $selection;
  background: $line; color: $selection; }
QPushButton[role="primary"], QToolButton[role="primary"] { background: $accent;
  border-color: $accent; color: $text_on_accent; font-weight: 600;
  min-width: 82px; }
QPushButton[role="danger"] { border-color: $error; color: $error; }
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {
  border-color: $selection; }
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {
  background: $raised; border-color: $line; color: $dim; }
QToolButton[role="past"] { background: $past; border-color: $past; color: $text_on_accent;
  font-weight: 600; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent;
  border-color: transparent; color: $muted; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { color: $text;
  background: $raised; }
QPushButton[role="warning_pill"] { color: $warning; background: $raised; font-weight: 600;
  border-color: $warning; border-radius: 11px; padding: 0 8px; min-height: 20px; }
QPushButton[role="pill"] { color: $muted; background: $raised; font-weight: 600;
  border-radius: 11px; padding: 0 8px; min-height: 20px; }
QPushButton[role="link"] { background: transparent; border: none; color: $muted;
  padding: 0; min-height: 18px; text-decoration: underline; }
QPushButton[role="link"]:hover { color: $text; }
QPushButton[role="icon"], QToolButton[role="icon"] { padding: 0; min-width: 26px; }
QPushButton[role="quiet_icon"] { background: transparent; border-color: transparent;
  padding: 0; min-width: 26px; }
QPushButton[role="quiet_icon"]:hover { background: $raised; }
QPushButton[role="quiet_icon"]:checked { border-color: $muted; background: $raised; }
QPushButton[role="tiny"], QToolButton[role="tiny"] { padding: 0; min-width: 18px;
  min-height: 20px; border-radius: 5px; }
QPushButton[role="live"] { padding: 0; font-weight: 600; color: $muted; }
QPushButton[role="live"][live="true"] { background: $accent;
  border-color: $accent; color: $text_on_accent; }
QPushButton[role="live"]:disabled { background: $surface;
  border-color: $line; color: $dim; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: none; }

QPushButton[segment] { border-radius: 0; border-right-width: 0; color: $muted;
  font-weight: 400; }
QPushButton[segment="first"] { border-top-left-radius: 7px; border-bottom-left-radius: 7px; }
QPushButton[segment="last"] { border-right-width: 1px; border-top-right-radius: 7px;
  border-bottom-right-radius: 7px; }
QPushButton[segment="only"] { border-right-width: 1px; border-radius: 7px; }
QPushButton[segment]:checked { background: $line; color: $text; border-color: $line;
  border-bottom: 2px solid $selection; min-height: 25px; }
QPushButton[segment]:disabled { color: $dim; }
QPushButton[segment]:focus { border-color: $selection; border-right-width: 1px; }
QPushButton[segment][role="forward"]:checked { background: $forward_soft;
  color: $forward; }
QPushButton[segment][role="backward"]:checked { background: $backward_soft;
  color: $backward; }

QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit { background: $raised;
  border: 1px solid $line; border-radius: 7px; padding: 0 8px; min-height: 26px;
  selection-background-color: $selection; selection-color: $text_on_selection; }
QSpinBox, QDoubleSpinBox, QLineEdit { font-family: "$number_family"; }
QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover, QLineEdit:hover {
  border-color: $dim; }
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QLineEdit:focus {
  border-color: $selection; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled {
  color: $dim; background: $surface; }
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QComboBox[invalid="true"] {
  border-color: $error; background: $error_soft; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line;
  selection-background-color: $selection; selection-color: $text_on_selection;
  outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button { width: 0; border: none; }

QCheckBox { spacing: 6px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $muted;
  border-radius: 3px; background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox:focus { color: $selection; }
QCheckBox::indicator:focus { border-color: $selection; }
QCheckBox:disabled { color: $dim; }

QListWidget, QListView { background: transparent; border: none; outline: none; }
QListView:window { background: $raised; border: 1px solid $line; }
QTreeView { background: transparent; border: none; outline: none;
  selection-background-color: $raised; selection-color: $text; }
QTreeView::item { padding: 2px 6px; min-height: 20px; border: none;
  border-top: 1px solid transparent; border-bottom: 1px solid transparent; }
QTreeView::item:hover { background: $raised; }
QTreeView::item:selected { background: $line; border-color: $selection; }
QTreeView::indicator { width: 14px; height: 14px; border: 1px solid $muted;
  border-radius: 3px; background: $raised; }
QTreeView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QTreeView QLineEdit { min-height: 20px; border-radius: 3px; padding: 0 4px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; font-weight: 500;
  padding: 4px 6px; border: none; border-bottom: 1px solid $line; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url("$down"); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url("$up"); width: 10px; height: 10px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px;
  min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $muted; border-radius: 2px; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
  background: $text; }
QSlider::handle:horizontal:focus { background: $surface; width: 8px; height: 8px;
  border: 2px solid $selection; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px;
  min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar#run_progress { min-height: 3px; max-height: 3px; border-radius: 0; }
QProgressBar#run_progress::chunk { border-radius: 0; }
QProgressBar#run_progress[past="true"]::chunk { background: $past; }

QTabBar { background: $background; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 9px 5px 9px;
  border: 1px solid transparent; border-bottom: 2px solid transparent;
  border-top-left-radius: 7px; border-top-right-radius: 7px; margin: 4px 1px 0 1px; }
QTabBar[room="narrow"]::tab { padding-left: 5px; padding-right: 5px; }
QTabBar[room="least"]::tab { padding-left: 4px; padding-right: 4px; margin-left: 0;
  margin-right: 0; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { background: $surface; color: $text; border-color: $line;
  border-bottom-color: $selection; }
QTabBar::tab:focus { border-color: $selection; }
QTabBar QToolButton { background: $background; border: 1px solid $line; border-radius: 5px;
  padding: 0; min-width: 0; min-height: 0; margin: 4px 1px 2px 1px; }
QTabBar QToolButton:hover { background: $raised; }
QTabBar QToolButton::left-arrow { image: url("$left"); width: 12px; height: 12px; }
QTabBar QToolButton::right-arrow { image: url("$right"); width: 12px; height: 12px; }

QDockWidget { background: $surface; }
QWidget#dock_title { background: $surface; border-bottom: 1px solid $line; }
QWidget#transport_bar { background: $surface; border-bottom: 1px solid $line; }
QWidget#transport_bar[past="true"] { background: $past_soft; }
QToolBar#time_strip { background: $surface; border: none; border-top: 3px solid $line;
  padding: 0; spacing: 0; }
QToolBar[role="rail"] { background: $surface; border: none; padding: 0; spacing: 0; }
QFrame[role="overlay"] { background: $surface; border: none; border-left: 1px solid $muted;
  border-right: 1px solid $muted; }
QToolBar#presentation_bar { background: $surface; border: none; border-top: 1px solid $line;
  padding: 0; spacing: 0; }
QToolBar#presentation_bar[past="true"] { background: $past_soft; }
QWidget#blank_screen { background: #000000; }
QStatusBar { background: $surface; border-top: 1px solid $line;
  color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }
QDialogButtonBox { button-layout: 3; dialogbuttonbox-buttons-have-icons: 0; }
"""
