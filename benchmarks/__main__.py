"""`python -m benchmarks [NAME …]`: print the tables of docs/performance.md and docs/accuracy.md."""

from __future__ import annotations

import argparse
from importlib import import_module

NAMES = ("fixtures", "agreement", "speed")


def main() -> None:
    """Run what was named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)} (default: all)")
    parser.add_argument("--misses", action="store_true", help="fixtures: list every miss and false alarm")
    given = parser.parse_args()
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark “{min(unknown)}”; there are {', '.join(NAMES)}")
    for name in given.names or NAMES:
        print(f"\n## {name}\n")
        module = import_module(f"benchmarks.{name}")
        if name == "fixtures":
            module.run(verbose=given.misses)
        else:
            module.run()


if __name__ == "__main__":
    main()
