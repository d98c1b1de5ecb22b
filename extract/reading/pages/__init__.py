"""Files of laid-out pages, PDF and OFD: characters at places, made into lines, tables and paragraphs."""
