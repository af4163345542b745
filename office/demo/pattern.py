"""The usual build of an organ: leaders, an office, four business departments, thirteen people, so that a document's whole life
passes through at least six pairs of hands."""

from dataclasses import dataclass

from office.demo.plan import CodePlan, DepartmentPlan, PersonPlan, PostPlan, people
from office.models.people import Role


@dataclass(frozen=True)
class Wording:
    """How a sort of organ calls its leaders, its office, and the heads of its departments."""

    leaders: str
    chief: str
    first_deputy: str
    deputy: str
    office: str = "办公室"
    office_head: str = "主任"
    head: str = "科长"
    staff: str = "科员"


BUREAU = Wording("局领导", "局长", "党组副书记、副局长", "副局长")
COMMISSION = Wording("委领导", "主任", "党组副书记、副主任", "副主任")
COUNTY = Wording("县政府领导", "县长", "常务副县长", "副县长", office="政府办公室")
DISTRICT = Wording("区政府领导", "区长", "常务副区长", "副区长", office="政府办公室")
TOWNSHIP = Wording("镇领导", "镇长", "常务副镇长", "副镇长", office="党政综合办公室", head="负责人")
CITY = Wording("市政府领导", "市长", "常务副市长", "副市长", office="秘书长室", office_head="秘书长")
CITY_OFFICE = Wording("办公室领导", "主任", "常务副主任", "副主任", office="综合科", office_head="科长")


def departments(wording: Wording, business: tuple[str, str, str, str], holders: str) -> tuple[DepartmentPlan, ...]:
    """The departments with their posts; `holders` are read in this order: chief, two deputies; head of the office, document clerk,
    seal keeper, flow administrator; the four heads; two who draft."""
    held = people(holders)
    leaders, office, heads, drafters = held[:3], held[3:7], held[7:11], held[11:]
    first, second, third, fourth = business
    return (
        DepartmentPlan(
            wording.leaders,
            (
                PostPlan(wording.chief, leaders[0], (Role.LEADER,)),
                PostPlan(wording.first_deputy, leaders[1], (Role.LEADER,), (wording.office, first, second)),
                PostPlan(wording.deputy, leaders[2], (), (third, fourth)),
            ),
        ),
        DepartmentPlan(
            wording.office,
            (
                PostPlan(wording.office_head, office[0], (Role.HEAD, Role.OFFICE_REVIEWER)),
                PostPlan("文书", office[1], (Role.DOCUMENT_CLERK,)),
                PostPlan("印章管理员", office[2], (Role.SEAL_KEEPER,)),
                PostPlan("流程管理员", office[3], (Role.FLOW_ADMINISTRATOR,)),
            ),
            is_general_office=True,
        ),
        *(
            DepartmentPlan(name, (PostPlan(wording.head, head, (Role.HEAD,)), *_staff(wording, drafter)))
            for name, head, drafter in zip(business, heads, (*drafters, None, None), strict=True)
        ),
    )


def _staff(wording: Wording, drafter: PersonPlan | None) -> tuple[PostPlan, ...]:
    return (PostPlan(wording.staff, drafter),) if drafter is not None else ()


def codes(prefix: str, short_name: str, *, orders: bool = False) -> tuple[CodePlan, ...]:
    """代字 for 文件, 信函 and 纪要, and for 命令 where the organ is a government that gives orders."""
    usual = (
        CodePlan(f"{prefix}发", f"{short_name}文件"),
        CodePlan(f"{prefix}函", f"{short_name}函件", "信函"),
        CodePlan(f"{prefix}纪", f"{short_name}会议纪要", "纪要"),
    )
    return (*usual, CodePlan(f"{prefix}令", f"{short_name}令", "命令")) if orders else usual
