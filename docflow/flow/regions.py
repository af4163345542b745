"""Looking at the tree of visits: what stands where, what is open inside a fork, what was walked, what was not seen."""

from collections.abc import Iterator
from dataclasses import replace

from docflow.flow.board import Board
from docflow.flow.definition import are_beside
from docflow.flow.run import Visit, VisitOutcome

Within = tuple[str, str] | None
"""A region that is open: the visit of a fork and its branch; None is the trunk."""

WALKED: frozenset[VisitOutcome] = frozenset({"done", "passed"})


def children(board: Board, fork: Visit) -> list[Visit]:
    """The open visits directly inside a fork."""
    return [v for v in board.visits.values() if v.within and v.within[0] == fork.id and v.closed is None]


def inside(board: Board, fork: Visit) -> Iterator[Visit]:
    """The open visits inside a fork, at any depth; none for another step."""
    for child in children(board, fork):
        yield child
        yield from inside(board, child)


def around(board: Board, key: str) -> Iterator[tuple[Within, str, str, Visit | None]]:
    """The way in to a step's region: at each fork round it, the region so far, the fork's key, the branch, and the fork's
    open visit; None, and no further, where that fork is not open."""
    within: Within = None
    for fork, branch in board.definition.region(key):
        token = board.token(within)
        is_open = token is not None and token.step == fork
        yield within, fork, branch, token if is_open else None
        if token is None or not is_open:
            return
        within = (token.id, branch)


def is_open(board: Board, key: str) -> bool:
    """Whether every fork round a step is open."""
    return all(fork is not None for _, _, _, fork in around(board, key))


def where(board: Board, key: str) -> Within:
    """The region of a step all of whose forks are open."""
    within: Within = None
    for _, _, branch, fork in around(board, key):
        if fork is None:
            raise LookupError(key)
        within = (fork.id, branch)
    return within


def standing(board: Board, key: str) -> str:
    """The visit from which a step would be reached as the run stands: what is open, or was done last, in its region."""
    within: Within = None
    for before, _, branch, fork in around(board, key):
        if fork is None:
            within = before
            break
        within = (fork.id, branch)
    if token := board.token(within):
        return token.id
    if within is None:
        return ""
    fork = board.visits[within[0]]
    return dict(fork.arrived).get(within[1], fork.came_from)


def forget_arrival(board: Board, within: Within) -> None:
    """A branch that had arrived is to be walked again."""
    if within:
        fork = board.visits[within[0]]
        left = tuple(pair for pair in fork.arrived if pair[0] != within[1])
        board.visits[fork.id] = replace(fork, arrived=left)


def last_walked(board: Board, key: str) -> Visit | None:
    """The latest visit of a step that the run walked on from and that was not taken back."""
    walked = [v for v in board.visits.values() if v.step == key and v.outcome in WALKED]
    return walked[-1] if walked else None


def on_the_way(board: Board, key: str, to: str) -> Visit | None:
    """The nearest visit of a step on the way to a visit, be it that the flow administrator sent the run on from there."""
    return next((v for v in board.behind(to) if v.step == key and v.closed), None)


def without_loop(board: Board, key: str, came_from: str) -> str:
    """Where a step comes from when it is reached from a visit; met again on its own way, from where it came before."""
    return next((v.came_from for v in board.behind(came_from) if v.step == key), came_from)


def unseen(board: Board, key: str, came_from: str) -> str | None:
    """The first step that must see every text and has not seen this one, although the run stands at `key`, behind it.

    It lies on the way that was walked, or on every way there is: whoever was sent past it does not go on without it. One
    in a branch beside is asked when the branches have joined.
    """
    definition = board.definition
    walked = {visit.step for visit in board.behind(came_from) if visit.outcome in WALKED}
    watching = {step for step in walked if definition.step(step).reopens_on_change} | definition.seen_before[key]
    region = definition.region(key)
    blind = {step for step in watching if not are_beside(definition.region(step), region) and not has_seen(board, step)}
    return min(blind, key=lambda step: (len(definition.seen_before[step] & blind), step), default=None)


def has_seen(board: Board, key: str) -> bool:
    """Whether a step was walked on the text as it stands."""
    last = last_walked(board, key)
    return last is not None and last.digest == board.digest


def closed_by(board: Board, seq: int) -> Visit | None:
    """The outermost visit that the act `seq` found open and closed."""
    closed = closed_in(board, seq)
    return next((v for v in closed.values() if v.within is None or v.within[0] not in closed), None)


def closed_in(board: Board, seq: int) -> dict[str, Visit]:
    """All visits that the act `seq` found open and closed, by id."""
    return {v.id: v for v in board.visits.values() if v.closed and v.closed.seq == seq and v.opened.seq < seq}
