"""The application, its main window and its menus."""
