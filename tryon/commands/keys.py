"""``tryon keys``: who may ask a server."""

from __future__ import annotations

import argparse
import sys
import time

from tryon.serve.keys import Key, KeyFile, usual_keys_file


def run_keys(arguments: argparse.Namespace) -> int:
    """Make, list or revoke keys; return 0.

    Raises:
        TryOnError: if the file of keys cannot be used, or the name is taken or unknown.
    """
    file = KeyFile(arguments.keys or usual_keys_file())
    if arguments.action == "create":
        key = file.create(
            arguments.name, per_minute=arguments.per_minute, upload_mb=arguments.max_upload
        )
        print(key)
        print("tryon: keep it: it is not shown again", file=sys.stderr)
    elif arguments.action == "revoke":
        file.revoke(arguments.name)
        print(f"{arguments.name} is revoked")
    else:
        for known in file.all():
            print(_line(known))
    return 0


def _line(key: Key) -> str:
    made = time.strftime("%Y-%m-%d", time.localtime(key.made_at))
    return f"{key.name}: made {made}, {key.per_minute} a minute, {key.upload_mb} MB a request"
