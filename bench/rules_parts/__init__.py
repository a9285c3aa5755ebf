"""The parts of `bench/rules.py`: the shared rules three times over, their population, and the contenders."""
