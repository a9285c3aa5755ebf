"""The parts of `bench/seals.py` that run in the peers' environment."""
