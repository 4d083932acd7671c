"""The quick card as one file that prints on one A4 page, pictures inside."""

import base64
import re

from markdown_it import MarkdownIt

from hardware.paths import BUILD, HARDWARE

SOURCE = HARDWARE / "manual" / "QUICKCARD.md"
DOCUMENT = BUILD / "quickcard.html"
STYLE = """@page { size: A4; margin: 12mm }
body { font: 9.5pt/1.25 sans-serif; max-width: 186mm; margin: auto }
h1 { margin: 0 0 2mm } p, ol { margin: 1.5mm 0 }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 }
th, td { border: 0.2mm solid #888; padding: 0.8mm 2mm; text-align: left }
td img { width: 30mm; display: block }"""


def _inside(match):
    data = base64.b64encode((SOURCE.parent / match[1]).read_bytes()).decode()
    return f'src="data:image/png;base64,{data}"'


def page():
    """The file's text."""
    body = MarkdownIt().enable("table").render(SOURCE.read_text())
    body = re.sub(r'src="([^"]+\.png)"', _inside, body)
    head = f'<meta charset="utf-8"><title>ringout quick card</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>\n{body}</body></html>\n'


def write():
    """build/hardware/quickcard.html."""
    BUILD.mkdir(parents=True, exist_ok=True)
    DOCUMENT.write_text(page())
    return DOCUMENT
