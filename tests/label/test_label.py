"""Labels: the code is read back off the picture, and nothing in a record drives a printer."""

import json
import re
import sys

import pytest
from PIL import Image

from ringout_host.errors import Exit
from ringout_host.label import drawing, formats
from tests.store.sample import line, open_ring, record

zxing = pytest.importorskip("zxingcpp", reason="no zxing-cpp here, to read codes")
TAG = {"lot": "L17", "serial": "CAB-030", "operator": "ANA"}


@pytest.fixture
def shop(ringout):
    ringout.put(line(open_ring(1, tag=TAG)), line(record(2, tag=TAG, product="GC-6 B")))
    return ringout


def printed(zpl: bytes) -> Image.Image:
    """What a printer makes of a ZPL graphic field."""
    text = zpl.decode("ascii")
    width, height = (int(re.search(rf"\^{name}(\d+)", text)[1]) for name in ("PW", "LL"))
    total, _count, row, data = re.search(r"\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS", text).groups()
    assert len(data) == 2 * int(total) == 2 * int(row) * height
    ink = Image.frombytes("1", (8 * int(row), height), bytes.fromhex(data)).convert("L")
    return ink.point(lambda dot: 255 - dot).crop((0, 0, width, height))


def seen(path) -> list[tuple[str, str]]:
    """(format, text) of every code on a label's file, as printed on white paper."""
    if path.suffix == ".zpl":
        picture = printed(path.read_bytes())
    elif path.suffix == ".pdf":
        pdfium = pytest.importorskip("pypdfium2")
        picture = pdfium.PdfDocument(path.read_bytes())[0].render(scale=6).to_pil()
    else:
        picture = Image.open(path)
    paper = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    paper.paste(picture.convert("L"), (40, 40))
    return [(str(one.format), one.text) for one in zxing.read_barcodes(paper)]


@pytest.mark.parametrize("kind", ["png", "pdf", "zpl"])
@pytest.mark.parametrize(("code", "size"), [("qr", "50x25"), ("qr", "20x20"), ("code128", "60x15")])
@pytest.mark.parametrize("dpi", ["203", "300"])
def test_the_serial_is_read_back_off_every_label(shop, tmp_path, kind, code, size, dpi):
    path = tmp_path / f"l.{kind}"
    arguments = ("label", "CAB-030", "-o", str(path), "--size", size, "--code", code, "--dpi", dpi)
    exit_code, out, err = shop(*arguments)
    assert (exit_code, err) == (0, "") and out.startswith("CAB-030 (PASS)")
    ((form, text),) = seen(path)
    assert text == "CAB-030" and ("QR" in form) == (code == "qr")


def test_a_label_has_its_size_in_millimetres(shop, tmp_path):
    png, pdf = tmp_path / "l.png", tmp_path / "l.pdf"
    for path in (png, pdf):
        shop("label", "--last", "-o", str(path), "--size", "50x25", "--dpi", "300")
    picture = Image.open(png)
    assert picture.size == (round(50 / 25.4 * 300), round(25 / 25.4 * 300))
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.5)
    pdfium = pytest.importorskip("pypdfium2")
    width, height = pdfium.PdfDocument(pdf.read_bytes())[0].get_size()  # points
    assert (width / 72 * 25.4, height / 72 * 25.4) == pytest.approx((50, 25), abs=0.2)


@pytest.mark.parametrize("size", ["50x25", "25x25", "100x60", "40x12"])
def test_nothing_runs_over_the_edge(size):
    width, height = map(float, size.split("x"))
    lines = ["CAB-0123456789", "GUITAR-CABLE-6M REV B", "PASS  2026-05-28", "6.0 m lot L17-B"]
    dots = drawing.Size(width, height, 300)
    picture = drawing.draw("CAB-0123456789", "qr", lines, dots).convert("L")
    for box in ((picture.width - 3, 0, picture.width, picture.height),
                (0, picture.height - 3, picture.width, picture.height)):  # fmt: skip
        assert picture.crop(box).getextrema() == (255, 255)


def test_a_failed_cable_says_fail(ringout, tmp_path):
    ringout.put(line(open_ring(1, tag=TAG)))
    told = json.loads(ringout("label", "--last", "-o", str(tmp_path / "l.png"), "--json")[1])
    assert told["verdict"] == "FAIL" and told["serial"] == "CAB-030"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["CAB-030"], "--out"),
        (["--out", "l.png"], "give a serial"),
        (["CAB-9", "--out", "l.png"], "CAB-9"),
        (["CAB-030", "--out", "l.gif"], "png, pdf or zpl"),
        (["CAB-030", "--out", "l.png", "--size", "50"], "50x25"),
        (["CAB-030", "--out", "l.png", "--size", "5x5"], "8 to 300"),
        (["CAB-030", "--out", "l.png", "--code", "ean"], "--code"),
        (["CAB-030", "--out", "l.png", "--size", "20x20", "--code", "code128"], "longer label"),
        (["CAB-030", "--out", "l.png", "--size", "8x8", "--dpi", "100"], "larger label"),
        (["CAB-030", "-f", "zpl", "--print", "no-such-printer-command"], "no command"),
        (["CAB-030", "-f", "zpl", "--print", "'"], "--print"),
        (["CAB-030", "-f", "zpl", "--print", f"{sys.executable} -c 'raise SystemExit(3)'"], "3"),
    ],
)
def test_a_mistake_is_one_line(shop, arguments, says):
    exit_code, out, err = shop("label", *arguments)
    assert (exit_code, out) == (Exit.USAGE, "") and says in err and err.count("\n") == 1


ZPL_ATTACK = "^XZ^XA^FDowned^FS~JR"


@pytest.mark.parametrize("serial", [ZPL_ATTACK, "`touch x`; $(x)", "a|b>c", "CAB 1 & \u00fc\u20ac"])
def test_no_record_drives_the_printer(ringout, tmp_path, serial):
    ringout.put(line(record(1, tag={"serial": serial, "lot": serial}, product=serial)))
    path = tmp_path / "l.zpl"
    assert ringout("label", "--last", "-o", str(path), "--size", "80x40")[0] == 0
    commands = re.findall(r"[\^~][A-Z]{2}", path.read_text("ascii"))
    assert commands == ["^XA", "^FX", "^FS", "^PW", "^LL", "^FO", "^GF", "^FS", "^XZ"]
    assert [text for _form, text in seen(path)] == [serial]


def test_the_print_command_gets_the_label_and_no_shell(shop, tmp_path):
    got = tmp_path / "got"
    script = f"import sys; open({str(got)!r}, 'wb').write(sys.stdin.buffer.read())"
    command = f'{sys.executable} -c "{script}" ; touch {tmp_path}/shell'
    exit_code, out, err = shop("label", "CAB-030", "-f", "zpl", "--print", command)
    assert (exit_code, err) == (0, "") and "the printer" in out
    assert got.read_bytes().startswith(b"^XA") and not (tmp_path / "shell").exists()


def test_dots_that_are_no_whole_byte_are_white():
    picture = Image.new("1", (13, 2), 1)
    picture.putpixel((12, 1), 0)
    assert b"^GFA,4,4,2,00000008^FS" in formats.zpl(picture, "x")


def logo_in(folder, color):
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (90, 60), color).save(folder / "logo.png")


def test_a_product_has_its_own_size_and_logo(shop, tmp_path):
    assert shop("products", "add", "GC-6", "--revision", "B", "--label", "60x30")[0] == 0
    plain, branded, own = (tmp_path / f"{name}.png" for name in ("plain", "branded", "own"))
    assert shop("label", "CAB-030", "-o", str(plain))[0] == 0
    assert Image.open(plain).size == (480, 240)  # 60 x 30 mm at 203 dpi
    logo_in(tmp_path / "shop", "white")
    words = ("label", "CAB-030", "--templates", str(tmp_path / "shop"), "-o")
    assert shop(*words, str(branded))[0] == 0
    logo_in(tmp_path / "shop" / "gc-6 b", "black")
    assert shop(*words, str(own))[0] == 0
    corner = (240, 200, 260, 225)  # under the texts
    ink = [Image.open(path).crop(corner).convert("L").getextrema() for path in (branded, own)]
    assert ink == [(255, 255), (0, 0)]
    assert [text for _form, text in seen(own)] == ["CAB-030"]


def test_a_logo_that_is_no_picture_is_one_line_and_one_of_lines_is_left_away(shop, tmp_path):
    arguments = ("label", "CAB-030", "-o", str(tmp_path / "l.png"), "--templates", str(tmp_path))
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert shop(*arguments)[0] == 0
    (tmp_path / "logo.png").write_text("no picture")
    exit_code, _out, err = shop(*arguments)
    assert exit_code == Exit.USAGE and "is no picture" in err and err.count("\n") == 1
