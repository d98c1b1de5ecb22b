"""Word files, and what LibreOffice makes Word files of."""
