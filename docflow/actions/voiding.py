"""作废：what happens to the numbers of a paper that ends before its time. Each kind of paper says it for itself."""

from functools import singledispatch

from docflow.models.papers import Paper


@singledispatch
def void_numbers_of(paper: Paper, *, reason: str) -> None:
    """Its numbers stay in their register, void, with the reason. Raises Refusal where the register takes no more."""
    if not paper.number:
        return
    raise NotImplementedError(f"{type(paper).__name__} does not say what becomes of its numbers")
