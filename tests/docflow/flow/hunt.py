"""Strolls until an invariant is broken: `python -m tests.docflow.flow.hunt RUNS`. Run over a copy of the engine with a fault
seeded into it, it must find the fault: it prints what was broken and ends with 1; with 0 when all held."""

import sys
from random import Random

from tests.docflow.flow import invariants
from tests.docflow.flow.routes import random_office, random_route
from tests.docflow.flow.strolling import Stroll


def hunt(runs: int) -> str:
    """What was broken first; empty when everything held."""
    for seed in range(runs):
        rng = Random(seed)
        walk = Stroll(random_route(rng), random_office(rng), rng)
        try:
            walk.wander(40)
            invariants.at_the_end(walk.definition, walk.run, walk.record)
        except AssertionError as broken:
            return str(broken)
    return ""


if __name__ == "__main__":
    found = hunt(int(sys.argv[1]))
    print(found)
    sys.exit(1 if found else 0)
