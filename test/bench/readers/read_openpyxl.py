import sys
from openpyxl import load_workbook

cells = 0
for row in load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True):
    cells += len(row)
print(cells)
