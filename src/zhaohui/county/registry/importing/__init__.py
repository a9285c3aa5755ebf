"""Bringing a department's table in: read, map, check; the action writes."""
