"""How plain Qt widgets look."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from gui.theme.fonts import NUMBER_FAMILY, TEXT_FAMILY
from gui.theme.icons import icon_file
from gui.theme.theme import Theme


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette for `theme`; Fusion paints with it."""
    roles = QPalette.ColorRole
    colors = {
        roles.Window: theme.surface,
        roles.WindowText: theme.text,
        roles.Base: theme.raised,
        roles.AlternateBase: theme.surface,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.error,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.text_on_accent,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.dim,
        roles.Link: theme.selection,
        roles.Mid: theme.line,
        roles.Dark: theme.line,
        roles.Light: theme.raised,
        roles.Shadow: theme.background,
    }
    result = QPalette()
    for role, color in colors.items():
        result.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.dim))
    return result


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet for `theme`."""
    check = icon_file("check", theme.text_on_accent)
    down = icon_file("chevron_down", theme.muted)
    up = icon_file("chevron_up", theme.muted)
    return f"""
* {{ font-family: "{TEXT_FAMILY}"; font-size: 12px; color: {theme.text}; }}
QMainWindow, QDialog {{ background: {theme.surface}; }}
QMainWindow::separator {{ background: {theme.line}; width: 3px; height: 3px; margin: 0; }}
QMainWindow::separator:hover {{ background: {theme.selection}; }}
QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line};
  padding: 4px 6px; }}

QMenuBar {{ background: {theme.surface}; padding: 2px 8px;
  border-bottom: 1px solid {theme.line}; }}
QMenuBar::item {{ padding: 4px 9px; color: {theme.muted}; background: transparent;
  border-radius: 4px; }}
QMenuBar::item:selected {{ background: {theme.raised}; color: {theme.text}; }}
QMenu {{ background: {theme.raised}; border: 1px solid {theme.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.selection}; color: {theme.text_on_accent}; }}
QMenu::item:disabled {{ color: {theme.dim}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 6px; }}
QMenu::icon {{ padding-left: 6px; }}

QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: 13px; font-weight: 600; }}
QLabel[role="section"] {{ font-size: 11px; font-weight: 500; color: {theme.muted}; }}
QLabel[role="caption"] {{ font-size: 11px; color: {theme.muted}; }}
QLabel[role="muted"] {{ color: {theme.muted}; }}
QLabel[role="number"] {{ font-family: "{NUMBER_FAMILY}"; font-size: 12px; }}
QLabel[role="readout"] {{ font-family: "{NUMBER_FAMILY}"; font-size: 15px; font-weight: 600; }}
QLabel[role="winner"] {{ font-family: "{NUMBER_FAMILY}"; font-size: 15px; font-weight: 600;
  color: {theme.truth}; }}
QLabel[role="error"] {{ color: {theme.error}; }}
QLabel[role="warning"] {{ color: {theme.warning}; }}
QLabel[role="ok"] {{ color: {theme.ok}; }}
QLabel[role="forward"] {{ color: {theme.forward}; font-weight: 600; }}
QLabel[role="backward"] {{ color: {theme.backward}; font-weight: 600; }}

QFrame[role="card"] {{ background: {theme.raised}; border: 1px solid {theme.line};
  border-radius: 7px; }}
QFrame[role="selected_card"] {{ background: {theme.raised}; border: 1px solid {theme.selection};
  border-radius: 7px; }}
QFrame[role="invalid_card"] {{ background: {theme.raised}; border: 1px solid {theme.error};
  border-radius: 7px; }}
QFrame[role="divider"] {{ background: {theme.line}; border: none; }}
QFrame[role="notice"] {{ background: {theme.error_soft};
  border-bottom: 1px solid {theme.error}; }}
QFrame[role="notice"][level="warning"] {{ background: {theme.raised};
  border-bottom: 1px solid {theme.warning}; }}
QFrame[role="notice"][level="info"] {{ background: {theme.raised};
  border-bottom: 1px solid {theme.line}; }}

QPushButton, QToolButton {{ background: {theme.raised}; border: 1px solid {theme.line};
  border-radius: 7px; padding: 0 10px; min-height: 26px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {theme.muted}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {theme.line}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {theme.selection}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {theme.dim};
  background: {theme.surface}; }}
QPushButton:checked, QToolButton:checked {{ border-color: {theme.selection};
  color: {theme.selection}; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{ background: {theme.selection};
  border-color: {theme.selection}; color: {theme.text_on_accent}; font-weight: 600;
  min-width: 82px; }}
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {{
  background: {theme.raised}; border-color: {theme.line}; color: {theme.dim}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent;
  border-color: transparent; color: {theme.muted}; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ color: {theme.text};
  background: {theme.raised}; }}
QPushButton[role="icon"], QToolButton[role="icon"] {{ padding: 0; min-width: 26px; }}
QPushButton[role="tiny"], QToolButton[role="tiny"] {{ padding: 0; min-width: 18px;
  min-height: 20px; border-radius: 5px; }}
QPushButton[role="live"] {{ padding: 0; font-weight: 600; color: {theme.muted}; }}
QPushButton[role="live"][live="true"] {{ background: {theme.selection};
  border-color: {theme.selection}; color: {theme.text_on_accent}; }}
QPushButton[role="live"]:disabled {{ background: {theme.surface};
  border-color: {theme.line}; color: {theme.dim}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton::menu-indicator {{ image: none; }}

QPushButton[segment] {{ border-radius: 0; border-right-width: 0; color: {theme.muted};
  font-weight: 400; }}
QPushButton[segment="first"] {{ border-top-left-radius: 7px; border-bottom-left-radius: 7px; }}
QPushButton[segment="last"] {{ border-right-width: 1px; border-top-right-radius: 7px;
  border-bottom-right-radius: 7px; }}
QPushButton[segment="only"] {{ border-right-width: 1px; border-radius: 7px; }}
QPushButton[segment]:checked {{ background: {theme.line}; color: {theme.text};
  border-color: {theme.line}; font-weight: 600; }}
QPushButton[segment][role="forward"]:checked {{ background: {theme.forward_soft};
  color: {theme.forward}; }}
QPushButton[segment][role="backward"]:checked {{ background: {theme.backward_soft};
  color: {theme.backward}; }}

QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit {{ background: {theme.raised};
  border: 1px solid {theme.line}; border-radius: 7px; padding: 0 8px; min-height: 26px;
  selection-background-color: {theme.selection}; selection-color: {theme.text_on_accent}; }}
QSpinBox, QDoubleSpinBox, QLineEdit {{ font-family: "{NUMBER_FAMILY}"; }}
QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover, QLineEdit:hover {{
  border-color: {theme.dim}; }}
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QLineEdit:focus {{
  border-color: {theme.selection}; }}
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled {{
  color: {theme.dim}; background: {theme.surface}; }}
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QComboBox[invalid="true"] {{
  border-color: {theme.error}; background: {theme.error_soft}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {theme.raised}; border: 1px solid {theme.line};
  selection-background-color: {theme.selection}; selection-color: {theme.text_on_accent};
  outline: none; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button {{ width: 0; border: none; }}

QCheckBox {{ spacing: 6px; background: transparent; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.muted};
  border-radius: 3px; background: {theme.raised}; }}
QCheckBox::indicator:checked {{ background: {theme.selection}; border-color: {theme.selection};
  image: url("{check}"); }}
QCheckBox:disabled {{ color: {theme.dim}; }}

QListWidget, QListView {{ background: transparent; border: none; outline: none; }}
QTreeView {{ background: transparent; border: none; outline: none;
  selection-background-color: {theme.raised}; selection-color: {theme.text}; }}
QTreeView::item {{ padding: 3px 6px; border: none; min-height: 20px; }}
QTreeView::item:hover {{ background: {theme.raised}; }}
QTreeView::item:selected {{ background: {theme.line}; }}
QTreeView::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.muted};
  border-radius: 3px; background: {theme.raised}; }}
QTreeView::indicator:checked {{ background: {theme.selection}; border-color: {theme.selection};
  image: url("{check}"); }}
QTreeView QLineEdit {{ min-height: 20px; border-radius: 3px; padding: 0 4px; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {theme.muted}; font-weight: 500;
  padding: 4px 6px; border: none; border-bottom: 1px solid {theme.line}; }}
QHeaderView::section:hover {{ color: {theme.text}; }}
QHeaderView::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
QHeaderView::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {theme.line}; border-radius: 4px; margin: 1px;
  min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {theme.dim}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSlider::groove:horizontal {{ height: 4px; background: {theme.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.muted}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
  background: {theme.text}; }}
QSlider::handle:horizontal:focus {{ background: {theme.selection}; }}

QProgressBar {{ background: {theme.line}; border: none; border-radius: 2px; max-height: 4px;
  min-height: 4px; }}
QProgressBar::chunk {{ background: {theme.selection}; border-radius: 2px; }}

QTabBar {{ background: {theme.background}; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 7px 14px;
  border: 1px solid transparent; border-bottom: none; border-top-left-radius: 7px;
  border-top-right-radius: 7px; margin: 4px 1px 0 1px; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:selected {{ background: {theme.surface}; color: {theme.text}; font-weight: 600;
  border-color: {theme.line}; }}

QDockWidget {{ background: {theme.surface}; }}
QWidget#dock_title {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
QWidget#transport_bar {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
QStatusBar {{ background: {theme.surface}; border-top: 1px solid {theme.line};
  color: {theme.muted}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {theme.line}; }}
QMessageBox QLabel {{ font-size: 13px; }}
"""
