"""`python -m office.site.benching NAME ROUNDS SIZE`: one figure, on the stage that the environment names."""

import os
import sys
from importlib import import_module

import django


def main(name: str, rounds: int, size: int) -> None:
    """Print a figure's lines as they come."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
    django.setup()
    figure = import_module(f"office.site.benching.figures.{name}")
    for line in figure.measure(rounds, size):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
