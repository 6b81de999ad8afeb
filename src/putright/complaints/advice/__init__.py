"""An advice agency's own view of its clients' cases, across landlords and only while an authority holds.

An `Authority` is a tenant's row that the agency's own people read before a landlord is known. `/advice/` lists from it,
`access.for_agency` opens the case under its landlord, and `shared.permit` lets an adviser do two acts within the scope.
"""
