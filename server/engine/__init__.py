"""Queries answered in processes of their own: one nursery process holds the graph and forks workers, which share its memory; what runs
too long is killed, and the next worker is there in milliseconds."""
