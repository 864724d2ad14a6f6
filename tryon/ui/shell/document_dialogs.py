"""What is asked about documents: which one to open, where to save, and whether to save at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from tryon.document.look_file import SUFFIX
from tryon.imaging import READABLE_SUFFIXES
from tryon.ui.kit.dialogs.files import picture_filter, start_folder
from tryon.ui.kit.dialogs.question import Question, may_replace

translate = QCoreApplication.translate


@dataclass(frozen=True)
class SaveChoice:
    """Where to save, and whether that file only says where the photo is."""

    path: Path
    links_photo: bool


def ask_open(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask which photo or look to open."""
    title = translate("Dialogs", "Open a photo or a look")
    patterns = " ".join(f"*{suffix}" for suffix in (SUFFIX, *READABLE_SUFFIXES))
    looks = f"{translate('Dialogs', 'Looks')} (*{SUFFIX})"
    every = f"{translate('Dialogs', 'Photos and looks')} ({patterns})"
    filters = ";;".join((every, looks, picture_filter()))
    name, _ = QFileDialog.getOpenFileName(parent, title, start_folder(folder), filters)
    return Path(name) if name else None


def ask_save(parent: QWidget, suggestion: Path, *, links_photo: bool) -> SaveChoice | None:
    """Ask where to save a look; whether the photo goes into it is chosen as its kind of file."""
    title = translate("Dialogs", "Save the look")
    inside = translate("Dialogs", "Look with the photo in it")
    linked = translate("Dialogs", "Look that links to the photo")
    filters = [f"{inside} (*{SUFFIX})", f"{linked} (*{SUFFIX})"]
    option = QFileDialog.Option.DontConfirmOverwrite
    while True:
        wanted = filters[links_photo]
        name, chosen = QFileDialog.getSaveFileName(
            parent, title, str(suggestion), ";;".join(filters), wanted, options=option
        )
        if not name:
            return None
        path, links_photo = Path(name), chosen == filters[1]
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(f"{path.name}{SUFFIX}")
        if not os.path.lexists(path) or may_replace(parent, path, title):
            return SaveChoice(path, links_photo)
        suggestion = path


class SaveChangesBox(Question):
    """Asks whether to save what is about to be closed.

    Args:
        name: what it is called.
        save: called for Save.
        discard: called for Don't save.
        parent: the window, which it keeps from being used meanwhile.
    """

    def __init__(
        self,
        name: str,
        *,
        save: Callable[[], None],
        discard: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(
            translate("Dialogs", "Save changes?"),
            translate("Dialogs", "Save changes to {name}?").format(name=name),
            translate("Dialogs", "What was done since it was last saved is lost otherwise."),
            parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        roles = QDialogButtonBox.ButtonRole
        self.save_button = self.add_answer(translate("Dialogs", "Save"), roles.AcceptRole)
        self.discard_button = self.add_answer(
            translate("Dialogs", "Don't save"), roles.DestructiveRole
        )
        self.cancel_button = self.add_answer(translate("Dialogs", "Cancel"), roles.RejectRole)
        self._save, self._discard = save, discard
        self.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        if self.answer is self.save_button:
            self._save()
        elif self.answer is self.discard_button:
            self._discard()
