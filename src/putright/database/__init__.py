"""The database's own house: finding, starting and stopping PostgreSQL, its roles, its copies for tests, its
backups.
"""
