"""M2FP as a parser: network, masks, people."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike

from tryon.geometry import RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.parsing.attention import QueryAttention
from tryon.parsing.instances import Instance
from tryon.parsing.joints.finder import JointFinder
from tryon.parsing.joints.people import with_joints
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.inference import find_instances
from tryon.parsing.m2fp.people import assemble_people
from tryon.parsing.m2fp.runner import NetworkRunner, explained
from tryon.parsing.m2fp.single import SingleM2fpParser
from tryon.parsing.parser import Device, HumanParser, Precision
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress
from tryon.resources import joints_file


def load_m2fp(
    weights: str | PathLike[str],
    *,
    precision: Precision = Precision.AUTO,
    device: Device = Device.AUTO,
) -> HumanParser:
    """Load M2FP; its configuration tells the variant for one person from the one for several.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
        UsageError: if there is no such device.
    """
    runner, joints = NetworkRunner(weights, precision, device), JointFinder(joints_file())
    if runner.config.single_human:
        return SingleM2fpParser(runner, joints)
    return M2fpParser(runner, joints)


class M2fpParser:
    """Parses photos of several people; satisfies `InstanceParser`."""

    def __init__(self, runner: NetworkRunner, joints: JointFinder) -> None:
        self._runner, self._joints = runner, joints

    @property
    def engine(self) -> str:
        """Name, hash of the weights and precision."""
        return f"m2fp {self._runner.name}"

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Parse a photo (H, W, 3); see `HumanParser.parse`."""
        return self.parse_instances(image, progress=progress, cancel=cancel)[0]

    def parse_instances(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[HumanParse, tuple[Instance, ...]]:
        """Parse a photo (H, W, 3); see `InstanceParser.parse_instances`."""
        clock = StageClock(progress, cancel)
        with explained():
            parse, instances = self._parse(image, clock)
        parse = with_joints(parse, image, self._joints, clock)
        return replace(parse, times=clock.times), instances

    def watch(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> QueryAttention:
        """Look at a photo (H, W, 3); see `AttentionParser.watch`."""
        labels = [*Label][: self._runner.config.num_parsing]
        frame = Frame.of(Size.of(image))
        return self._runner.watch(image, frame, (*labels, None), StageClock(progress, cancel))

    def _parse(self, image: RgbImage, clock: StageClock) -> tuple[HumanParse, tuple[Instance, ...]]:
        frame = Frame.of(Size.of(image))
        class_logits, mask_logits = self._runner.run(image, frame, clock)
        with clock.stage(Stage.REFINE_EDGES) as report:
            instances = find_instances(class_logits, mask_logits, frame, report)
        config = self._runner.config
        with clock.stage(Stage.FIND_PEOPLE):
            parse = assemble_people(
                instances,
                frame.photo,
                human=config.num_parsing,
                min_score=config.parsing_ins_score_thr,
                engine=self.engine,
            )
        return parse, instances
