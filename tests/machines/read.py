"""Reads what mtlint writes with the programs that are to read it: sarif-tools and sarif-pydantic, junitparser, the
Checkstyle reader of diff-cover, jsonschema. Prints what they make of it as JSON."""

import json
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

print(json.dumps({
    "sarif": len(log.get_results()),
    "typed": len(typed.runs[0].results),
    "junit": [suites.tests, sum(1 for suite in suites for case in suite for result in case.result if type(result).__name__ == "Failure")],
    "checkstyle": sum(len(found) for found in checkstyle.values()),
    "schema_refused": refused,
    "schema_bad": bad,
}))
