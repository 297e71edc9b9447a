"""Measurements on work like the user's: `python -m benchmarks NAME`. No part of the tests.

Figures that involve time are ratios of two ways measured in turn in the same run.
"""
