"""Shows and hides the ruler, and asks how tall the person is where nobody has said it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QInputDialog, QWidget

from tryon.body.stature import HEIGHT_LIMITS_CM, measure_scale
from tryon.errors import FitError
from tryon.human_parse import Person
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.names import person_name
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.sizes.ruler import Ruler, RulerLayer
from tryon.ui.view.workspace import Workspace

_USUAL_CM = 170.0
"""What the question begins with."""


class RulerSwitch(QObject):
    """One ruler beside whoever is chosen, in both views; exports do not show it.

    Args:
        window: in front of which the question is asked.
        room: whose people are measured.
        workspace: has the views.
        actions: those of the window.
    """

    def __init__(
        self, window: QWidget, room: FittingRoom, workspace: Workspace, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._action = window, room, actions.ruler
        self.layers = tuple(map(RulerLayer, (workspace.result, workspace.overlay)))
        self.question: QInputDialog | None = None
        self._action.toggled.connect(self._on_toggled)
        for changed in (room.state_changed, room.selection_changed, room.editor.history_changed):
            changed.connect(self._follow)

    @property
    def ruler(self) -> Ruler | None:
        """What shows; None for nothing."""
        return self.layers[0].ruler

    @property
    def _person(self) -> Person | None:
        """Whose ruler it is: of whoever is chosen, else of the largest person."""
        parse, chosen = self._room.state.parse, self._room.selection
        if parse is None:
            return None
        if chosen is not None and 1 <= chosen.person <= len(parse.people):
            return parse.person(chosen.person)
        return parse.largest_person

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        person = self._person
        if is_on and person is None:
            self._action.setChecked(False)
        elif is_on and person is not None:
            if self._room.size_fitter.height_of(person.number) is None:
                self._ask(person.number)
            self._follow()
            self._refuse_if_unseen(person)
        else:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the ruler where it belongs now."""
        ruler = self._ruler_of(self._person) if self._action.isChecked() else None
        for layer in self.layers:
            layer.show_ruler(ruler)

    def _ruler_of(self, person: Person | None) -> Ruler | None:
        height = None if person is None else self._room.size_fitter.height_of(person.number)
        if person is None or height is None:
            return None
        try:
            return Ruler(person.box, measure_scale(person.joints, height, person=person.number))
        except FitError:
            return None

    def _refuse_if_unseen(self, person: Person) -> None:
        """Say why somebody has no ruler of whom too little is seen."""
        try:
            measure_scale(person.joints, _USUAL_CM, person=person.number)
        except FitError as error:
            self._action.setChecked(False)
            if self.question is not None:
                self.question.reject()
            self._room.failed.emit(error)

    def _ask(self, number: int) -> None:
        question = QInputDialog(self._window)
        question.setInputMode(QInputDialog.InputMode.DoubleInput)
        question.setDoubleRange(*HEIGHT_LIMITS_CM)
        question.setDoubleDecimals(1)
        question.setDoubleValue(_USUAL_CM)
        question.setWindowTitle(self.tr("Ruler"))
        text = self.tr("How tall is {person}, in cm?")
        question.setLabelText(text.format(person=person_name(number).lower()))
        question.doubleValueSelected.connect(partial(self._on_height, number))
        question.rejected.connect(self._on_rejected)
        question.finished.connect(self._on_finished)
        self.question = question
        question.open()

    def _on_height(self, number: int, height_cm: float) -> None:
        self._room.size_fitter.set_height(number, height_cm)

    @Slot()
    def _on_rejected(self) -> None:
        self._action.setChecked(False)

    @Slot()
    def _on_finished(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None
