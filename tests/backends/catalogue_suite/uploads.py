"""What every catalogue promises of uploads."""

from dataclasses import replace

import pytest

from filebook.core.businesses import Business
from filebook.core.errors import Conflict
from filebook.core.files import Upload, UploadForm, UploadId, UploadState
from filebook.core.ids import new_uid
from filebook.core.ports.blobs import Segment
from filebook.core.ports.catalogue import Catalogue
from tests.backends.catalogue_suite.made import ANNA, BERT, a_business, a_segment, an_upload, at


class UploadSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def get(self, catalogue: Catalogue, upload: Upload) -> Upload | None:
        with catalogue.read() as tables:
            return tables.uploads.get(upload.id, upload.business, user=upload.user)

    def append(self, catalogue: Catalogue, upload: Upload, *segments: Segment, carried: str = "") -> bool:
        size_bytes = upload.size_bytes + sum(segment.size_bytes for segment in segments)
        grown = replace(upload, segments=upload.segments + segments, size_bytes=size_bytes, carried=carried)
        return catalogue.write(lambda tables: tables.uploads.change(upload, to=grown))

    def claim(self, catalogue: Catalogue, upload: Upload, *, minutes: int = 1) -> Upload | None:
        return catalogue.write(
            lambda tables: tables.uploads.claim(upload.id, upload.business, user=upload.user, now=at(minutes))
        )

    def test_an_upload_is_its_users_alone(self, catalogue: Catalogue, business: Business) -> None:
        upload, other = an_upload(catalogue, business), a_business(catalogue)
        assert self.get(catalogue, upload) == upload
        for foreign in (
            replace(upload, user=BERT),
            replace(upload, business=other.number),
            replace(upload, id=UploadId(new_uid())),
        ):
            assert self.get(catalogue, foreign) is None
            assert self.claim(catalogue, foreign) is None
            assert not self.append(catalogue, foreign, a_segment())
        assert self.get(catalogue, upload) == upload

    def test_an_upload_grows_by_segments(self, catalogue: Catalogue, business: Business) -> None:
        upload, segments = an_upload(catalogue, business), (a_segment(5), a_segment(6))
        assert self.append(catalogue, upload, *segments, carried="Z")
        grown = replace(upload, segments=(*upload.segments, *segments), size_bytes=15, carried="Z")
        assert self.get(catalogue, upload) == grown
        assert self.append(catalogue, grown, carried="")
        assert self.get(catalogue, upload) == replace(grown, carried="")

    def test_an_upload_that_has_grown_meanwhile_is_not_appended_to(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        upload = an_upload(catalogue, business)
        assert self.append(catalogue, upload, a_segment(5), carried=upload.carried)
        assert not self.append(catalogue, upload, a_segment(6))
        after = self.get(catalogue, upload)
        assert after is not None
        assert after.size_bytes == 9
        assert self.append(catalogue, after, carried="other")
        assert not self.append(catalogue, after, a_segment(6))

    def take_over(self, catalogue: Catalogue, upload: Upload, *, lease: str) -> Upload | None:
        return catalogue.write(
            lambda tables: tables.uploads.take_over(upload.id, upload.business, user=upload.user, lease=lease)
        )

    def test_everything_about_an_upload_is_kept(self, catalogue: Catalogue, business: Business) -> None:
        part = an_upload(catalogue, business)
        joined = replace(
            part,
            id=UploadId(new_uid()),
            form=UploadForm.JOINED,
            declared_type="text/plain",
            metadata="filename YQ==,private",
            parts=(part.id, UploadId(new_uid())),
        )
        catalogue.write(lambda tables: tables.uploads.add(joined))
        assert self.get(catalogue, joined) == joined
        used = replace(part, state=UploadState.CONSUMED, joined=joined.id, expires_at=at(7), declared_size_bytes=None)
        assert catalogue.write(lambda tables: tables.uploads.change(part, to=used))
        assert self.get(catalogue, part) == used

    def test_a_lease_that_was_taken_over_is_good_for_nothing(self, catalogue: Catalogue, business: Business) -> None:
        upload = an_upload(catalogue, business)
        first = self.take_over(catalogue, upload, lease="first")
        assert first == replace(upload, lease="first")
        second = self.take_over(catalogue, upload, lease="second")
        assert second is not None
        for stale in (upload, first):
            assert not self.append(catalogue, stale, a_segment(), carried=upload.carried)
        assert self.get(catalogue, upload) == second
        assert self.append(catalogue, second, a_segment(), carried=upload.carried)

    def test_a_removed_upload_is_gone_and_told_once(self, catalogue: Catalogue, business: Business) -> None:
        upload = an_upload(catalogue, business)

        def remove(upload: Upload) -> Upload | None:
            return catalogue.write(lambda tables: tables.uploads.remove(upload.id, upload.business, user=upload.user))

        assert remove(replace(upload, user=BERT)) is None
        assert remove(upload) == upload
        assert self.get(catalogue, upload) is None
        assert remove(upload) is None

    def test_a_claimed_upload_is_consumed_and_can_neither_grow_nor_be_claimed_again(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        upload = an_upload(catalogue, business)
        consumed = replace(upload, state=UploadState.CONSUMED)
        assert self.claim(catalogue, upload) == consumed
        assert self.claim(catalogue, upload) is None
        assert not self.append(catalogue, upload, a_segment())
        assert self.take_over(catalogue, upload, lease="mine") is None
        assert catalogue.write(lambda tables: tables.uploads.remove(upload.id, upload.business, user=ANNA)) is None
        assert self.get(catalogue, upload) == consumed

    def test_an_upload_can_be_claimed_until_just_before_it_expires(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        late, early = (an_upload(catalogue, business, expires_at=at(5)) for _ in range(2))
        assert self.claim(catalogue, late, minutes=5) is None
        assert self.claim(catalogue, early, minutes=4) is not None

    def test_uploads_past_their_time_are_marked_a_few_at_a_time_and_told_once(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        other = a_business(catalogue)
        due = [an_upload(catalogue, owner, expires_at=at(m)) for owner, m in ((business, 3), (other, 1), (business, 2))]
        consumed = an_upload(catalogue, business, expires_at=at(1))
        assert self.claim(catalogue, consumed, minutes=0)
        young = an_upload(catalogue, business, expires_at=at(4))
        first = catalogue.write(lambda tables: tables.uploads.expire(at(3), limit=2))
        second = catalogue.write(lambda tables: tables.uploads.expire(at(3), limit=2))
        marked = {upload.id: replace(upload, state=UploadState.EXPIRED) for upload in due}
        assert {upload.id: upload for upload in first} == {due[i].id: marked[due[i].id] for i in (1, 2)}
        assert second == [marked[due[0].id]]
        assert self.get(catalogue, due[0]) == marked[due[0].id]
        assert self.get(catalogue, young) == young
        assert not self.append(catalogue, due[0], a_segment())

    def test_open_uploads_of_a_business_are_counted(self, catalogue: Catalogue, business: Business) -> None:
        uploads = [an_upload(catalogue, business, user=user) for user in (ANNA, ANNA, BERT)]
        an_upload(catalogue, a_business(catalogue))
        self.claim(catalogue, uploads[0])
        with catalogue.read() as tables:
            assert tables.uploads.open_count(business.number) == 2
            assert tables.uploads.waiting(business.number, said="")[0] == 2
            assert tables.uploads.waiting(business.number, said="nobody said this") == (0, 0)

    def test_uploads_that_are_over_are_forgotten_some_time_after_their_end(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        used, ran_out, waiting = (an_upload(catalogue, business, expires_at=at(m)) for m in (2, 1, 3))
        assert self.claim(catalogue, used, minutes=0)
        catalogue.write(lambda tables: tables.uploads.expire(at(1), limit=10))
        assert catalogue.write(lambda tables: tables.uploads.forget(at(2), limit=10)) == 1
        assert self.get(catalogue, ran_out) is None
        assert catalogue.write(lambda tables: tables.uploads.forget(at(9), limit=10)) == 1
        assert self.get(catalogue, used) is None
        assert self.get(catalogue, waiting) == waiting

    def test_an_upload_id_is_used_once(self, catalogue: Catalogue, business: Business) -> None:
        upload = an_upload(catalogue, business)
        with pytest.raises(Conflict):
            catalogue.write(lambda tables: tables.uploads.add(upload))
