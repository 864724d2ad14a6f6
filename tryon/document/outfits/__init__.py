"""What somebody wears, apart from who wears it: kept under a name, copied, swapped."""
