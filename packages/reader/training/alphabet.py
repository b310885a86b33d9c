"""The characters that the recogniser knows, in the order of its classes; class 0 is the CTC blank, the last one a space."""

import unicodedata

ASCII = ''.join(map(chr, range(0x21, 0x7F)))
LETTERS = (
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒ'
    'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœß'
)
SIGNS = '€£¥¢§°«»‹›–—‘’‚“”„…•·©®™¿¡±×÷²³ªº½¼¾¹'
ALPHABET = ASCII + LETTERS + SIGNS
CHARACTERS = ['', *ALPHABET, ' ']
CLASS_OF = {character: index for index, character in enumerate(CHARACTERS) if character}

# What a new letter's weights start from where stripping its accent does not say.
LOOKALIKES = {
    'Æ': 'E', 'Ø': 'O', 'Œ': 'E', 'æ': 'e', 'ø': 'o', 'œ': 'e', 'ß': 'B', '€': 'C', '£': 'E', '¥': 'Y', '¢': 'c',
    '§': 'S', '°': 'o', '«': '<', '»': '>', '‹': '<', '›': '>', '–': '-', '—': '-', '‘': "'", '’': "'", '‚': ',',
    '“': '"', '”': '"', '„': '"', '…': '.', '•': '.', '·': '.', '©': '@', '®': '@', '™': 'T', '¿': '?', '¡': '!',
    '±': '+', '×': 'x', '÷': '+', '²': '2', '³': '3', 'ª': 'a', 'º': 'o', '½': '2', '¼': '4', '¾': '4', '¹': '1',
}


def lookalike(character):
    return LOOKALIKES.get(character) or unicodedata.normalize('NFD', character)[0]


def encode(text):
    """Classes of a text's characters, None where one is unknown."""
    classes = [CLASS_OF.get(character) for character in text]
    return None if None in classes else classes


def decode(classes):
    """Text of the likeliest class at each step, repeats and blanks dropped."""
    out, before = [], 0
    for index in classes:
        if index not in (0, before):
            out.append(CHARACTERS[index])
        before = index
    return ''.join(out)


# By class the one that stands for it where upper and lower case are not told apart.
FOLDED = [
    CLASS_OF.get(character.upper(), index) if len(character.upper()) == 1 else index
    for index, character in enumerate(CHARACTERS)
]
