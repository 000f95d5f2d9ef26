"""Portraits of people who do not exist: a few shapes, drawn here. The same name gives the same face."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SKINS = ["#8d5a3b", "#c68b62", "#e6b998", "#f0cfb4", "#6f432a", "#d9a47b"]
HAIRS = ["#2a1c15", "#55382a", "#8a5a33", "#c79a58", "#b9b4ac", "#3a2f45"]
PAPERS = ["#d9c7a3", "#b9c9bd", "#c9b7ae", "#b5bfcc", "#d8b79c", "#c3c3a4"]
CLOTHES = ["#7a3b1e", "#2f4b5a", "#4c5a35", "#6d3f52", "#3d3d54", "#8c6a2a"]
SIDE = 720


def drawn_portrait(name: str) -> bytes:
    """A JPEG, 720 pixels square."""
    chance = random.Random(name)  # noqa: S311 -- a drawing
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    picture = Image.new("RGB", (SIDE, SIDE), chance.choice(PAPERS))
    draw = ImageDraw.Draw(picture)
    wide = chance.randint(125, 150)
    if chance.random() < 0.5:  # long hair falls behind the shoulders
        draw.rounded_rectangle((360 - wide - 45, 170, 360 + wide + 45, 560), 150, fill=hair)
    draw.ellipse((110, 520, 610, 1020), fill=chance.choice(CLOTHES))
    draw.rounded_rectangle((310, 430, 410, 590), 45, fill=skin)
    draw.ellipse((360 - wide, 170, 360 + wide, 510), fill=skin)
    draw.pieslice((360 - wide - 14, 140, 360 + wide + 14, 470), 180, 360, fill=hair)
    draw.pieslice((360 - wide - 14, 215, 360 + wide + 14, 400), 180 + chance.randint(0, 30), 330, fill=hair)
    for x in (305, 415):
        draw.ellipse((x - 9, 350, x + 9, 370), fill="#241a14")
        draw.arc((x - 26, 315, x + 26, 350), 200, 340, fill=hair, width=7)
    draw.arc((348, 365, 378, 410), 20, 130, fill="#00000055", width=5)
    draw.arc((310, 395, 410, 460), 25, 155, fill="#7b3228", width=8)
    if chance.random() < 0.4:
        for x in (305, 415):
            draw.ellipse((x - 38, 322, x + 38, 398), outline="#2a2420", width=6)
        draw.line((343, 358, 377, 358), fill="#2a2420", width=6)
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
