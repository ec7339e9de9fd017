"""Audit documents for source credibility and conflicts of interest, offline."""

__version__ = "0.1.0"
