"""``tryon serve``: the same parses and fits, asked for by HTTP.

One process speaks HTTP (`web`) and opens no picture. What it is asked for becomes tasks, which wait
in a queue (`queue`) until a process with engines of its own works on them (`work`).
"""
