"""Every file of the collection ends as its manifest says, quickly, and with a sentence for a clerk."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.office.kernel.uploads.hostile import folder
from tests.office.kernel.uploads.outcome import sentence

TAKEN = {
    "docx/00_control_ok.docx",
    "pdf/00_control_ok.pdf",
    "pdf/hidden_text_layer.pdf",
    "img/00_control_ok.png",
    "img/text_xss.png",
    "ofd/script_text.ofd",
    "csv/gbk.csv",
    "collisions/md5_A.docx",
    "collisions/md5_A.pdf",
    "collisions/md5_B.pdf",
    "collisions/sha1_B.pdf",
    "collisions/sha1mini_A.pdf",
}
EITHER = {"pdf/corkami_streamxref.pdf", "collisions/md5_A.png", "collisions/md5_B.png"}
NO_UPLOADS = ("names.json", "multipart/", "json/", "blns/")
SAYS = {
    "docx/macro_renamed.docx": "宏",
    "docx/utf16_dtd.docx": "DTD",
    "docx/dde_field.docx": "DDEAUTO",
    "docx/remote_template.docx": "从别处取内容",
    "docx/altchunk_html.docx": "别的格式",
    "docx/traversal_part.docx": "文件名",
    "docx/truncated.docx": "不完整",
    "docx/no_document_xml.docx": "没有正文",
    "zip/symlink_dir_write.zip": "链接",
    "zip/duplicate_names.zip": "重名",
    "zip/many_entries.zip": "4000个",
    "ofd/absolute_docroot.ofd": "缺少",
    "ofd/bomb_page.ofd": "过大",
    "ofd/nan_box.ofd": "不是数",
    "ofd/huge_box.ofd": "尺寸过大",
    "pdf/hex_name_js.pdf": "脚本",
    "pdf/encrypted_marker.pdf": "加密",
    "pdf/uri_action.pdf": "自动执行",
    "pdf/page_tree_bomb.pdf": "打印为 PDF",
    "pdf/huge_mediabox.pdf": "尺寸",
    "pdf/pdf_zip_polyglot.pdf": "结尾之后",
    "pdf/js_in_html_polyglot.pdf": "文件头之前",
    "img/header_lies.png": "尺寸过大",
    "img/huge.jpg": "尺寸过大",
    "csv/nul_and_long.csv": "第2行",
    "txt/double.pdf.exe": "程序",
}


def test_every_upload_of_the_collection() -> None:
    seen = 0
    for case in json.loads((folder() / "manifest.json").read_text("utf-8"))["cases"]:
        name = case["file"]
        if name.startswith(NO_UPLOADS):
            continue
        content = (folder() / name).read_bytes()
        started = time.perf_counter()
        said = sentence(content, Path(name).name)
        assert time.perf_counter() - started < 5, name
        if name not in EITHER:
            assert bool(said) == (name not in TAKEN), (name, said)
        assert SAYS.get(name, "") in said, (name, said)
        seen += 1
    assert seen > 70


@pytest.mark.parametrize(
    ("kind", "at_least"), [("1-ofd/good/*.ofd", 7), ("2-pdf-sig/good/*.pdf", 20), ("2-pdf-sig/unsigned/*.pdf", 4)]
)
def test_sound_files_of_many_makers_are_taken(kind: str, at_least: int) -> None:
    if not os.environ.get("SHARED"):
        absent("SHARED, the folder of files by many makers,")
    files = sorted(Path(os.environ["SHARED"], "vectors").glob(kind))
    assert {file.name: said for file in files if (said := sentence(file.read_bytes(), file.name))} == {}
    assert len(files) >= at_least
