"""Colours and shapes of the window, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

HEART = "#d6336c"
"""Of favourites, on the white of a card."""
RADIUS = 10
"""Corner radius of the large surfaces in logical pixels."""


@dataclass(frozen=True)
class Theme:
    """The colours that everything is drawn with, as ``#rrggbb``."""

    window: str
    surface: str
    raised: str
    canvas: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    focus: str
    on_accent: str
    error: str
    error_back: str
    note: str
    note_back: str
    note_line: str


LIGHT = Theme(
    window="#f4f4f7",
    surface="#ffffff",
    raised="#ececf1",
    canvas="#e5e6eb",
    line="#dcdde4",
    text="#1d1e26",
    muted="#666876",
    accent="#5754d1",
    accent_hover="#4744ba",
    focus="#a9a7f0",
    on_accent="#ffffff",
    error="#b3261e",
    error_back="#fdecea",
    note="#3f4c78",
    note_back="#eaeefb",
    note_line="#c3cdf0",
)
DARK = Theme(
    window="#1b1c21",
    surface="#24252b",
    raised="#303139",
    canvas="#131418",
    line="#383a43",
    text="#ececf1",
    muted="#a0a2b0",
    accent="#8a87f5",
    accent_hover="#9f9cff",
    focus="#dcdbff",
    on_accent="#14141c",
    error="#ffb4ab",
    error_back="#432522",
    note="#c3ccf5",
    note_back="#2a2f45",
    note_line="#454d70",
)


def current_theme() -> Theme:
    """Return the theme in use."""
    is_dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if is_dark else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Apply a theme to the whole application."""
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, color in (
        (role.Window, theme.window),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Button, theme.surface),
        (role.ToolTipBase, theme.surface),
        (role.Text, theme.text),
        (role.WindowText, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.Accent, theme.accent),
        (role.Mid, theme.line),
        (role.Midlight, theme.raised),
    ):
        palette.setColor(target, QColor(color))
    for target in (role.Text, role.WindowText, role.ButtonText):
        faded = QColor(theme.muted)
        faded.setAlphaF(0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, target, faded)
    return palette


def _style_sheet(theme: Theme) -> str:
    sheet = _SHEET
    for name, value in vars(theme).items():
        sheet = sheet.replace(f"@{name};", f"{value};")
    return sheet


_SHEET = """
QToolTip { color: @text; background: @surface; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @window; padding: 2px 6px; }
QMenuBar::item { padding: 5px 9px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: @raised; }
QMenu { background: @surface; border: 1px solid @line; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: @raised; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }
QMenu::icon { margin-left: 8px; }
QStatusBar { background: @window; color: @muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 0 4px; }
QToolBar { background: @window; border: none; spacing: 4px; padding: 4px 12px 8px 12px; }
QToolBar::separator { width: 1px; background: @line; margin: 6px 6px; }
QToolButton, QPushButton {
  border: 1px solid transparent; border-radius: 7px; padding: 6px 9px; background: transparent;
}
QPushButton { background: @surface; border-color: @line; padding: 6px 14px; }
QToolButton:hover, QPushButton:hover { background: @raised; }
QToolButton:pressed, QPushButton:pressed { background: @line; }
QToolButton:checked { background: @raised; border-color: @line; }
QToolButton:focus, QPushButton:focus { border-color: @accent; }
QToolButton:disabled, QPushButton:disabled { color: @muted; }
QToolButton[chip="true"] { border-radius: 13px; padding: 4px 11px; border-color: @line; }
QToolButton[chip="true"]:checked {
  background: @accent; border-color: @accent; color: @on_accent;
}
*[primary="true"] { background: @accent; color: @on_accent; border-color: @accent; }
*[primary="true"]:hover { background: @accent_hover; border-color: @accent_hover; }
*[primary="true"]:focus { border: 2px solid @focus; }
*[primary="true"]:disabled { background: @raised; color: @muted; border-color: @raised; }
QLabel[muted="true"] { color: @muted; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
  background: @surface; border: 1px solid @muted;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: @accent; }
QProgressBar { background: @raised; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QListView { background: transparent; border: none; outline: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLineEdit {
  background: @surface; border: 1px solid @line; border-radius: 7px; padding: 6px 9px;
}
QLineEdit:focus { border-color: @accent; }
#search { padding: 5px 8px; }
#wardrobeMenu { padding: 4px 5px; }
#wardrobeMenu::menu-indicator { image: none; width: 0; }
#selectionBar { background: @raised; border-radius: 8px; }
#selectionBar QToolButton { padding: 0; }
#selectionBar QToolButton:hover { background: @line; }
#selectionBar QToolButton::menu-indicator { image: none; width: 0; }
#detailsText { background: @surface; border: 1px solid @line; border-radius: 7px; padding: 3px; }
#detailsText:focus { border-color: @accent; }
#cardName { padding: 0 4px; border-radius: 5px; }
#garmentPanel[dropping="true"] { border: 2px solid @accent; }
#addingTray { background: @raised; border-radius: 8px; }
#addingTray QScrollArea, #questions { background: transparent; border: none; }
#question { background: @surface; border: 1px solid @line; border-radius: 8px; }
#question QToolButton { padding: 4px 10px; border-color: @line; background: @surface; }
#question QToolButton:hover { background: @raised; }
#question QToolButton[primary="true"] { background: @accent; border-color: @accent; }
#question QToolButton[primary="true"]:hover { background: @accent_hover; }
#question QToolButton#dismiss { border-color: transparent; padding: 2px; }
#question QToolButton[menu="true"] { padding-right: 20px; }
#question QToolButton::menu-indicator {
  subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}
#questionName { font-weight: 600; }
#disclosure, #disclosure:checked { background: transparent; border-color: transparent; }
#disclosure { padding-left: 0; }
#disclosure:hover { background: @raised; }
#modelCard { background: @surface; border: 1px solid @line; border-radius: 10px; }
#modelQuestion { background: @note_back; border-radius: 8px; }
#modelQuestion QLabel { color: @note; }
#garmentPanel, #adjustPanel, #historyPanel, #layersPanel, #outfitsPanel {
  background: @surface; border: 1px solid @line; border-radius: 10px;
}
#paneTitle, #panelTitle, #messageTitle, #modelTitle { font-weight: 600; }
#historyPanel QListView::item, #outfitsPanel QListView::item { padding: 6px; border-radius: 6px; }
#layersPanel QListView::item { border-radius: 6px; }
#historyPanel QListView::item:hover, #historyPanel QListView::item:selected,
#layersPanel QListView::item:hover, #layersPanel QListView::item:selected,
#outfitsPanel QListView::item:hover, #outfitsPanel QListView::item:selected {
  background: @raised; color: @text;
}
#layersPanel QListView::item:disabled { color: @text; background: transparent; padding: 4px 2px; }
QToolButton#sideTab[chip="true"] { padding: 4px 6px; }
#variantMenu { border-color: @line; text-align: left; padding: 4px 20px 4px 9px; }
#variantMenu::menu-indicator {
  subcontrol-origin: padding; subcontrol-position: right center; right: 7px;
}
#paneTool { padding: 3px 6px; }
#toolBar { background: @surface; border: 1px solid @line; border-radius: 10px; }
#toolBar #paneTool { padding: 4px 6px; }
#toolBar #paneTool:checked { background: @accent; border-color: @accent; }
#toolChoice { padding: 3px 22px 3px 8px; border-color: @line; }
#toolChoice::menu-indicator {
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px;
}
#addGarment { padding: 3px 18px 3px 6px; }
#addGarment::menu-button { border: none; border-radius: 7px; width: 18px; }
#addGarment::menu-button:hover { background: @line; }
#rowTool { padding: 2px; }
#swatches { background: @surface; border: 1px solid @line; }
#swatches QToolButton { padding: 2px; }
#tuckChoice QToolButton, #meshChoice QToolButton,
#sizesChoice QToolButton { padding: 2px 2px; border-radius: 8px; }
#dyeChoice QToolButton, #patternChoice QToolButton { padding: 2px 3px; border-radius: 8px; }
#keepRecoloured { padding: 2px 3px; border-radius: 8px; }
#welcomeTitle { font-size: 22pt; font-weight: 600; }
#welcomeText { font-size: 11pt; color: @muted; }
#messageBar { border-radius: 10px; border: 1px solid @line; }
#messageBar[kind="error"] { background: @error_back; border-color: @error; }
#pointsProblem { color: @error; }
#messageBar[kind="error"] QLabel { color: @error; }
#messageBar[kind="note"] { background: @note_back; border-color: @note_line; }
#offer { font-weight: 600; color: @accent; }
#questionText { font-size: 11pt; font-weight: 600; }
#aboutTitle { font-size: 15pt; font-weight: 600; }
#peopleStrip, #peopleRow, #keyScroll, #keyPage, #adjustScroll, #adjustBody,
#welcomeScroll, #welcomePage {
  background: transparent;
}
#face { padding: 2px; border: 2px solid transparent; border-radius: 22px; }
#face:checked { border-color: @accent; background: transparent; }
#face:focus { border-color: @focus; }
#groupTitle { color: @muted; font-weight: 600; padding: 6px 0 0 0; }
#viewMenu { padding-right: 20px; }
#viewMenu::menu-indicator {
  subcontrol-origin: padding; subcontrol-position: right center; right: 7px;
}
#messageBar[kind="note"] QLabel { color: @note; }
"""
