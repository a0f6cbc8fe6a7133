"""Files that are damaged, locked, endless or huge: one clear sentence, bounded work, never a traceback."""

from __future__ import annotations

import io
import random
import tracemalloc

import pytest

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers import ocr, read_bytes
from auditor.records.document import Prose
from tests.readers.pdf_files import font, line, one_page, put, raw_pdf, stream

CHINESE = "一-鿿"


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 7) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    f1, f2, f3 = (part.replace(b"6 0 R", b"5 0 R").replace(b"7 0 R", b"6 0 R") for part in font())
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, stream(put(20, 200, "甲")), f1, f2, f3, *[page] * count])


def test_a_file_of_five_thousand_pages_is_read_up_to_the_limit() -> None:
    document = read_bytes(many_pages(5000), "a.pdf", Limits(max_pages=30))
    assert len(document.blocks) == 30
    (problem,) = document.problems
    assert (problem.code, problem.partial, problem.place.page) == ("read.pdf-limit", True, 31)
    assert "5000" in problem.message


def test_reading_stops_when_its_time_is_over() -> None:
    with pytest.raises(UnreadableError, match="0 秒"):
        read_bytes(many_pages(40), "a.pdf", Limits(max_seconds=0))


def test_a_locked_file_says_so() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt="secret")
    page.drawString(20, 20, "x")
    page.save()
    with pytest.raises(UnreadableError, match="密码"):
        read_bytes(out.getvalue(), "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n"])
def test_a_file_without_content_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=f"[{CHINESE}]"):
        read_bytes(data, "a.pdf")


def test_a_broken_cross_reference_table_is_mended() -> None:
    data = one_page(put(20, 200, "还读得出来"), *font())
    broken = data.replace(b"startxref\n", b"startxref\n99").replace(b"\nxref\n", b"\nxxxx\n")
    assert [block.text for block in read_bytes(broken, "a.pdf").blocks if isinstance(block, Prose)] == ["还读得出来"]


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_never_ends_in_a_traceback(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(one_page(put(20, 200, "甲乙") + line(20, 100, 300, 100), *font()))
    for _ in range(dice.randint(1, 30)):
        data[dice.randrange(20, len(data))] = dice.randrange(256)
    whole = bytes(data[: dice.randrange(200, len(data))]) if seed % 3 == 0 else bytes(data)
    try:
        read_bytes(whole, "a.pdf")
    except UnreadableError as error:
        assert len(error.message) < 100  # noqa: PT017


def test_a_form_that_draws_itself_ends() -> None:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X1 8 0 R>>>>/Length 6>>"
    form += b"stream\n/X1 Do\nendstream"
    data = one_page(b"/X1 Do\n" + put(20, 200, "甲"), *font(), form).replace(b"/X1 5 0 R", b"/X1 8 0 R")
    assert [block.text for block in read_bytes(data, "a.pdf").blocks if isinstance(block, Prose)] == ["甲"]


def test_a_page_tree_that_contains_itself_ends() -> None:
    data = one_page(put(20, 200, "甲"), *font()).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 3 0 R]/Count 9")
    try:
        read_bytes(data, "a.pdf", Limits(max_pages=20))
    except UnreadableError as error:
        assert "PDF" in error.message  # noqa: PT017


def test_a_million_lines_on_a_page_are_bounded() -> None:
    content = b"".join(line(i % 400, 0, i % 400 + 0.3, 290) for i in range(150_000)) + put(20, 200, "甲")
    tracemalloc.start()
    try:
        document = read_bytes(one_page(content, *font()), "a.pdf")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert document.format == "pdf"
    assert peak < 200 * 1024 * 1024


def test_hundreds_of_fonts_do_not_fill_the_memory() -> None:
    pytest.importorskip("resource")
    import resource

    names = [b"F%d" % number for number in range(400)]
    content = b"".join(b"BT /%s 9 Tf 20 200 Td <4e00> Tj ET\n" % name for name in names)
    fonts: list[bytes] = []
    for number, name in enumerate(names):
        first = 5 + 3 * number
        head, tail, descriptor = (part.replace(b"SimSun", b"Song" + name) for part in font())
        fonts += [
            head.replace(b"6 0 R", b"%d 0 R" % (first + 1)),
            tail.replace(b"7 0 R", b"%d 0 R" % (first + 2)),
            descriptor,
        ]
    table = b"".join(b"/%s %d 0 R" % (name, 5 + 3 * number) for number, name in enumerate(names))
    data = one_page(content, *fonts).replace(b"/F1 5 0 R", table)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read_bytes(data, "a.pdf")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024


def scanned(pages: int = 1) -> bytes:
    """Return a PDF whose pages hold a picture only."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    utils, image = pytest.importorskip("reportlab.lib.utils"), pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(300, 200))
    for _ in range(pages):
        page.drawImage(utils.ImageReader(image.new("RGB", (600, 400), "white")), 0, 0, 300, 200)
        page.showPage()
    page.save()
    return out.getvalue()


def test_a_scan_without_the_recogniser_is_unreadable_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UnreadableError, match=r"第 1 页是扫描图片.*ocr"):
        read_bytes(scanned(), "a.pdf")


def test_scanned_pages_beyond_their_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: True)
    with pytest.raises(UnreadableError, match="扫描页超过 0 页"):
        read_bytes(scanned(2), "a.pdf", Limits(max_scans=0))


def test_something_else_named_pdf_is_refused() -> None:
    with pytest.raises(UnreadableError, match="PDF"):
        read_bytes("这不是".encode() * 10, "a.pdf")
