"""What a 归档章 says (DA/T 22-2015). Pure; drawn by `archive.arranging.stamping`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands in the cells: 全宗号 年度 件号 above, 机构或问题 保管期限 页数 below."""

    fonds: str
    year: str
    item: str
    unit: str
    retention: str
    pages: str

    @property
    def rows(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        return (self.fonds, self.year, self.item), (self.unit, self.retention, self.pages)
