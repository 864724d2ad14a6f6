"""Makes the sample garments and people that ship in ``assets/``; the app never imports it."""
