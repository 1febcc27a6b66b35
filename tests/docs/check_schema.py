#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Protects: docs/schema/whybounce.schema.json describes what the program prints, field for field, and docs/json.md
names every field of it.

usage: check_schema.py PROGRAM REPOSITORY
"""
import json
import pathlib
import re
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit("check_schema.py needs python3-jsonschema (Debian: apt-get install python3-jsonschema)")

TABLES = {
    "reply-codes": "reply_code_row",
    "statuses": "status_row",
    "providers": "provider_row",
    "causes": "cause_row",
    "rules": "rule_row",
    "fields": "field_row",
}
SUBJECTS = ["550", "55x", "x5x", "587", "5.7.26", "5.7.606-649", "x.1.1", "5.7", "5", "5.1.99", "CS01", "RLY:XY"]


class Checker:
    def __init__(self, program, repository):
        self.program = program
        self.repository = repository
        self.schema = json.loads((repository / "docs/schema/whybounce.schema.json").read_text())
        self.failures = 0
        self.checked = 0

    def fail(self, what):
        self.failures += 1
        if self.failures <= 20:
            print(what)

    def run(self, *arguments, given=None):
        done = subprocess.run([self.program, *arguments], capture_output=True, input=given, cwd=self.repository)
        if done.stderr or done.returncode not in (0, 1):
            self.fail(f"{arguments}: exit status {done.returncode}, {done.stderr.decode(errors='replace')}")
        return done.stdout.decode()

    def objects(self):
        """Every object of the schema that names fields, with its place."""
        stack = [("#", self.schema)]
        while stack:
            place, node = stack.pop()
            if isinstance(node, dict):
                if isinstance(node.get("properties"), dict):
                    yield place, node
                stack += [(f"{place}/{key}", value) for key, value in node.items()]
            elif isinstance(node, list):
                stack += [(f"{place}/{i}", value) for i, value in enumerate(node)]

    def check_schema(self):
        Draft202012Validator.check_schema(self.schema)
        causes = [row["cause"] for row in json.loads(self.run("--list", "causes", "-f", "json"))]
        if self.schema["$defs"]["cause"]["enum"] != causes:
            self.fail("the causes of the schema are not those of --list causes")
        for place, node in self.objects():
            if set(node["required"]) != set(node["properties"]):
                self.fail(f"{place}: every field is always there, so all are required")
            for name, field in node["properties"].items():
                if not field.get("description"):
                    self.fail(f"{place}: {name} has no description")
            # Readers should pass over new fields; here they are mistakes.
            node["additionalProperties"] = False

    def validator(self, name=None):
        if name is None:
            return Draft202012Validator(self.schema)
        return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": self.schema["$defs"]})

    def check_lines(self, lines, name, what):
        validator = self.validator(name)
        for number, line in enumerate(lines, 1):
            self.checked += 1
            error = next(validator.iter_errors(json.loads(line)), None)
            if error is not None:
                self.fail(f"{what}, object {number}: {list(error.absolute_path)}: {error.message[:300]}")

    def check_output(self):
        mails = ["tests/corpus", "tests/cli/mails"]
        self.check_lines(self.run("-f", "jsonl", *mails).splitlines(), None, "mails")
        self.check_lines(self.run("-f", "jsonl", "--redact", *mails).splitlines(), None, "--redact")
        elements = json.loads(self.run("-f", "json", "tests/cli/mails"))
        self.check_lines([json.dumps(element) for element in elements], None, "-f json")
        lines = b"k\t550 5.1.1 no such user\n\xff\tx\n\t\n" + bytes(range(256)) + b"\n421 4.7.0 [TSS04] later\n"
        self.check_lines(self.run("--lines", "--keyed", "-f", "jsonl", given=lines).splitlines(), None, "--lines")
        self.check_lines([self.run("--summary", "-f", "json", *mails)], "summary", "--summary")
        causes = self.schema["$defs"]["cause"]["enum"]
        for subject in SUBJECTS + causes:
            self.check_lines([self.run("--explain", subject, "-f", "json")], "explanation", f"--explain {subject}")
        for table, name in TABLES.items():
            self.check_lines(self.run("--list", table, "-f", "jsonl").splitlines(), name, f"--list {table}")

    def check_transcripts(self):
        """The records that the transcripts show, where they show all of one."""
        found = 0
        for transcript in sorted((self.repository / "tests/cli").glob("*.test")):
            for line in transcript.read_text().splitlines():
                if not line.startswith('> {"schema":1,"source"'):
                    continue
                line = re.sub(r"\\x([0-9a-f]{2})", lambda match: f"\\u00{match[1]}", line[2:])
                try:
                    json.loads(line)
                except json.JSONDecodeError:
                    continue  # cut short in the transcript
                found += 1
                self.check_lines([line], None, transcript.name)
        if not found:
            self.fail("no transcript shows a record")

    def check_document(self):
        document = (self.repository / "docs/json.md").read_text()
        named = set(re.findall(r"`([a-z_]+)`", document))
        fields = {name for _, node in self.objects() for name in node["properties"]}
        for name in sorted(fields - named):
            self.fail(f"docs/json.md does not name the field {name}")
        # The first cell of a row of a field table is a field, and nothing else.
        in_fields = False
        for line in document.splitlines():
            if not line.startswith("|"):
                in_fields = False
            elif line.startswith("| field |"):
                in_fields = True
            elif in_fields:
                for name in re.findall(r"`([^`]+)`", line.split("|")[1]):
                    if name not in fields:
                        self.fail(f"docs/json.md names {name}, which the schema does not have")


def main():
    checker = Checker(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
    checker.check_schema()
    checker.check_output()
    checker.check_transcripts()
    checker.check_document()
    print(f"{checker.checked} objects, {checker.failures} faults")
    return 1 if checker.failures or checker.checked < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
