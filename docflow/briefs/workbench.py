"""What is done of it in the child process: plain arguments in, a PDF/A-2b out. It knows no Django and opens no database."""

from pathlib import Path

from docflow.briefs.paper import Paper


def lay_out(paper: Paper, fonts: Path) -> dict[str, object]:
    """One issue of a periodical as it goes to its readers."""
    from docflow.briefs.composing import typeset  # noqa: PLC0415 - each kind of work loads its own libraries
    from docflow.layout.fonts import load_fonts  # noqa: PLC0415

    made = typeset(paper, load_fonts(fonts))
    return {"pdf": made.pdf, "pages": made.pages}
