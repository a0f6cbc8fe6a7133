// First letters of the readings of characters, so that “hdqy” finds 河道清淤. The server knows the readings.

const LETTERS = new Map<string, string>();
const MADE = new Map<string, string>();

/** Takes what the page was made with: a letter → the characters that begin with it. */
export function learn(letters: Readonly<Record<string, string>>): void {
  for (const [letter, characters] of Object.entries(letters))
    for (const character of characters) LETTERS.set(character, letter);
}

/** Returns the first letters of the readings of a text; letters and digits stay, other characters go. */
export function initialsOf(text: string): string {
  let made = MADE.get(text);
  if (made === undefined) {
    made = "";
    for (const character of text)
      made += LETTERS.get(character) ?? (/[a-z0-9]/i.test(character) ? character.toLowerCase() : "");
    MADE.set(text, made);
  }
  return made;
}
