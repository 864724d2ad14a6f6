"""Pictures that the tests of reading and writing share."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest


@pytest.fixture
def not_root() -> Iterator[None]:
    """Root may read everything, so be nobody for a while."""
    if os.name != "posix":
        pytest.skip("permissions of this kind are POSIX")
    user = os.geteuid()
    with contextlib.ExitStack() as stack:
        if user == 0:
            os.seteuid(65534)
            stack.callback(os.seteuid, user)
        yield
