"""An advice agency's own view of its clients' cases, across landlords and only while an authority holds."""
