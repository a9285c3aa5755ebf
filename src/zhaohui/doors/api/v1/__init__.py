"""The interface for other offices' systems: JSON, keys, one description."""
