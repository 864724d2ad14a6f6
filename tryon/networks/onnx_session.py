"""The one place that loads onnxruntime, with its reports to its maker switched off.

Left alone, onnxruntime writes a device id and a queue of events into the user's cache and asks for
its maker's server. Only this variable, set before its first import, stops that; neither
``disable_telemetry_events()`` after the import nor other variables do.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onnxruntime import InferenceSession

_ERRORS_ONLY = 3


def thread_count() -> int:
    """Return how many threads a network uses: ``OMP_NUM_THREADS`` if it is set, else all cores.

    Pools of processes set that variable, so that processes do not take the cores from each other.
    """
    asked = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    return int(asked) if asked.isdecimal() and int(asked) else os.cpu_count() or 1


def open_session(path: Path) -> InferenceSession:
    """Load a network that runs on the processor, with as many threads as `thread_count` says.

    Args:
        path: an ONNX file.

    Raises:
        Exception: if it cannot be loaded; onnxruntime's exceptions share no base of their own.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # loads at the first use, as the libraries of `tryon.late`

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = thread_count()
    options.enable_cpu_mem_arena = False  # it grows with every new shape, and never shrinks
    options.log_severity_level = _ERRORS_ONLY
    # Threads of one network that wait for work by spinning take the cores from the next network.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
