#!/usr/bin/env python3
"""Fails if a column of the score is below its mark (per cent)."""
import json
import sys

MARKS = {"found": 99.3, "kind": 100, "recipients": 98.4, "status": 98.5, "reply": 98.5, "cause": 88, "acts": 90,
         "keep": 95.5, "remove": 93}

total = json.load(open(sys.argv[1]))["total"]
low = [f"{column}: {100 * right / known:.2f} is below {MARKS[column]}"
       for column, (right, known) in total.items() if known and 100 * right / known < MARKS[column]]
print("\n".join(low) or "all marks reached")
sys.exit(bool(low))
