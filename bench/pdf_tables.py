"""Compare the PDF reader with pdfplumber's extract_tables: python -m bench.pdf_tables [FILE.pdf …].

Without files, the departments of samples/ are drawn in several styles (needs reportlab; with a Chinese TrueType font
as --font=FILE also embedded). Prints ms a page (processor time, the best of rounds in which the readers take turns of
some readings each), peak memory in MiB of a process of its own, rows that the extractor finds from the cells of each
(F1 against the department's rows), and the ratio.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from auditor.extract import extract
from auditor.readers import read_file
from auditor.records.document import Cell, Document, Grid, Prose, Row
from auditor.records.place import Place
from bench.extraction import f1, gold_of, rows_of

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENTS = ("clean-agency", "faulty-bureau-plain", "faulty-street-office-plain")
_ROUNDS, _TURN = 3, 3


def plumbed(path: str) -> Document:
    """Return what pdfplumber finds in a file as a Document."""
    import pdfplumber

    blocks: list[Prose | Grid] = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            place = Place(page=number)
            for table in page.extract_tables():
                rows = [Row(tuple(Cell(_text(cell), place) for cell in row), place) for row in table]
                blocks.append(Grid(tuple(rows)))
    return Document(path, "", "pdf", tuple(blocks), converted=True)


def _text(cell: str | None) -> str:
    return (cell or "").replace("\n", "")


READERS: dict[str, Callable[[str], Document]] = {"auditor": read_file, "pdfplumber": plumbed}


def timed(path: str) -> Counter[str]:
    """Return the processor seconds of each reader: its best, where they take turns of some readings each."""
    best: dict[str, float] = {}
    for name in (name for _ in range(_ROUNDS) for name in READERS for _ in range(_TURN)):
        start = time.process_time()
        READERS[name](path)
        best[name] = min(best.get(name, 1e9), time.process_time() - start)
    return Counter(best)


def memory(name: str, path: str) -> int:
    """Return the peak MiB of a process of its own that reads ``path`` once."""
    command = [sys.executable, "-m", "bench.pdf_tables", f"--only={name}", path]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout) // 1024


def once(name: str, path: str) -> None:
    """Read a file and print the peak memory of this process in KiB."""
    import resource

    READERS[name](path)
    status = Path("/proc/self/status")
    if status.exists():  # the peak of this program alone; the other figure begins with that of its parent
        print(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    else:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def drawn(folder: Path, font: str) -> Iterator[tuple[Path, Path]]:
    """Yield (PDF, its gold rows) of every department in every style."""
    from samples.make.pdfs import Style, pdf_of, table_12, table_13
    from tests.readers.pdf_files import rows_of as gold_rows

    styles = {"plain": Style(), "pieces": Style(ruling="pieces", centred=True), "turned": Style(rotate=90)}
    if font:
        styles |= {"embedded": Style(font=font), "bars": Style(font=font, ruling="bars", repeat=False)}
    for department in DEPARTMENTS:
        stem = ROOT / "samples" / "gold" / department
        projects, indicators = gold_rows(stem)
        tables = [table_12(projects, indicators, agency="008-某局"), table_13(indicators)]
        for name, style in styles.items():
            path = folder / f"{department}-{name}.pdf"
            path.write_bytes(pdf_of(tables, style))
            yield path, stem.with_name(f"{stem.name}_indicators.csv")


def main(arguments: list[str]) -> None:
    """Compare the readers over the files named, or over files drawn for the purpose."""
    options = dict(argument[2:].split("=", 1) for argument in arguments if argument.startswith("--"))
    files = [argument for argument in arguments if not argument.startswith("--")]
    if "only" in options:
        once(options["only"], files[0])
        return
    print("file | pages | auditor ms/page, MiB, F1 | pdfplumber ms/page, MiB, F1 | times faster")
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(Path(file), None) for file in files] or list(drawn(Path(folder), options.get("font", "")))
        totals: Counter[str] = Counter()
        for path, gold in pairs:
            totals += _compared(path, gold)
    print(f"together: {totals['pdfplumber'] / max(1e-9, totals['auditor']):.1f} times faster")


def _compared(path: Path, gold: Path | None) -> Counter[str]:
    """Print one line and return the seconds of each reader."""
    pages = _pages(path)
    seconds = timed(str(path))
    shown = []
    for name, read in READERS.items():
        score = f"{f1(rows_of(extract(read(str(path)))), gold_of(str(gold))):.3f}" if gold else "-"
        shown.append(f"{1000 * seconds[name] / pages:.2f} {memory(name, str(path))} {score}")
    ratio = seconds["pdfplumber"] / seconds["auditor"]
    print(path.name, pages, *shown, f"{ratio:.1f}", sep=" | ")
    return seconds


def _pages(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


if __name__ == "__main__":
    main(sys.argv[1:])
