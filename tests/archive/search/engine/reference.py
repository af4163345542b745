"""What should be found, worked out the slow way: every entry is read, and nothing of the engines' is used but the way text is written."""

from collections import Counter

from archive.search.engine.normalise import normalise, strings_of
from archive.search.engine.port import Field, IndexEntry, Question, Term


def may_be_found(entry: IndexEntry, question: Question) -> bool:
    return (bool(entry.readers & question.readers) or entry.uid in question.also) and entry.uid not in question.never


def fits(entry: IndexEntry, question: Question) -> bool:
    """Everything that the question asks of one entry, the permission first."""
    if not may_be_found(entry, question):
        return False
    if any(entry.facets.get(name) not in values for name, values in question.narrowed.items()):
        return False
    if (question.since or question.until) and entry.dated_on is None:
        return False
    if entry.dated_on and question.since and entry.dated_on < question.since:
        return False
    if entry.dated_on and question.until and entry.dated_on > question.until:
        return False
    return all(stands(term, entry) is not term.excluded for term in question.terms if normalise(term.words))


def stands(term: Term, entry: IndexEntry) -> bool:
    wanted = normalise(term.words)
    return any(
        wanted in string
        for field, texts in strings(entry).items()
        if term.where in (Field.ANYWHERE, field)
        for string in texts
    )


def strings(entry: IndexEntry) -> dict[Field, list[str]]:
    def told_apart(texts: tuple[str, ...]) -> list[str]:
        return [one for text in texts for one in strings_of(text)]

    return {
        Field.TITLE: [normalise(entry.title)],
        Field.NUMBER: [normalise(one) for one in entry.numbers],
        Field.PEOPLE: told_apart(entry.people),
        Field.BODY: told_apart(entry.body),
        Field.ATTACHMENT: told_apart(entry.attachments),
    }


def counts(entries: list[IndexEntry], name: str) -> dict[str, int]:
    return dict(Counter(entry.facets[name] for entry in entries if name in entry.facets))
