"""Exporting what is seen, in any form."""
