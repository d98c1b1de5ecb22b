"""A letter's facts for people and programs: a table, JSON, a page."""
