"""导入一批：brought, mapped, looked at, taken in while the page shows it; refusals come back as a table. In a real browser, on both screens."""

from pathlib import Path

import pytest

from tests.archive.importing.catalogues import a_package, a_row, a_sheet
from tests.browser.looking import faults
from tests.browser.stage import PHONE, WIDE, Stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ARCHIVIST = "市政府办公室 档案室 档案管理员"


@pytest.mark.parametrize(("size", "first"), [(WIDE, 1), (PHONE, 101)], ids=["wide", "phone"])
def test_a_batch_from_its_catalogue_to_filed(
    stage: Stage, tmp_path: Path, photographs: Path, size: tuple[int, int], first: int
) -> None:
    rows = [a_row(first, files="正文.txt"), a_row(first + 1), a_row(first + 2, files="没有.pdf")]
    (tmp_path / "目录.xlsx").write_bytes(a_sheet([*rows, [first + 3, "", "", "", "", "", "", "", ""]]))
    (tmp_path / "原文.zip").write_bytes(a_package({"正文.txt": "供热工作方案".encode()}))
    page = stage.enter(ARCHIVIST, size).page
    wrong: list[str] = []

    def seen(name: str) -> None:
        page.screenshot(path=photographs / f"importing-{name}-{size[0]}.png", full_page=True)
        wrong.extend(f"{name} {one}" for one in faults(page))

    page.goto("/records/imports/")
    seen("list")
    page.get_by_role("link", name="导入一批").click()
    page.wait_for_selector("[name=catalogue]")
    seen("new")
    page.set_input_files("[name=catalogue]", tmp_path / "目录.xlsx")
    page.set_input_files("[name=package]", tmp_path / "原文.zip")
    page.get_by_role("button", name="读取目录").click()
    page.wait_for_selector("#column-4")
    assert page.locator("#column-4").input_value() == "title"
    seen("mapping")
    page.locator("#column-4").select_option("")
    page.get_by_role("button", name="看预览").click()
    page.get_by_role("alert").get_by_text("还没有选哪一列是题名").wait_for()
    seen("mapping-refused")
    page.locator("#column-4").select_option("title")
    page.get_by_role("button", name="看预览").click()
    page.get_by_text("可导入2件").wait_for()
    seen("preview")
    page.get_by_role("button", name="导入2件").click()
    page.get_by_role("heading", name="导入完成").wait_for()
    page.get_by_text("没有题名。").wait_for()
    seen("done")
    page.get_by_role("link", name="2件").first.click()
    page.get_by_role("heading", name="已归档的各行").wait_for()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载没有归档的各行").click()
    assert fetched.value.suggested_filename == "没有收的各行.xlsx"
    refused = "status of 422"  # what a browser says of the mapping that was refused
    assert wrong + [one for one in stage.wrong if refused not in one] == []
