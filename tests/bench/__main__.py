"""`python -m tests.bench`: measures the figures of speed and prints them beside their targets."""

import argparse
import sys
from compileall import compile_dir
from pathlib import Path

import caseconsole
from tests.bench import console, headless
from tests.bench.figures import Figure, table
from tests.bench.setting import Group, Setting
from tests.bench.stores import stores

GROUPS: dict[str, Group] = {
    "start": console.start,
    "keys": console.keys,
    "link": console.link,
    "memory": console.memory,
    "idle": console.idle,
    "stalled": console.stalled,
    "verbs": headless.verbs,
    "day": headless.day,
    "import": headless.bring,
}
LEAST_RUNS = 5


def main() -> int:
    """Measure; with `--gate` 1 when a figure is too far off."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="leases of the large store")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help="how often a timing is taken")
    parser.add_argument("--only", choices=GROUPS, action="append", help="a group of figures")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a figure is too far off")
    parser.add_argument("--store-dir", type=Path, help="where stores are kept between runs")
    chosen = parser.parse_args()
    setting = Setting(stores(chosen.store_dir, chosen.cases), max(chosen.runs, LEAST_RUNS))
    # As an installer leaves it; a check-out may be told to write none.
    compile_dir(Path(caseconsole.__file__).parent, quiet=2)
    print(f"Stores in {setting.stores.folder}", file=sys.stderr)
    figures: list[Figure] = []
    for name in chosen.only or GROUPS:
        print(f"{name} …", file=sys.stderr)
        figures += GROUPS[name](setting)
    print(table(figures))
    return int(chosen.gate and not all(figure.passes_gate for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
