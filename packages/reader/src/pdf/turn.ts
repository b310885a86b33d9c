import type { Bounds } from '@las/layout';
import type { Rotation } from '../reading.js';
import type { Direction, PdfCharacter } from './characters.js';

export interface Size {
  width: number;
  height: number;
}

/** The size of a page turned clockwise. */
export function turnSize({ width, height }: Size, rotation: Rotation): Size {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** The characters of a page of this size turned clockwise. */
export function turnCharacters(
  characters: readonly PdfCharacter[],
  size: Size,
  rotation: Rotation,
): readonly PdfCharacter[] {
  if (rotation === 0) return characters;
  return characters.map((character) => ({
    ...character,
    bounds: turnBounds(character.bounds, size, rotation),
    direction: ((character.direction + rotation / 90) % 4) as Direction,
  }));
}

export function turnBounds({ left, top, right, bottom }: Bounds, { width, height }: Size, rotation: Rotation): Bounds {
  switch (rotation) {
    case 0:
      return { left, top, right, bottom };
    case 90:
      return { left: height - bottom, top: left, right: height - top, bottom: right };
    case 180:
      return { left: width - right, top: height - bottom, right: width - left, bottom: height - top };
    case 270:
      return { left: top, top: width - right, right: bottom, bottom: width - left };
  }
}
