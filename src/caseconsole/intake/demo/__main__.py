"""`python -m caseconsole.intake.demo FOLDER` writes the files that stand in `db/demo/`."""

import sys
from pathlib import Path

from caseconsole.intake.demo.files import write_files

write_files(Path(sys.argv[1]))
