"""The network's sizes, read from the ``configuration.json`` beside its weights."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from tryon.errors import WeightsError
from tryon.geometry import Size
from tryon.json_file import quoted, read_json
from tryon.labels import LABEL_COUNT
from tryon.messages import Expected, Value, WeightsProblem
from tryon.paths import is_file

CONFIGURATION_NAME = "configuration.json"

_BLOCKS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
_LEVELS = ("res2", "res3", "res4", "res5")
_MAX_LAYERS = 64
"""A file that asks for more is taken for damaged."""
_MOST_SIDE = 4096
"""Of the single-person variant's canvas, in pixels."""
LIP_SIZE = Size(473, 473)
"""Input size of the published single-person variant."""

_EXPECTED: dict[type, Expected] = {
    bool: Expected.TRUTH,
    int: Expected.WHOLE_NUMBER,
    float: Expected.NUMBER,
    str: Expected.TEXT,
    tuple: Expected.LIST,
}


@dataclass(frozen=True)
class BackboneConfig:
    """Sizes of the residual network (arXiv 1512.03385)."""

    depth: int = 101
    num_groups: int = 1
    width_per_group: int = 64
    norm: str = "BN"
    stem_out_channels: int = 128
    res2_out_channels: int = 256
    stride_in_1x1: bool = False
    res4_dilation: int = 1
    res5_dilation: int = 1
    out_features: tuple[str, ...] = _LEVELS

    @property
    def blocks(self) -> tuple[int, ...]:
        """Number of residual blocks in each of the four levels."""
        return _BLOCKS[self.depth]

    @property
    def channels(self) -> tuple[int, ...]:
        """Channels of res2 to res5."""
        return tuple(self.res2_out_channels << level for level in range(len(_LEVELS)))


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes of the pixel decoder (arXiv 2010.04159; the file calls it encoder)."""

    transformer_nheads: int = 8
    transformer_dim_feedforward: int = 1024
    transformer_enc_layers: int = 6
    conv_dim: int = 256
    mask_dim: int = 256
    common_stride: int = 4
    in_features: tuple[str, ...] = _LEVELS
    transformer_in_features: tuple[str, ...] = _LEVELS[1:]


@dataclass(frozen=True)
class DecoderConfig:
    """Sizes of the transformer decoder (arXiv 2112.01527)."""

    num_classes: int = 21
    hidden_dim: int = 256
    num_queries: int = 100
    nheads: int = 8
    dim_feedforward: int = 2048
    dec_layers: int = 9
    pre_norm: bool = False
    mask_dim: int = 256
    enforce_input_project: bool = False


@dataclass(frozen=True)
class M2fpConfig:
    """Everything that the configuration says about the network.

    Attributes:
        num_parsing: classes below this are labels (0 is the background); the class of this number
            is a whole person.
        parsing_ins_score_thr: instances below this score are ignored.
        single_human: whether the weights are those of the single-person variant.
        classes: names of the classes; empty if the file has none.
        input_size: size of the single-person variant's input.
    """

    backbone: BackboneConfig = field(default_factory=BackboneConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)
    num_parsing: int = 20
    parsing_ins_score_thr: float = 0.5
    single_human: bool = False
    classes: tuple[str, ...] = ()
    input_size: Size = LIP_SIZE


def read_config(folder: str | PathLike[str]) -> M2fpConfig:
    """Read a folder's configuration; without the file the published network's sizes hold.

    Keys that are missing keep the published value, unknown keys are ignored.

    Raises:
        WeightsError: if the file is damaged or describes a network that tryon does not know.
    """
    path = Path(folder) / CONFIGURATION_NAME
    if not is_file(path):
        return M2fpConfig()
    try:
        content = read_json(path)
    except (OSError, ValueError) as error:
        raise WeightsError(WeightsProblem.CONFIGURATION_DAMAGED, path=path, reason=error) from error
    model = content.get("model", {}) if isinstance(content, dict) else content
    if not isinstance(model, dict):
        raise _refusal(path, "model", model, Expected.OBJECT)
    if model.get("type", "m2fp") != "m2fp":
        raise _refusal(path, "model.type", model["type"], "'m2fp'")
    config = M2fpConfig(
        backbone=_read(BackboneConfig, model, "backbone", path),
        encoder=_read(EncoderConfig, model, "encoder", path),
        decoder=_read(DecoderConfig, model, "decoder", path),
        num_parsing=_value(model, "num_parsing", 20, "model", path),
        parsing_ins_score_thr=_value(model, "parsing_ins_score_thr", 0.5, "model", path),
        single_human=_value(model, "single_human", False, "model", path),
        classes=tuple(map(str, _value(model, "classes", (), "model", path))),
        input_size=_input_size(model, path),
    )
    _check(config, path)
    return config


_Section = TypeVar("_Section", BackboneConfig, EncoderConfig, DecoderConfig)
_T = TypeVar("_T")


def _read(kind: type[_Section], model: dict[str, Any], name: str, path: Path) -> _Section:
    section = model.get(name, {})
    if not isinstance(section, dict):
        raise _refusal(path, f"model.{name}", section, Expected.OBJECT)
    values: dict[str, Any] = {
        key.name: _value(section, key.name, key.default, f"model.{name}", path)
        for key in fields(kind)
    }
    return kind(**values)


def _value(section: dict[str, Any], key: str, default: _T, where: str, path: Path) -> _T:
    """Return one value, of its default's type; lists become tuples, null means the default."""
    value = section.get(key)
    if value is None:
        return default
    if isinstance(value, list):
        value = tuple(value)
    if type(default) is float and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        raise _refusal(path, f"{where}.{key}", value, _EXPECTED[type(default)])
    if isinstance(value, int) and not isinstance(value, bool) and not 0 < value < 1 << 16:
        raise _refusal(path, f"{where}.{key}", value, Expected.POSITIVE)
    return value


def _input_size(model: dict[str, Any], path: Path) -> Size:
    """Read the first of the single-person variant's sizes, which are (width, height)."""
    section = model.get("input_single_human")
    if section is None:
        return LIP_SIZE
    try:
        width, height = section["sizes"][0]
        size = Size(int(width), int(height))
    except (TypeError, KeyError, ValueError, IndexError) as error:
        expected = "{'sizes': [[width, height]]}"
        raise _refusal(path, "model.input_single_human", section, expected) from error
    if max(size.width, size.height) > _MOST_SIDE:
        most = Expected.AT_MOST.with_values(number=_MOST_SIDE)
        raise _refusal(path, "model.input_single_human.sizes", section["sizes"][0], most)
    return size


def _check(config: M2fpConfig, path: Path) -> None:
    """Raise if the configuration asks for what the code in this folder cannot compute."""
    backbone, encoder, decoder = config.backbone, config.encoder, config.decoder
    for key, value, known in (
        ("backbone.depth", backbone.depth, tuple(_BLOCKS)),
        ("backbone.norm", backbone.norm, ("BN",)),
        ("backbone.stride_in_1x1", backbone.stride_in_1x1, (False,)),
        ("backbone.res4_dilation", backbone.res4_dilation, (1,)),
        ("backbone.res5_dilation", backbone.res5_dilation, (1,)),
        ("backbone.out_features", backbone.out_features, (_LEVELS,)),
        ("encoder.in_features", encoder.in_features, (_LEVELS,)),
        ("encoder.transformer_in_features", encoder.transformer_in_features, (_LEVELS[1:],)),
        ("encoder.common_stride", encoder.common_stride, (4,)),
        ("decoder.pre_norm", decoder.pre_norm, (False,)),
        ("decoder.enforce_input_project", decoder.enforce_input_project, (False,)),
        ("decoder.hidden_dim", decoder.hidden_dim, (encoder.conv_dim,)),
        ("decoder.mask_dim", decoder.mask_dim, (encoder.mask_dim,)),
    ):
        if value not in known:
            raise _refusal(path, f"model.{key}", value, _one_of(known))
    for key, width, parts in (
        ("encoder.conv_dim", encoder.conv_dim, 32),
        ("encoder.transformer_nheads", encoder.conv_dim, encoder.transformer_nheads),
        ("decoder.nheads", decoder.hidden_dim, decoder.nheads),
    ):
        if width % parts:
            raise _refusal(path, f"model.{key}", parts, Expected.DIVISOR.with_values(number=width))
    published = DecoderConfig()
    if _shape_of(decoder) == _shape_of(published) and decoder.nheads != published.nheads:
        raise _refusal(path, "model.decoder.nheads", decoder.nheads, repr(published.nheads))
    for key, layers in (
        ("encoder.transformer_enc_layers", encoder.transformer_enc_layers),
        ("decoder.dec_layers", decoder.dec_layers),
    ):
        if layers > _MAX_LAYERS:
            raise _refusal(
                path, f"model.{key}", layers, Expected.AT_MOST.with_values(number=_MAX_LAYERS)
            )
    score = config.parsing_ins_score_thr
    if not 0 <= score <= 1:
        raise _refusal(path, "model.parsing_ins_score_thr", score, Expected.SHARE)
    if not config.single_human and config.num_parsing != LABEL_COUNT:
        raise _refusal(path, "model.num_parsing", config.num_parsing, str(LABEL_COUNT))


def _shape_of(decoder: DecoderConfig) -> DecoderConfig:
    """Return the sizes that tell the published network from others.

    The number of heads has no trace in the weights: with another one they load, and the parse is
    wrong. Where all else is of the published network, the heads must be, too. The number of classes
    is that of a variant.
    """
    return replace(decoder, nheads=1, num_classes=1)


def _one_of(known: tuple[object, ...]) -> Value:
    choices = tuple(map(repr, known))
    return choices[0] if len(choices) == 1 else Expected.ONE_OF.with_values(values=choices)


def _refusal(path: Path, key: str, found: object, expected: Value) -> WeightsError:
    return WeightsError(
        WeightsProblem.CONFIGURATION_UNKNOWN,
        path=path,
        key=key,
        found=quoted(found),
        expected=expected,
    )
