"""A small writer of real PDF files with Chinese text, so that the tests need no library for it."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0"
    b"/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
_IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Length 1>>stream\n\x80\nendstream"
)


@dataclass
class Page:
    """A page on which lines are set one by one."""

    operators: list[bytes] = field(default_factory=list)
    image: bool = False
    rotate: int = 0  # 0, or 90 for a page that lies on its side

    def line(self, x: float, y: float, text: str, size: float = 12) -> None:
        """Set a line; y from the top of the page."""
        code = text.encode("utf-16-be").hex()
        place = f"1 0 0 1 {x} {HEIGHT - y}" if not self.rotate else f"0 1 -1 0 {y} {x}"
        self.operators.append(f"BT /F1 {size} Tf {place} Tm <{code}> Tj ET".encode("ascii"))

    def paragraphs(
        self,
        texts: list[str],
        *,
        left: float,
        top: float,
        measure: int,
        indent: bool = True,
        leading: float = 20,
    ) -> float:
        """Set paragraphs hard-wrapped to so many characters; gives where the next line would be."""
        for text in texts:
            rest = ("\u3000\u3000" if indent else "") + text
            while rest:
                shown, rest = rest[:measure], rest[measure:]
                blank = len(shown) - len(shown.lstrip("\u3000"))
                self.line(left + 12 * blank, top, shown.lstrip("\u3000"))
                top += leading
        return top


def pdf(pages: list[Page], *, encrypted: bool = False, title: str = "") -> bytes:
    """The bytes of a PDF file.

    With `encrypted`, it asks for a password that nobody knows.
    """
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode("ascii"),
        _FONT,
        _IMAGE,
        b"<</Title<feff" + title.encode("utf-16-be").hex().encode("ascii") + b">>>",
    ]
    for i, page in enumerate(pages):
        content = b"\n".join(page.operators)
        if page.image:
            content += b"\nq 500 0 0 700 40 60 cm /Im1 Do Q"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.rotate}"
            f"/Contents {first + 2 * i + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>/XObject<</Im1 4 0 R>>>>>>".encode("ascii")
        )
        objects.append(
            f"<</Length {len(content)}>>stream\n".encode("ascii") + content + b"\nendstream"
        )
    return _file(objects, encrypted)


def _file(objects: list[bytes], encrypted: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode("ascii") + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    for place in places:
        out += f"{place:010} 00000 n \n".encode("ascii")
    lock = b""
    if encrypted:
        lock = (
            b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"11" * 32 + b">/U<"
            + b"22" * 32 + b">>>/ID[<" + b"33" * 16 + b"><" + b"33" * 16 + b">]"
        )  # fmt: skip
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R".encode("ascii")
    return bytes(out + trailer + lock + f">>\nstartxref\n{start}\n%%EOF".encode("ascii"))
