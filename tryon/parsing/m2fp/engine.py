"""M2FP as a parser: network, masks, people."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import torch

from tryon.errors import ParsingError
from tryon.geometry import RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.parsing.instances import Instance
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.inference import find_instances
from tryon.parsing.m2fp.network import M2fpNetwork
from tryon.parsing.m2fp.people import assemble_people
from tryon.parsing.m2fp.prepare import choose_precision, prepare_network
from tryon.parsing.m2fp.weights import load_network
from tryon.parsing.parser import Precision
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress


class M2fpParser:
    """Parses photos with M2FP; satisfies `InstanceParser`.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
    """

    def __init__(self, weights: Path, *, precision: Precision = Precision.AUTO) -> None:
        self._network = load_network(weights)
        self._config = self._network.config
        dtype = choose_precision(precision)
        self._engine = f"m2fp {_digest(self._network)} {str(dtype).removeprefix('torch.')}"
        prepare_network(self._network, dtype)

    @property
    def engine(self) -> str:
        """Name, hash of the weights and precision."""
        return self._engine

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
        try:
            with torch.inference_mode():
                instances = self._find(image, clock)
        except (RuntimeError, MemoryError) as error:  # torch raises RuntimeError without memory
            raise ParsingError(
                f"M2FP failed on this photo ({error}); close other programs and try again, "
                "or use --parser bundled."
            ) from error
        with clock.stage(Stage.FIND_PEOPLE):
            parse = assemble_people(
                instances,
                Size.of(image),
                human=self._config.num_parsing,
                min_score=self._config.parsing_ins_score_thr,
                engine=self._engine,
            )
        return replace(parse, times=clock.times), instances

    def _find(self, image: RgbImage, clock: StageClock) -> tuple[Instance, ...]:
        frame = Frame.of(Size.of(image))
        with clock.stage(Stage.PARSE_PEOPLE) as report:
            class_logits, mask_logits = self._network(frame.cut(image), report)
        if not torch.isfinite(class_logits).all():
            raise ParsingError(
                "M2FP gave no numbers for this photo: its weights are damaged. Download them "
                "again, or use --parser bundled."
            )
        with clock.stage(Stage.REFINE_EDGES) as report:
            return find_instances(class_logits, mask_logits, frame, report)


def _digest(network: M2fpNetwork) -> str:
    """Give a short hash of the queries: trained with the rest, so they tell checkpoints apart."""
    queries = network.sem_seg_head.predictor.query_feat.weight.numpy()
    return hashlib.sha256(queries.tobytes()).hexdigest()[:8]
