"""`python -m caseconsole` is the same as the `caseconsole` command."""

import sys

from caseconsole.cli import main

sys.exit(main())
