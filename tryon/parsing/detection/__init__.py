"""Where people are on a photo: boxes of two detectors, judged by joints."""
