"""Which parser to use and with what weights: enough to load it, and to know its results again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tryon.models.catalogue import M2FP
from tryon.models.store import installed_folder
from tryon.parsing.parser import Device, Engine, HumanParser, Precision, create_parser
from tryon.paths import is_file, is_folder, resolved
from tryon.resources import bundled_parser_file, detector_files, joints_file, second_opinion_file


@dataclass(frozen=True)
class ParserChoice:
    """A parser and everything that decides what it finds.

    Attributes:
        engine: which one.
        weights: their folder, or the file itself; None for the default place.
        precision: how M2FP computes.
        device: where it computes.
    """

    engine: Engine = Engine.BUNDLED
    weights: Path | None = None
    precision: Precision = Precision.AUTO
    device: Device = Device.AUTO

    def load(self) -> HumanParser:
        """Load the parser.

        Raises:
            WeightsError: if the weights are missing, damaged or of another model.
            UsageError: if there is no such device.
        """
        return create_parser(self.engine, self.weights, self.precision, self.device)

    @property
    def has_weights(self) -> bool:
        """Whether there is a file to load, whatever it holds."""
        return self.stamp is not None

    @property
    def stamp(self) -> str | None:
        """A text that changes when the weights do, without reading them; None without weights."""
        try:
            files = self._files()
            stamps = [_file_stamp(path) for path in files if is_file(path)]
            shared = [_file_stamp(path) for path in self._shared_files() if is_file(path)]
        except OSError:  # a folder that may not be read, or a drive that is gone
            return None
        choice = (self.engine, self.precision, self.device)
        if not stamps:
            return None
        return "\n".join([*(member.value for member in choice), *stamps, *shared])

    def _files(self) -> tuple[Path, ...]:
        """Return the weights file and, for M2FP, its configuration; either may not exist."""
        if self.engine is Engine.M2FP:
            folder = self.weights or installed_folder(M2FP)
            from tryon.parsing.m2fp.config import CONFIGURATION_NAME
            from tryon.parsing.m2fp.source import find_weights

            file = find_weights(folder) if folder is not None else None
            return (file, file.with_name(CONFIGURATION_NAME)) if file is not None else ()
        bundled = bundled_parser_file()
        path = self.weights or bundled
        return (path / bundled.name if is_folder(path) else path,)

    def _shared_files(self) -> tuple[Path, ...]:
        """Return the files of the networks that the engine uses beside its own weights."""
        if self.engine is Engine.M2FP:
            return (joints_file(),)
        return (joints_file(), *detector_files(), second_opinion_file())


def _file_stamp(path: Path) -> str:
    status = path.stat()
    return f"{resolved(path)} {status.st_size} {status.st_mtime_ns}"
