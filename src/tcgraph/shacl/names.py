"""Names of engines and report formats, for those who offer them before anything is validated: nothing else is imported."""

__all__ = ["ENGINES", "FORMAT_NAMES", "SEVERITIES"]

ENGINES = ("columns", "pyshacl")
FORMAT_NAMES = ("text", "table", "csv", "excel", "md", "html", "json", "sarif", "ttl", "nt", "jsonld")
SEVERITIES = ("info", "warning", "violation")
