"""How a look and an outfit keep their parts in an archive."""
