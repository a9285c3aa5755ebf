"""Starts a pack for another county from its plan's text."""
