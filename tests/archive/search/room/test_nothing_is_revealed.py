"""Random people, random grants, random questions: no hit, count, facet, suggestion, excerpt or help tells of what one may not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from django.http import QueryDict
from pytest_django import Settings

from archive.models import Record
from archive.models.records import State
from archive.search.actions.save_search import save_search
from archive.search.actions.tell_of_new_hits import tell_of_new_hits
from archive.search.asked_in_address import asked_in, written_place
from archive.search.asking import sight_of
from archive.search.catching_up import tend_index
from archive.search.engine.normalise import normalise
from archive.search.index_in_use import the_index
from archive.search.models import SavedHit, SavedSearch
from archive.search.selectors.finding import Found, Help, find, find_all, help_for, titles_begun
from office.api import Actor, actor_of, appointment_key, grant, may_read, organ_key, person_key, revoke, role_key
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models import Appointment, Reader
from realtime.models import Notification
from tests.archive.search.room.shelf import a_record, taken_back
from tests.docflow.world import a_draft, an_office
from tests.factories import LONG_AGO, a_department, an_actor, an_organ, appointed
from tests.reading import ReadingClient

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

WORDS = ("春运", "防汛", "供热", "值守", "经费", "会议", "安全", "检查", "通报", "方案")
QUESTIONS = 30


@dataclass
class City:
    """Some organs, people with posts in them, and records each of which has a word that stands nowhere else."""

    people: list[Actor]
    records: list[Record]
    secret: dict[Any, str]


def a_city(random: Random) -> City:
    organs = [an_organ() for _ in range(3)]
    people = []
    for organ in organs:
        people += [actor_of(appointed(a_department(organ), *roles).person) for roles in ((), ("archivist",), ())]
    records, secret = [], {}
    for n in range(24):
        organ = random.choice(organs)
        someone = random.choice(people)
        keys = random.sample(
            [
                organ_key(organ),
                role_key(organ, "archivist"),
                person_key(someone.person),
                appointment_key(someone.appointment),
            ],
            2,
        )
        own = "".join(random.sample("甲乙丙丁戊己庚辛壬癸", 4)) + f"{n:03}"
        words = random.sample(WORDS, 3)
        item = a_record(
            organ,
            f"关于{words[0]}{own}的通知",
            body=(f"{words[1]}{own}", words[2]),
            readers=tuple(keys),
            number=f"{own}〔2026〕{n}号",
            year=random.choice([2024, 2025, 2026]),
            kind=random.choice(["通知", "决定", "函"]),
            retention=random.choice(["Y", "D30", "D10"]),
        )
        records.append(item)
        secret[item.uid] = own
    return City(people, records, secret)


def shaken(city: City, random: Random) -> None:
    """Grants come, go and are lent, and the index may know of them or not."""
    for _ in range(6):
        item, someone = random.choice(city.records), random.choice(city.people)
        key = person_key(someone.person)
        with transaction.atomic():
            match random.randrange(8):
                case 0:
                    grant(item.uid, key, why="传阅")
                case 1:
                    revoke(item.uid, *Reader.objects.filter(object_uid=item.uid).values_list("key", flat=True))
                    grant(item.uid, key, why="改派")
                case 2:
                    Reader.objects.create(object_uid=item.uid, key=key, why="借阅", until=now().replace(year=2099))
                case 3:
                    Reader.objects.filter(object_uid=item.uid, until__year=2099).update(until=now())
                case 4:  # he leaves his post, and has another in another organ
                    Appointment.objects.filter(person=someone.person).update(until=LONG_AGO)
                    appointed(a_department(random.choice(city.records).organ), person=someone.person)
                case 5 if item.state == State.FILED:  # what is filed is frozen: it can only go back to the office
                    taken_back(item)
                    item.refresh_from_db()
                case 6:  # the grants of a whole organ go
                    revoke(item.uid, organ_key(item.organ), role_key(item.organ, "archivist"))
                case 7:  # one that nobody may read at all
                    revoke(item.uid, *Reader.objects.filter(object_uid=item.uid).values_list("key", flat=True))
        if item.state != State.FILED:
            tend_index()
    if random.random() < 0.5:
        tend_index()


def questions(city: City, random: Random) -> Iterator[str]:
    for _ in range(QUESTIONS):
        own = random.choice(list(city.secret.values()))
        begin = random.randrange(4)
        word = random.choice(
            [random.choice(WORDS), own[begin : begin + random.randrange(1, 4)], own, "的", f"题名:{own[:2]}", "号"]
        )
        more = random.choice(["", "&year=2025", "&retention=Y", "&document_kind=函", "&order=newest", "&order=number"])
        yield f"q={word}{random.choice(['', ' 不含:春运', ' 值守'])}{more}"


def expected(city: City, by: Actor, asked: str) -> set[Any]:
    """By going through all that he may read, without any index."""
    return {
        item.uid
        for item in city.records
        if item.state == State.FILED and may_read(by, item.uid) and _answers(item, QueryDict(asked))
    }


def _answers(item: Record, asked: QueryDict) -> bool:
    for term in asked_in(asked).terms:
        strings = {"title": [item.title], "anywhere": [item.title, item.number, *item.text["body"], item.author]}[
            term.where.value
        ]
        stands = any(normalise(term.words) in normalise(one) for one in strings)
        if stands is term.excluded:
            return False
    columns = {"year": str(item.year), "retention": item.retention, "document_kind": item.kind}
    return all(columns[name] == asked[name] for name in columns if name in asked)


def said(found: Found | None, helped: Help | None) -> str:
    """All the text that an answer holds."""
    shown = [*(found.shown if found else ()), *(found.by_code if found else ()), *(helped.alike if helped else ())]
    pieces = [piece.text for one in shown for part in (one.title, one.number, one.excerpt) for piece in part]
    return " ".join([*pieces, *(helped.titles if helped else ())])


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_revealed_and_nothing_is_missed(seed: int) -> None:
    random = Random(seed)
    city = a_city(random)
    tend_index()
    for asked in questions(city, random):
        if random.random() < 0.3:
            shaken(city, random)
        by = actor_of(random.choice(city.people).person)
        mine = {item.uid for item in city.records if may_read(by, item.uid)}
        hidden = [city.secret[item.uid] for item in city.records if item.uid not in mine]
        wanted = expected(city, by, asked)
        question = asked_in(QueryDict(asked))
        found = find(question, by=by)
        uids = [one.uid for one in find_all(question, by=by)]
        assert set(uids) <= wanted, asked
        assert len(uids) == len(set(uids)) == found.total
        for counts in found.facets.values():
            assert sum(counts.values()) <= len(wanted)
        helped = help_for(question, QueryDict(asked)["q"], by=by)
        begun = titles_begun(QueryDict(asked)["q"][:2], by=by)
        text = said(found, helped) + " ".join(begun)
        assert [own for own in hidden if own in text] == [], asked
        assert helped.unnarrowed <= len(mine)
        assert all(word.total <= len(mine) for word in helped.words)
        tend_index()
        assert set(found_now(question, by)) == wanted, asked


def found_now(question: Any, by: Actor) -> list[Any]:
    return [one.uid for one in find_all(question, by=by)]


@pytest.mark.parametrize("seed", range(2))
def test_pages_reveal_nothing(client: ReadingClient, seed: int) -> None:
    random = Random(seed)
    city = a_city(random)
    tend_index()
    for asked in list(questions(city, random))[:12]:
        by = actor_of(random.choice(city.people).person)
        client.force_login(by.person)
        page = client.get(f"/search/?{asked}").content.decode()
        sought = QueryDict(asked)["q"]
        hidden = [city.secret[item.uid] for item in city.records if not may_read(by, item.uid)]
        assert [own for own in hidden if own in page and own not in sought] == [], asked


def test_an_error_or_a_made_up_cursor_reveals_nothing(client: ReadingClient) -> None:
    random = Random(7)
    city = a_city(random)
    tend_index()
    by, other = city.people[0], city.people[-1]
    client.force_login(by.person)
    whole = client.get("/search/?q=的").content.decode()
    theirs = the_index().ask(sight_of(other).question(asked_in(QueryDict("q=的")), size=2)).hits[-1].cursor
    for cursor in (
        "",
        "x",
        "W10=",
        "WzFd",
        "%00",
        "eyJhIjoxfQ==",
        "W1siYSJdXQ==",
        written_place(("x", "y", "z")),
        written_place(theirs),
    ):
        page = client.get("/search/", {"q": "的", "after": cursor})
        assert page.status_code == 200
        hidden = [city.secret[item.uid] for item in city.records if not may_read(by, item.uid)]
        assert [own for own in hidden if own in page.content.decode()] == []
    assert "找到" in whole


@pytest.mark.parametrize("seed", range(2))
def test_papers_in_the_office_and_notices_reveal_nothing(seed: int) -> None:
    """Papers beside records, kept searches of everybody, grants that come and go: each notice is of what he may read, counted right."""
    random = Random(seed)
    city = a_city(random)
    offices = [an_office(name=f"云州市{word}办公室", code=f"云{word}") for word in WORDS[:2]]
    papers = [a_draft(office).sent() for office in offices]
    by_all = [*city.people, *(office.actor(office.drafter) for office in offices)]
    tend_index()
    kept = [save_search(f"q={word}", "", by=by, key=uuid7()) for by in by_all for word in ("供热", "春运", "的")]
    for _ in range(4):
        shaken(city, random)
        with transaction.atomic():
            grant(papers[0].uid, person_key(random.choice(city.people).person), why="传阅")
        tend_index()
        before = set(SavedHit.objects.values_list("saved_id", "uid"))
        tell_of_new_hits()
        for saved, uid in set(SavedHit.objects.values_list("saved_id", "uid")) - before:
            person = next(one.person for one in kept if one.pk == saved)
            assert may_read(actor_of(person), uid)
    for by in (actor_of(one.person) for one in by_all):
        found = {one.uid for one in find_all(asked_in(QueryDict("q=供热")), by=by)}
        readable = {one.uid for one in papers if may_read(by, one.uid)}
        assert found & {one.uid for one in papers} == readable
        assert readable <= found
    told = SavedHit.objects.values("saved__person", "saved").annotate(count=Count("uid"))
    for one in told:
        titles = Notification.objects.filter(person=one["saved__person"], kind="search").values_list("title", flat=True)
        name = SavedSearch.objects.get(pk=one["saved"]).name
        counts = [int("".join(filter(str.isdigit, title.split("”")[1]))) for title in titles if f"“{name}”" in title]
        assert sum(counts) == one["count"]


def test_an_index_that_fails_says_the_same_to_everybody(client: ReadingClient, settings: Settings) -> None:
    """Whether there is something that one may not read is not told by how an error looks."""
    city = a_city(Random(3))
    tend_index()
    here, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, "http://127.0.0.1:9"
    own = next(iter(city.secret.values()))
    pages = set()
    for by in (city.people[0], city.people[-1], an_actor()):
        client.force_login(by.person)
        for words in (own, "没有的字"):
            page = client.get("/search/", {"q": words}, headers={"HX-Request": "true"}).content.decode()
            assert "现在不能检索" in page
            pages.add(page.replace(words, ""))
    assert len(pages) == 1
    settings.ELASTICSEARCH_URL = here
