"""A batch on several machines, by Ray, and where its pictures lie.

`store` reaches folders by path or by URL, `inputs` finds what goes in, `records` keeps what is
known beside the results. `executor` gives Ray the work, and `actor` is what each process of the
cluster does with it: the same `tryon.batch.work.Dresser` as everywhere.
"""
