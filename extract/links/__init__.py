"""Links to other open data sets: what of theirs is what of ours.

A record of the other data set (``records``) carries a code or a name; the graph's things are found by it (``things``, ``atlas``);
a record that one thing alone fits is a link, what several fit is reported and never written (``matching``, ``report``).

This stands in extract/: a link is written into the graph directory and carried over by every build, so it needs the directory's
lock and manifest (``extract.archive``), which the server may not know; and what it writes is RDF like that of the letters.
"""
