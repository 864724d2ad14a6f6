"""The whole M2FP network (arXiv 2301.00394): backbone, pixel decoder, transformer decoder."""

from __future__ import annotations

from torch import Tensor, nn

from tryon.parsing.m2fp.backbone import Backbone
from tryon.parsing.m2fp.config import M2fpConfig
from tryon.parsing.m2fp.layers import Report, ignore_report
from tryon.parsing.m2fp.pixel_decoder import PixelDecoder
from tryon.parsing.m2fp.transformer_decoder import TransformerDecoder

BACKBONE_TIME = 0.4
PIXEL_DECODER_TIME = 0.4
"""Rough fractions of the running time, for reports; the rest is the transformer decoder's."""

STRIDE = 4
"""Picture pixels per mask cell, each way."""


class SegmentationHead(nn.Module):
    """Both decoders, under the name that the checkpoint gives them."""

    def __init__(self, config: M2fpConfig) -> None:
        super().__init__()
        self.pixel_decoder = PixelDecoder(config.encoder, config.backbone.channels)
        levels = len(config.encoder.transformer_in_features)
        self.predictor = TransformerDecoder(config.decoder, levels)


class M2fpNetwork(nn.Module):
    """Finds parts and people in one picture. Attribute names are the checkpoint's keys."""

    def __init__(self, config: M2fpConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = Backbone(config.backbone)
        self.sem_seg_head = SegmentationHead(config)

    def forward(self, image: Tensor, report: Report = ignore_report) -> tuple[Tensor, Tensor]:
        """Run the network.

        Args:
            image: one normalised RGB picture (1, 3, H, W); H and W are multiples of 4.
            report: called between layers with the finished fraction; raise there to stop.

        Returns:
            Class logits (1, Q, classes + 1), the last class being no object, and mask logits
            (1, Q, H / 4, W / 4).

        Raises:
            ValueError: if the picture has another shape.
        """
        if image.ndim != 4 or image.shape[:2] != (1, 3) or any(n % STRIDE for n in image.shape[2:]):
            raise ValueError(
                f"expected one picture (1, 3, H, W), sides multiples of {STRIDE}, "
                f"got {tuple(image.shape)}"
            )
        precision = self.backbone.stem.conv1.weight.dtype
        features = self.backbone(image.to(precision), _part(report, 0, BACKBONE_TIME))
        features = [level.to(image.dtype) for level in features]
        decoded = self.sem_seg_head.pixel_decoder(
            features, _part(report, BACKBONE_TIME, PIXEL_DECODER_TIME)
        )
        done = BACKBONE_TIME + PIXEL_DECODER_TIME
        return self.sem_seg_head.predictor(*decoded, _part(report, done, 1 - done))  # type: ignore[no-any-return]


def _part(report: Report, start: float, extent: float) -> Report:
    """Return a report for a part of the whole, which begins at ``start``."""
    return lambda fraction: report(start + extent * fraction)
