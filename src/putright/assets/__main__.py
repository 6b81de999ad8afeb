"""`python -m putright.assets`: build what is out of date, and say where it lies."""

import sys

from putright.assets.build import AssetsError, build

try:
    sys.stdout.write(f"{build()}\n")
except AssetsError as error:
    sys.exit(str(error))
