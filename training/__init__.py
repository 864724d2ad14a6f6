"""How the bundled parser was made: prepare, train, evaluate, export. Never imported by tryon."""
