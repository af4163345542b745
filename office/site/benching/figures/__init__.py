"""One figure a module, each with `measure(rounds, size)`: it measures on an empty stage and yields lines for the reader."""
