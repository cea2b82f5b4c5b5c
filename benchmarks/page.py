"""The PDF of one patient: the first and the next ones, against bare Typst compiling the same page from kept data.

Prints JSON: milliseconds, medians over fresh processes and over pages.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 7
PAGES = 20

SCRIPT = """
import json, time
from mdo_viewer.guideline.library import load_pack, resources_folder
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.reports.board import board_picture
from mdo_viewer.reports.summary import main_advice, summarise
pack = load_pack("wervelmetastasen")
case = read_case((resources_folder() / "example" / "MDO-0003.yaml").read_text("utf-8"), "MDO-0003.yaml", pack)
def data(language):
    advice = main_advice(pack, case, case.discussed_at)
    return summarise(pack, case, case.discussed_at, language), board_picture(pack, advice, language)
start = time.perf_counter()
summary, picture = data("nl")
prepared = time.perf_counter()
from mdo_viewer.reports import pdf
pdf.pdf(summary, picture)
first = time.perf_counter()
times = []
for number in range(PAGES):
    summary, picture = data("en" if number % 2 else "nl")
    begin = time.perf_counter()
    pdf.pdf(summary, picture)
    times.append((time.perf_counter() - begin) * 1000)
same = []
for number in range(PAGES):
    begin = time.perf_counter()
    pdf.pdf(summary, picture)
    same.append((time.perf_counter() - begin) * 1000)
print(json.dumps([(prepared - start) * 1000, (first - prepared) * 1000, times, same]))
"""


def main() -> None:
    prepared, first, following, same = [], [], [], []
    start = time.perf_counter()
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.replace("PAGES", str(PAGES))], capture_output=True, text=True, check=True
        )
        each = json.loads(done.stdout)
        prepared.append(each[0])
        first.append(each[1])
        following += each[2]
        same += each[3]
    print(
        json.dumps(
            {
                "benchmark": "page",
                "runs": RUNS,
                "data_first_ms": round(statistics.median(prepared), 1),
                "first_pdf_ms": round(statistics.median(first), 1),
                "first_goal_ms": 60,
                "next_pdf_ms": round(statistics.median(following), 1),
                "next_goal_ms": 20,
                "same_page_again_ms": round(statistics.median(same), 1),
                "seconds": round(time.perf_counter() - start, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
