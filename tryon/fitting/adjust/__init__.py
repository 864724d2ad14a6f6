"""Where a hand takes a garment from where it lies by measure."""
