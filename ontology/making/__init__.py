"""How the data files of places are made from packages of PyPI and npm; nothing here runs when Gongwen does."""
