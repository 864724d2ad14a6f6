"""Where the packaged app starts: in the window, or as the command line if arguments say so."""

from __future__ import annotations

import multiprocessing
import sys

from tryon.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process of a batch starts here, too
    sys.exit(main(sys.argv[1:] or ["gui"]))
