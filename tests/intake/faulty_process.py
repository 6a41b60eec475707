"""A process that imports one file and says what it cost: STORE PATH."""

import json
import sys
import time
from pathlib import Path

from caseconsole.casework.session import open_session
from caseconsole.intake.run import import_files


def peak_bytes() -> int:
    """The most memory this process ever held; `ru_maxrss` counts that of its parent as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def main(store: str, file: str) -> None:
    """Print the sentences, the seconds of the processor and the peak in bytes."""
    here = open_session(Path(store), "beheer")
    begun = time.process_time()
    report = import_files([Path(file)], here)
    spent = time.process_time() - begun
    told = [problem.message.id for problem in report.problems]
    print(json.dumps([told, report.added, spent, peak_bytes()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
