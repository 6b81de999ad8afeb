"""The pages for everybody."""

from django.urls import URLPattern

landlord_patterns: list[URLPattern] = []
public_patterns: list[URLPattern] = []
