"""Everything the user can ask for, once, with its key, icon and name."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from tryon.messages import Text
from tryon.ui.kit.icons import icon

_Keys = QKeySequence.StandardKey


class Actions(QObject):
    """The window's actions; menus, toolbar and panes show them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icons: dict[QAction, str] = {}
        self.new_window = self._add(None, _Keys.New)
        self.open = self._add("open", _Keys.Open)
        self.paste = self._add(None, _Keys.Paste)
        self.save = self._add("save", _Keys.Save)
        self.save_as = self._add(None, "Ctrl+Shift+S")
        self.close = self._add(None, "Ctrl+W")
        self.export = self._add("export", "Ctrl+E")
        self.batch = self._add(None)
        self.export_again = self._add(None, "Ctrl+Shift+E")
        self.share_before_after = self._add(None)
        self.share_slider = self._add(None)
        self.share_animation = self._add(None)
        self.share_tinted = self._add(None)
        self.share_guessed = self._add(None)
        self.quit = self._add(None, "Ctrl+Q")
        self.undo = self._add("undo", _Keys.Undo)
        self.redo = self._add("redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.take_off = self._add("remove", _Keys.Delete)
        self.adjust = self._add("adjust", "A", is_checkable=True)
        self.sizes = self._add(None, "Z")
        self.correct_points = self._add("points", "P")
        self.correct_parse = self._add("correct", "E", is_checkable=True)
        self.reset = self._add(None)
        self.clear_selection = self._add(None, "Esc")
        self.add_garment = self._add("plus", "Ctrl+G")
        self.paste_garment = self._add(None, "Ctrl+Shift+V")
        self.take_garment = self._add(None)
        self.find_garment = self._add("search", _Keys.Find)
        self.favourite = self._add("heart", "Ctrl+D")
        self.garment_details = self._add(None, "Ctrl+I")
        self.copy_picture = self._add("copy", _Keys.Copy)
        self.keep_outfit = self._add("save", "Shift+S")
        self.copy_clothes = self._add("copy", "Shift+C")
        self.paste_clothes = self._add(None, "Shift+V")
        self.dress_alike = self._add(None, "Shift+D")
        self.swap_clothes = self._add("swap", "Shift+X")
        self.add_variant = self._add("plus", "Shift+N")
        self.rename_variant = self._add(None)
        self.remove_variant = self._add(None)
        self.compare_variants = self._add("layout-beside", "V", is_checkable=True)
        self.fit = self._add("fit", "F", "0", "Ctrl+0")
        self.actual_size = self._add("actual", "1", "Ctrl+1")
        self.zoom_in = self._add(None, "+", "=", _Keys.ZoomIn)
        self.zoom_out = self._add(None, "-", _Keys.ZoomOut)
        self.arrangements = QActionGroup(self)
        self.view_auto = self._add_arrangement(None, "Alt+0")
        self.view_one = self._add_arrangement("layout-one", "Alt+1")
        self.view_beside = self._add_arrangement("layout-beside", "Alt+2")
        self.view_stacked = self._add_arrangement("layout-stacked", "Alt+3")
        self.view_result = self._add_arrangement("layout-result", "Alt+4")
        self.overlay = self._add("colours", "T", is_checkable=True)
        self.full_screen = self._add("full-screen", "F11", is_checkable=True)
        self.wall = self._add("wall", "W", is_checkable=True)
        self.compare_looks = self._add("layout-beside", "C")
        self.split = self._add("split", "S", is_checkable=True)
        self.guessed = self._add("guessed", "G", is_checkable=True)
        self.outlines = self._add("outline", "O", is_checkable=True, is_checked=True)
        self.skeleton = self._add("skeleton", "K", is_checkable=True)
        self.legend = self._add("legend", "L", is_checkable=True, is_checked=True)
        self.ruler = self._add(None, "R", is_checkable=True)
        self.weights = self._add(None)
        self.models = self._add(None)
        self.keys = self._add("keys", "F1")
        self.privacy = self._add(None)
        self.copy_diagnostics = self._add(None)
        self.about = self._add(None)
        self._steps: tuple[Text | None, Text | None] = (None, None)
        self.set_icons()
        self.retranslate()

    def name_steps(self, undone: Text | None, redone: Text | None) -> None:
        """Say which step undo takes back and which redo brings back; None if there is none."""
        self._steps = undone, redone
        for action, text, named, step in (
            (self.undo, self.tr("&Undo"), self.tr("&Undo: {step}"), undone),
            (self.redo, self.tr("&Redo"), self.tr("&Redo: {step}"), redone),
        ):
            if step is None:
                self._name(action, text)
            else:
                from tryon.ui.kit.texts import sentence_of  # it knows garments; a menu need not

                name = sentence_of(step)
                hint = named.format(step=name).replace("&", "", 1)
                self._name(action, named.format(step=name.replace("&", "&&")), hint)

    def set_icons(self) -> None:
        """Tint the icons to the palette."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def retranslate(self) -> None:
        """Name everything in the current language."""
        self._name(self.new_window, self.tr("&New window"))
        self._name(self.open, self.tr("&Open…"), self.tr("Open a photo or a look"))
        self._name(self.save, self.tr("&Save"), self.tr("Save the look, to go on with it later"))
        self._name(self.save_as, self.tr("Save &as…"), self.tr("Save the look to another file"))
        self._name(self.close, self.tr("&Close"), self.tr("Close the look"))
        self._name(self.paste, self.tr("&Paste photo"), self.tr("Open the copied picture"))
        self._name(self.export, self.tr("&Export…"), self.tr("Save the result at full size"))
        self._name(
            self.batch,
            self.tr("&Many photos at once…"),
            self.tr("Put many photos in many garments, and save the pictures"),
        )
        self._name(
            self.export_again,
            self.tr("Export a&gain"),
            self.tr("Export to the same file as the last time"),
        )
        self._name_shares()
        self._name_clothes()
        self._name(self.quit, self.tr("&Quit"))
        self.name_steps(*self._steps)
        self._name(self.take_off, self.tr("&Take off garment"), self.tr("Take off the garment"))
        self._name(self.adjust, self.tr("A&djust"), self.tr("Adjust the garment by hand"))
        self._name(
            self.sizes,
            self.tr("Si&zes…"),
            self.tr("See the garment in each size of the shop's table"),
        )
        self._name(self.ruler, self.tr("Rule&r"), self.tr("Centimetres beside the person"))
        self._name(
            self.correct_points,
            self.tr("C&orrect garment…"),
            self.tr("Correct the garment's outline, and where its neckline, hem and so on are"),
        )
        self._name(
            self.correct_parse,
            self.tr("Correct people and clot&hes"),
            self.tr("Correct who and what was seen in the photo"),
        )
        self._name(self.reset, self.tr("Reset to &photo"), self.tr("Take everything off"))
        self._name(self.clear_selection, self.tr("&Clear selection"))
        self._name(self.add_garment, self.tr("&Add garment…"), self.tr("Add your own garment"))
        self._name(
            self.paste_garment,
            self.tr("Paste &garment"),
            self.tr("Add the copied picture to the garments"),
        )
        self._name(self.find_garment, self.tr("&Find garments"), self.tr("Search the garments"))
        self._name(
            self.favourite,
            self.tr("Fa&vourite"),
            self.tr("Make the garment a favourite, or no more"),
        )
        self._name(
            self.garment_details,
            self.tr("&Details of the garment…"),
            self.tr("Tags, collections, shop, price, size and notes"),
        )
        self._name(
            self.take_garment,
            self.tr("&Take from another photo…"),
            self.tr("Take what somebody wears in another photo"),
        )
        self.open.setIconText(self.tr("Open"))
        self.save.setIconText(self.tr("Save"))
        self.undo.setIconText(self.tr("Undo"))
        self.redo.setIconText(self.tr("Redo"))
        self.fit.setIconText(self.tr("Fit"))
        self.adjust.setIconText(self.tr("Adjust"))
        self.take_off.setIconText(self.tr("Take off"))
        self.export.setIconText(self.tr("Export"))
        self.add_garment.setIconText(self.tr("Add"))
        self.compare_looks.setIconText(self.tr("Compare"))
        self._name(self.fit, self.tr("&Fit to window"))
        self._name(self.actual_size, self.tr("&Actual size"))
        self._name(self.zoom_in, self.tr("Zoom &in"))
        self._name(self.zoom_out, self.tr("Zoom &out"))
        self._name(self.view_auto, self.tr("A&utomatic"), self.tr("As suits the photo's shape"))
        self._name(self.view_one, self.tr("&One view"))
        self._name(self.view_beside, self.tr("&Side by side"))
        self._name(self.view_stacked, self.tr("One &below the other"))
        self._name(self.view_result, self.tr("&Result alone"))
        self._name(
            self.overlay,
            self.tr("People and &clothes in colour"),
            self.tr("People and clothes in colour, in place of the result"),
        )
        self._name(
            self.wall,
            self.tr("&Wall of looks"),
            self.tr("See the photo in every garment that is listed"),
        )
        self._name(
            self.compare_looks,
            self.tr("Co&mpare looks"),
            self.tr("Side by side: select two to four looks with Ctrl + click"),
        )
        self._name(self.full_screen, self.tr("F&ull screen"))
        self._name(
            self.copy_picture,
            self.tr("&Copy picture"),
            self.tr("Copy the result, to paste it elsewhere"),
        )
        self._name(self.keys, self.tr("&Keys and mouse"))
        self._name(
            self.split, self.tr("&Split before/after"), self.tr("Before and after side by side")
        )
        self._name(
            self.guessed,
            self.tr("What is &guessed"),
            self.tr("Which pixels are the photo's, which the garment's, which guessed"),
        )
        self._name(self.outlines, self.tr("&Person outlines"), self.tr("Line around each person"))
        self._name(self.skeleton, self.tr("S&keleton"), self.tr("Joints of each person"))
        self._name(self.legend, self.tr("&Legend"), self.tr("Which colour is which part"))
        self._name(self.weights, self.tr("M2FP &weights folder…"))
        self._name(self.models, self.tr("&Models…"), self.tr("Download weights of other parsers"))
        self._name(
            self.privacy,
            self.tr("&Privacy…"),
            self.tr("What is kept on this computer, and how to delete it"),
        )
        self._name(
            self.copy_diagnostics,
            self.tr("Copy &diagnostics"),
            self.tr("Copy versions, platform and the end of the log, to report a problem"),
        )
        self._name(self.about, self.tr("&About tryon"))

    def _name_shares(self) -> None:
        self._name(
            self.share_before_after,
            self.tr("&Before and after…"),
            self.tr("The photo and the result side by side, as one picture"),
        )
        self._name(
            self.share_slider,
            self.tr("&Page with a slider…"),
            self.tr("A web page with a line to drag, in one file"),
        )
        self._name(
            self.share_animation,
            self.tr("&Animation…"),
            self.tr("From before to after and back, for ever"),
        )
        self._name(
            self.share_tinted,
            self.tr("&What is guessed…"),
            self.tr("The result with the garment in blue and what is guessed in orange"),
        )
        self._name(
            self.share_guessed,
            self.tr("&Map of what is guessed…"),
            self.tr("Black is the photo, grey the garment, white guessed"),
        )

    def _name_clothes(self) -> None:
        self._name(
            self.keep_outfit,
            self.tr("&Keep as outfit…"),
            self.tr("Keep what the person wears under a name, to wear it again"),
        )
        self.keep_outfit.setIconText(self.tr("Keep as outfit"))
        self._name(
            self.copy_clothes,
            self.tr("&Copy clothes"),
            self.tr("Copy what was put on the person, for another person or photo"),
        )
        self._name(
            self.paste_clothes,
            self.tr("&Paste clothes"),
            self.tr("Put the copied clothes on the person"),
        )
        self._name(
            self.dress_alike,
            self.tr("&Dress everyone alike"),
            self.tr("Put on everybody what was put on this person"),
        )
        self._name(
            self.swap_clothes,
            self.tr("S&wap clothes"),
            self.tr("Two people change clothes"),
        )
        self._name(
            self.add_variant,
            self.tr("&New variant"),
            self.tr("Keep this as a variant, and go on with another one"),
        )
        self._name(self.rename_variant, self.tr("&Rename variant…"))
        self._name(self.remove_variant, self.tr("D&elete variant"))
        self._name(
            self.compare_variants,
            self.tr("&Variants side by side"),
            self.tr("See the variants of this look side by side"),
        )

    def _add(
        self,
        icon_name: str | None,
        *keys: _Keys | str,
        is_checkable: bool = False,
        is_checked: bool = False,
    ) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setCheckable(is_checkable)
        action.setIconVisibleInMenu(not is_checkable)  # there the check mark takes its place
        action.setChecked(is_checked)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        if icon_name is not None:
            self._icons[action] = icon_name
        return action

    def _add_arrangement(self, icon_name: str | None, key: str) -> QAction:
        action = self._add(icon_name, key, is_checkable=True)
        self.arrangements.addAction(action)
        return action

    @staticmethod
    def _name(action: QAction, text: str, hint: str = "") -> None:
        action.setText(text)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        plain = hint or text.replace("&", "")
        action.setToolTip(f"{plain} ({keys})" if keys else plain)
        action.setStatusTip("")
