"""Makes a loaded network fast; what it computes changes only by the chosen precision."""

from __future__ import annotations

import torch
from torch import nn

from tryon.parsing.m2fp.layers import ConvNorm
from tryon.parsing.m2fp.network import M2fpNetwork
from tryon.parsing.m2fp.pixel_decoder import EncoderLayer
from tryon.parsing.parser import Precision


def choose_precision(precision: Precision, device: torch.device) -> torch.dtype:
    """Return the heavy layers' data type; ``auto`` is bfloat16 where the processor has it."""
    if precision is Precision.AUTO:
        return torch.bfloat16 if _has_bfloat16(device) else torch.float32
    return torch.bfloat16 if precision is Precision.BFLOAT16 else torch.float32


def prepare_network(network: M2fpNetwork, dtype: torch.dtype) -> None:
    """Fold each BatchNorm into its convolution and put weights into channels-last order, in place.

    Only the layers that do most of the arithmetic get the data type. Sampling offsets, sums, norms
    and the queries' decoder stay in float32: they take little time and need the precision.
    """
    for module in network.backbone.modules():
        if isinstance(module, ConvNorm) and isinstance(module.norm, nn.BatchNorm2d):
            _fold(module, module.norm)
    decoder = network.sem_seg_head.pixel_decoder
    heavy: list[nn.Module] = [
        network.backbone,
        decoder.adapter_1,
        decoder.layer_1,
        decoder.mask_features,
    ]
    for layer in decoder.transformer.encoder.layers.modules():
        if isinstance(layer, EncoderLayer):
            heavy += [layer.linear1, layer.linear2]
            heavy += [layer.self_attn.value_proj, layer.self_attn.output_proj]
    for module in heavy:
        module.to(dtype=dtype)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def _fold(conv: ConvNorm, norm: nn.BatchNorm2d) -> None:
    """Move a norm's scale and shift into the convolution before it, computed in float64."""
    mean, variance = norm.running_mean, norm.running_var
    if mean is None or variance is None:
        raise ValueError("a norm without running statistics cannot be folded")
    scale = norm.weight.double() / (variance.double() + norm.eps).sqrt()
    shift = norm.bias.double() - mean.double() * scale
    weight = conv.weight.double() * scale[:, None, None, None]
    conv.weight = nn.Parameter(weight.to(conv.weight.dtype), requires_grad=False)
    conv.bias = nn.Parameter(shift.to(conv.weight.dtype), requires_grad=False)
    conv.norm = nn.Identity()


def _has_bfloat16(device: torch.device) -> bool:
    """Return whether the processor has instructions for bfloat16; elsewhere it would be slower."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    capabilities = torch.cpu.get_capabilities() if device.type == "cpu" else {}
    return any(bool(capabilities.get(name)) for name in ("avx512_bf16", "amx_bf16", "bf16"))
