"""Reforms tried on everyone the registry knows: counts and sums, nothing published."""
