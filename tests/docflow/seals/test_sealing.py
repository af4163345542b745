"""盖章：in place, in one revision, with everything that a later check needs; or refused, with the file as it was."""

import io
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pikepdf
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from pikepdf import Dictionary

from docflow.seals.checking import check
from docflow.seals.keys import new_key
from docflow.seals.place import POINT, Place
from docflow.seals.revisions import digests
from docflow.seals.sealer import SoftwareSealer
from docflow.seals.sealing import SealedFile, SealingRefusedError, seal
from docflow.seals.trust import Trust
from docflow.seals.verdict import Verdict
from office.kernel.digests import sm3
from tests.docflow.seals.altering import UPDATES, annotate, flipped, saved_anew, update
from tests.docflow.seals.paper import AT, ORGANS, PLACES, Office, page, picture


@dataclass(frozen=True)
class Widget:
    """The look of a signature on its page; rectangle and box in points."""

    page: int
    rectangle: list[float]
    box: list[float]
    flags: int
    states: list[str]


def widgets(content: bytes) -> list[Widget]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            Widget(
                number,
                [float(edge) for edge in one.Rect],
                [float(edge) for edge in one.AP.N.BBox],
                int(one.F),
                [str(name) for name in one.AP.N.Resources.get("/ExtGState", Dictionary()).keys()],  # noqa: SIM118 - a PDF dictionary does not go through its keys otherwise
            )
            for number, leaf in enumerate(pdf.pages, 1)
            for one in leaf.obj.get("/Annots", [])
            if one.get("/FT") == "/Sig"
        ]


def certified(content: bytes) -> int:
    """What the certifying signature permits: 1 nothing, 2 to fill in fields."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return int(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P)


class TestResult:
    def test_is_valid_and_counted(self, office: Office, sealed: SealedFile) -> None:
        found = check(sealed.content, office.trust(), AT)
        assert (found.verdict, found.seals_in_file, sealed.seals) == (Verdict.VALID, 1, 1), found.reason
        assert found.signatures[0].organ == ORGANS[0]
        assert all(fact.ok for fact in found.signatures[0].crypto)

    def test_names_its_own_bytes(self, sealed: SealedFile) -> None:
        assert sealed.size == len(sealed.content)
        assert sealed.sm3 == sm3(sealed.content).hex()
        assert len(sealed.sha256) == 64
        assert sealed.revisions == digests(sealed.content)

    def test_keeps_the_page_as_its_first_revision(self, sealed: SealedFile) -> None:
        assert sealed.content.startswith(page())
        assert len(sealed.revisions) == 2, "the page, and one revision with field, seal and evidence"

    def test_has_the_seal_where_and_as_large_as_ordered(self, sealed: SealedFile) -> None:
        (widget,) = widgets(sealed.content)
        left, top, diameter = 60 - 21, 200 - 21, 42
        wanted = [left, 297 - top - diameter, left + diameter, 297 - top]
        assert widget.page == 2
        assert [edge / POINT for edge in widget.rectangle] == pytest.approx(wanted, abs=0.01)
        assert [edge / POINT for edge in widget.box] == pytest.approx([0, 0, 42, 42], abs=0.01)

    def test_is_printed_and_hides_nothing(self, sealed: SealedFile) -> None:
        (widget,) = widgets(sealed.content)
        assert widget.flags & 4, "it is printed"
        assert not widget.flags & (2 | 32), "it is shown"
        assert not widget.states, "it is opaque: no graphics state, no transparency"

    def test_carries_time_stamp_chain_and_revocation_data(self, office: Office, sealed: SealedFile) -> None:
        with pikepdf.open(io.BytesIO(sealed.content)) as pdf:
            assert len(pdf.Root.DSS.Certs) >= 3
            assert len(pdf.Root.DSS.CRLs) == 2
        root_alone = Trust(roots=office.trust().roots)
        found = check(sealed.content, root_alone, AT)
        assert found.verdict is Verdict.VALID, found.reason
        assert "时间戳证明签章于2026年9月1日10时30分" in found.signatures[0].time.says

    def test_allows_no_change_after_its_only_seal(self, sealed: SealedFile) -> None:
        assert certified(sealed.content) == 1

    def test_uses_the_moment_given(self, sealed: SealedFile) -> None:
        with pikepdf.open(io.BytesIO(sealed.content)) as pdf:
            assert str(pdf.Root.AcroForm.Fields[0].V.M).startswith("D:20260901023000")

    def test_leaves_the_metadata_alone(self, sealed: SealedFile) -> None:
        with pikepdf.open(io.BytesIO(sealed.content)) as pdf, pikepdf.open(io.BytesIO(page())) as before:
            assert pdf.docinfo.unparse(resolved=True) == before.docinfo.unparse(resolved=True)


class TestJoint:
    def test_each_seal_leaves_the_others_valid(self, office: Office, joint: list[SealedFile]) -> None:
        for count, one in enumerate(joint, 1):
            found = check(one.content, office.trust(), AT)
            assert (found.verdict, found.seals_in_file, one.seals) == (Verdict.VALID, count, count), found.reason
        assert [one.organ for one in found.signatures] == list(ORGANS)

    def test_all_fields_are_made_before_the_first_seal(self, joint: list[SealedFile]) -> None:
        assert [len(widgets(one.content)) for one in joint] == [3, 3, 3]
        assert certified(joint[0].content) == 2

    def test_each_seal_is_a_revision_and_the_earlier_ones_stay(self, joint: list[SealedFile]) -> None:
        for earlier, later in pairwise(joint):
            assert later.content.startswith(earlier.content)
            assert later.revisions[:-1] == earlier.revisions

    def test_the_seals_may_come_in_any_order(self, office: Office) -> None:
        pdf = page()
        for number in (3, 1, 2):
            made = office.seal(pdf, PLACES, number)
            pdf = made.content
        assert check(pdf, office.trust(), AT).verdict is Verdict.VALID
        assert made.seals == 3

    def test_no_seal_is_put_on_twice(self, office: Office, joint: list[SealedFile]) -> None:
        with pytest.raises(SealingRefusedError):
            office.seal(joint[0].content, PLACES, 1)

    def test_nothing_is_added_to_a_complete_file(self, office: Office, sealed: SealedFile) -> None:
        with pytest.raises(SealingRefusedError):
            office.seal(sealed.content, PLACES[:2], 2)


class TestRefusals:
    """Each tells why in a sentence. That nothing was changed needs no test: the file is never written to."""

    def refused(
        self,
        office: Office,
        pdf: bytes,
        places: tuple[Place, ...] = PLACES[:1],
        number: int = 1,
        sealer: SoftwareSealer | None = None,
    ) -> str:
        with pytest.raises(SealingRefusedError) as refusal:
            office.seal(pdf, places, number, sealer=sealer)
        return str(refusal.value)

    def test_revoked(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, "云州市原外事办公室")
        office.authority.revoke(sealer.certificate, AT - timedelta(days=1))
        assert "已于2026年8月31日10时30分被吊销" in self.refused(office, page(), sealer=sealer)

    def test_not_yet_revoked(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, "云州市原商务局")
        office.authority.revoke(sealer.certificate, AT + timedelta(days=1))
        assert office.seal(page(), sealer=sealer).seals == 1

    def test_expired(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, ORGANS[1], until=AT - timedelta(days=1))
        assert "到期" in self.refused(office, page(), sealer=sealer)

    def test_not_yet_valid(self, office: Office) -> None:
        sealer = office.sealer_of(office.authority, ORGANS[1], since=AT + timedelta(days=1))
        assert "尚未生效" in self.refused(office, page(), sealer=sealer)

    def test_certificate_for_another_purpose(self, office: Office) -> None:
        key = new_key()
        other = office.authority.certify_for(ExtendedKeyUsageOID.SERVER_AUTH, ORGANS[1], key.public_key())
        assert "用途" in self.refused(office, page(), sealer=SoftwareSealer(key, other, office.authority.chain))

    def test_certificate_of_a_stranger(self, office: Office, tmp_path_factory: pytest.TempPathFactory) -> None:
        stranger = Office.in_folder(tmp_path_factory.mktemp("stranger") / "ca").sealers[0]
        assert "不是由本系统信任的证书机构签发" in self.refused(office, page(), sealer=stranger)

    def test_key_of_another_certificate(self, office: Office) -> None:
        with pytest.raises(ValueError, match="does not belong"):
            SoftwareSealer(new_key(), office.sealers[0].certificate, office.authority.chain)

    def test_time_stamper_that_does_not_answer(self, office: Office) -> None:
        class Silent:
            def answer(self, request: bytes) -> bytes:  # noqa: ARG002 - the port's signature
                raise TimeoutError

        with pytest.raises(SealingRefusedError, match="没有给出时间戳"):
            seal(
                page(),
                PLACES[:1],
                appearance=picture(),
                sealer=office.sealers[0],
                trust=office.trust(),
                time_stamps=Silent(),
                at=AT,
            )

    def test_time_stamper_that_gives_a_wrong_time(self, office: Office) -> None:
        later = AT + timedelta(hours=1)
        with pytest.raises(SealingRefusedError, match="盖章后验证没有通过"):
            seal(
                page(),
                PLACES[:1],
                appearance=picture(),
                sealer=office.sealers[0],
                trust=office.trust(),
                time_stamps=office.authority.time_stamps(later),
                at=AT,
            )

    @pytest.mark.parametrize(
        "place", [Place.round(3, 100, 200, 42), Place.round(0, 100, 200, 42), Place.round(1, 15, 200, 42)]
    )
    def test_place_that_is_not_on_the_paper(self, office: Office, place: Place) -> None:
        assert "排版" in self.refused(office, page(), places=(place,))

    def test_page_that_was_changed_after_typesetting(self, office: Office) -> None:
        assert "改过" in self.refused(office, update(page(), annotate))
        assert "改过" in self.refused(office, page() + b"% more\n")

    @pytest.mark.parametrize("name", UPDATES)
    def test_sealed_page_that_was_changed(self, office: Office, joint: list[SealedFile], name: str) -> None:
        self.refused(office, update(joint[0].content, UPDATES[name]), places=PLACES, number=2)

    def test_sealed_page_with_a_changed_byte_or_saved_anew(self, office: Office, joint: list[SealedFile]) -> None:
        self.refused(office, flipped(joint[0].content, 600), places=PLACES, number=2)
        self.refused(office, saved_anew(joint[0].content), places=PLACES, number=2)

    def test_encrypted_page(self, office: Office) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(page())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
        self.refused(office, out.getvalue())

    def test_what_is_no_pdf(self, office: Office) -> None:
        self.refused(office, b"not a PDF")


def test_the_place_of_a_page_that_does_not_begin_at_nothing(office: Office) -> None:
    with pikepdf.open(io.BytesIO(page(1))) as pdf:
        pdf.pages[0].obj.MediaBox = [10, 20, 10 + 210 * POINT, 20 + 297 * POINT]
        out = io.BytesIO()
        pdf.save(out)
    (widget,) = widgets(office.seal(out.getvalue(), (Place.round(1, 100, 200, 42),)).content)
    assert widget.rectangle[0] - 10 == pytest.approx(79 * POINT, abs=0.01)
    assert widget.rectangle[3] - 20 == pytest.approx((297 - 179) * POINT, abs=0.01)


def test_a_signature_stamp_need_not_be_square(office: Office) -> None:
    made = seal(
        page(),
        (Place(1, 140, 200, 36, 14),),
        appearance=picture(36, 14),
        sealer=office.sealers[0],
        trust=office.trust(),
        time_stamps=office.authority.time_stamps(AT),
        at=AT,
    )
    ((left, bottom, right, top),) = (widget.rectangle for widget in widgets(made.content))
    assert ((right - left) / POINT, (top - bottom) / POINT) == pytest.approx((36, 14), abs=0.01)
