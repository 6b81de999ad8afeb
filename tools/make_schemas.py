"""Write the JSON Schemas of the files that commands take, from the descriptions that read them.

    .venv/bin/python tools/make_schemas.py

Run it after a change of a description in rules/procedure_form.py or rules/letter_files.py, or of a letter's blocks; a
test compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from putright.rules import letter_files, procedure_form  # noqa: E402  (after the path to it)

for name, schema in (("procedure", procedure_form.schema()), ("letter", letter_files.schema())):
    path = ROOT / "docs" / "formats" / f"{name}.schema.json"
    path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
