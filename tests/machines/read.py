"""Reads what mtlint writes with the programs that are to read it: sarif-tools and sarif-pydantic, junitparser, the
Checkstyle reader of diff-cover, jsonschema; GitLab and GitHub, which cannot be had here, by what they publish of what
they take. Prints what comes of it as JSON."""

import json
import re
import sys
import tomllib
from pathlib import Path

import jsonschema
from diff_cover.git_path import GitPathTool
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from junitparser import JUnitXml
from sarif import loader
from sarif_pydantic import Sarif

folder = Path(sys.argv[1])
log = loader.load_sarif_file(str(folder / "out.sarif"))
typed = Sarif.model_validate_json((folder / "out.sarif").read_text())
suites = JUnitXml.fromfile(str(folder / "out.junit"))
GitPathTool._cwd = GitPathTool._root = str(folder)
checkstyle = CheckstyleXmlDriver().parse_reports([(folder / "out.checkstyle").read_text()])

schema = json.loads((folder / "schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
refused = [str(error.message) for path in sys.argv[2:] for error in validator.iter_errors(tomllib.loads(Path(path).read_text()))]
bad = [len(list(validator.iter_errors(text))) for text in ({"pas": 1}, {"gate": {"severity": "mayor"}}, {"for": [{"check": False}]})]

# docs.gitlab.com/ci/testing/code_quality, "Code Quality report format": what an issue must have, and its severities.
LINE = {"type": "integer", "minimum": 1}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    # Relative to the repository, without "./".
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE, "end": LINE}},
                },
            },
        },
    },
}


def command(line):
    """A workflow command as the runner reads it (docs.github.com, "Workflow commands", and the public actions/runner):
    `::name key=value,key=value::text`. None for a line of the log; what the runner warns of is refused."""
    match = re.fullmatch(r"\s*::(?P<name>[^ :]+)(?: (?P<properties>.*?))?::(?P<text>.*)", line)
    if match is None:
        return None
    unescaped = lambda text, codes: re.sub("%(" + "|".join(codes) + ")", lambda code: chr(int(code[1], 16)), text)
    pairs = (pair.partition("=") for pair in (match["properties"] or "").split(",") if pair)
    found = {key.strip(): unescaped(value, ["0D", "0A", "3A", "2C", "25"]) for key, _, value in pairs}
    assert match["name"] in ("error", "warning", "notice"), line
    assert set(found) <= {"file", "line", "endLine", "col", "endColumn", "title"}, line
    first, last, col, end = (int(found[key]) if key in found else None for key in ("line", "endLine", "col", "endColumn"))
    assert first is not None or (last, col, end) == (None, None, None), "places need a line: " + line
    assert last is None or last >= first, line
    assert (last in (None, first)) or (col, end) == (None, None), "columns are for one line only: " + line
    assert end is None or (col is not None and end >= col), line
    text = unescaped(match["text"], ["0D", "0A", "25"])
    assert len(text) <= 4096, "cut by the runner: " + line
    return found.get("file"), text


gitlab = json.loads((folder / "out.gitlab").read_text())
refused_by_gitlab = [error.message for error in jsonschema.Draft7Validator(GITLAB).iter_errors(gitlab)]
github = [found for found in map(command, (folder / "out.github").read_text().splitlines()) if found]

print(json.dumps({
    "gitlab": len({issue["fingerprint"] for issue in gitlab}),
    "gitlab_refused": refused_by_gitlab,
    "github": len(github),
    "github_files": sorted({file for file, _ in github if file}),
    "sarif": len(log.get_results()),
    "typed": len(typed.runs[0].results),
    "junit": [suites.tests, sum(1 for suite in suites for case in suite for result in case.result if type(result).__name__ == "Failure")],
    "checkstyle": sum(len(found) for found in checkstyle.values()),
    "schema_refused": refused,
    "schema_bad": bad,
}))
