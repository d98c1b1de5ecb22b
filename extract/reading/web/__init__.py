"""Web pages: which part of a page is the letter, and what its metadata says."""
