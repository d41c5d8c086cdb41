"""Benchmarks against plain rdflib in one run: ``python -m benchmarks``."""
