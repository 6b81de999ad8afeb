"""Putright: the complaints service for social housing in England."""

__version__ = "0.1.0"
