"""The job as an office would script it for itself: read the sheet, total, rank in each group, mark, write.

Values only: no formulas, no rules sheet, no lists, no check of the input. Floats and round(), as such scripts have.
Usage: python3 plain.py IN.xlsx OUT.xlsx
"""
import sys

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

WEIGHTS = {"干群评价": 0.30, "工作作风与绩效": 0.40, "政治理论与业务学习": 0.15, "党建工作责任制落实": 0.15}
SHOWN = ["工号", "姓名", "单位", "职务", "职级", *WEIGHTS, "加减分项", "总分", "名次", "后30%", "后5%", "政治素质", "担当作为", "90分线"]

BOLD = Font(bold=True)
GREY = PatternFill("solid", fgColor="D9D9D9")
CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
THIN = Border(*[Side(style="thin")] * 4)


def read(path):
    sheet = load_workbook(path, data_only=True).active
    head, people = None, []
    for row in sheet.iter_rows(values_only=True):
        if head is None:
            if "工号" in row:
                head = row
        elif row[0] is not None:
            people.append(dict(zip(head, row)))
    return people


def rank(people):
    people.sort(key=lambda p: (-p["总分"], p["工号"]))
    n = len(people)
    bottom30, bottom5 = int(n * 0.30 + 0.5), int(n * 0.05 + 0.5)
    for i, p in enumerate(people):
        tied = i > 0 and people[i - 1]["总分"] == p["总分"]
        p["名次"] = people[i - 1]["名次"] if tied else i + 1
        p["后30%"] = "不提拔" if p["名次"] > n - bottom30 else None
        p["后5%"] = "提醒谈话" if p["名次"] > n - bottom5 else None
        p["90分线"] = "不提拔" if min(p["政治素质"], p["担当作为"]) < 90 else None
    return n, bottom30, bottom5


def style_head(sheet):
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment, cell.border = BOLD, GREY, CENTER, THIN
        sheet.column_dimensions[cell.column_letter].width = 14
    sheet.freeze_panes = "A2"


def main(source, target):
    groups, rest = {}, []
    for p in read(source):
        if p["考核状态"]:
            rest.append(p)
            continue
        p["总分"] = round(sum(w * p[block] for block, w in WEIGHTS.items()) + p["加减分项"], 2)
        groups.setdefault((p["人员类别"], p["层级"]), []).append(p)

    book = Workbook()
    summary = book.active
    summary.title = "汇总"
    summary.append(["人员类别", "层级", "参加排名", "后30%取", "后30%列入", "后5%取", "后5%列入"])
    for (category, level), people in sorted(groups.items()):
        n, bottom30, bottom5 = rank(people)
        marked = [sum(1 for p in people if p[mark]) for mark in ("后30%", "后5%")]
        summary.append([category, level, n, bottom30, marked[0], bottom5, marked[1]])
        sheet = book.create_sheet(f"{category} · {level}")
        sheet.append(SHOWN)
        for p in people:
            sheet.append([p[name] for name in SHOWN])
        style_head(sheet)
    style_head(summary)

    sheet = book.create_sheet("未参加排名")
    sheet.append(["工号", "姓名", "单位", "人员类别", "层级", "考核状态"])
    for p in rest:
        sheet.append([p[name] for name in ("工号", "姓名", "单位", "人员类别", "层级", "考核状态")])
    style_head(sheet)
    book.save(target)


main(*sys.argv[1:3])
