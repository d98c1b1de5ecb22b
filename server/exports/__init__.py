"""Exports: a built graph in the formats that other programs read. One module per format; ``formats`` lists them."""
