"""What a demo city is made of, as plain values."""

from dataclasses import dataclass
from datetime import date

from office.models.organs import Level
from office.models.people import Role


@dataclass(frozen=True)
class PersonPlan:
    """An invented person; `syllables` is the name in pinyin: ("cheng", "yuan", "shan")."""

    name: str
    syllables: tuple[str, ...]
    own_login: str = ""

    @property
    def login(self) -> str:
        return self.own_login or "".join(self.syllables)

    @property
    def pinyin(self) -> str:
        """The initials by which the person is searched for: cys."""
        return "".join(syllable[0] for syllable in self.syllables)


@dataclass(frozen=True)
class PostPlan:
    """A post, its roles, the departments that it is in charge of (分管) and who holds it."""

    title: str
    holder: PersonPlan | None = None
    roles: tuple[Role, ...] = ()
    in_charge_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class DepartmentPlan:
    name: str
    posts: tuple[PostPlan, ...]
    is_general_office: bool = False


@dataclass(frozen=True)
class CodePlan:
    """代字：what it is used for and the form (版式) of what it numbers: 文件, 信函, 命令 or 纪要."""

    code: str
    label: str
    form: str = "文件"


@dataclass(frozen=True)
class OrganPlan:
    """An organ with its departments. `print_organ` is 印发机关; `seal_diameter` is in millimetres, 0 where nothing is sealed."""

    name: str
    short_name: str
    level: Level
    departments: tuple[DepartmentPlan, ...]
    parent: str = ""
    is_government: bool = False
    is_receiving_point: bool = False
    codes: tuple[CodePlan, ...] = ()
    print_organ: str = ""
    seal_diameter: float = 0
    since: date = date(2012, 1, 1)
    former_name: str = ""

    @property
    def people(self) -> tuple[PersonPlan, ...]:
        return tuple(post.holder for one in self.departments for post in one.posts if post.holder is not None)


@dataclass(frozen=True)
class Held:
    """An appointment beside those that the organs name: a second post, or one that ended."""

    login: str
    organ: str
    department: str
    title: str
    since: date
    until: date | None = None


def people(text: str) -> list[PersonPlan | None]:
    """Read "程远山 cheng yuan shan, －, 白松涛 bai song tao @archivist": name, syllables, a login of its own; － is a vacancy."""
    return [_person(entry.split()) for entry in text.split(",")]


def _person(words: list[str]) -> PersonPlan | None:
    if words == ["－"]:
        return None
    own = words[-1].removeprefix("@") if words[-1].startswith("@") else ""
    return PersonPlan(words[0], tuple(words[1 : -1 if own else None]), own)
