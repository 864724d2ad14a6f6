"""Many photos in many garments: what is to be done, who does it, and what became of it.

`plan` and `rows` are pure: which results there are to be, which are missing, and what is said of
each. `work` makes the results of one photo; `pool` lets processes do that, and another way of
running the same work (on several machines, say) would stand beside it. `run` puts them together.
"""
