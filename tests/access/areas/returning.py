"""Saving a form, coming back to it, and what it promised and still had to come."""

from __future__ import annotations

GET = """
complaints:save                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:saved                     302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:come_back                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:return_link               404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
POST = """
complaints:save                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:saved                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:come_back                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:return_link               405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
"""
