"""tryon: virtual try-on on your own machine."""

import os

__version__ = "0.1.0"

# Numpy's matrices are small here: threads that share one wait for each other longer than they work.
# It must be said before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
