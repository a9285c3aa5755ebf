"""The parts of `bench/cases.py` that run in the peers' environment."""
