"""``python -m tryon`` is ``tryon``."""

import sys

from tryon.cli import main

sys.exit(main())
