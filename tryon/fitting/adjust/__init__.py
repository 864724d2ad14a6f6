"""Moving and bending a garment by hand, from where it lies by measure."""
