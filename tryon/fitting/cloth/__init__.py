"""What colours a garment's cloth has, and another colour or pattern for it."""
