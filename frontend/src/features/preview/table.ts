/** Reads tables that are written as text, separated by commas, semicolons or tabs (RFC 4180, and as spreadsheets do it). */

const SEPARATORS = [";", "\t", ","] as const;
const FIRST_LETTERS = 4000;

/** What separates the fields of the first line, outside of quotes; of equals the first. */
function separatorOf(text: string): string {
  let quoted = false;
  const seen: Record<string, number> = {};
  for (const letter of text.slice(0, FIRST_LETTERS)) {
    if (letter === '"') quoted = !quoted;
    else if (letter === "\n" && !quoted) break;
    else if (!quoted) seen[letter] = (seen[letter] ?? 0) + 1;
  }
  return SEPARATORS.reduce((best, next) => ((seen[next] ?? 0) > (seen[best] ?? 0) ? next : best));
}

/** Rows of fields, `limit` at most. */
export function rowsOf(text: string, limit: number): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endRow = () => {
    row.push(field);
    field = "";
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < limit; at++) {
    const letter = text.charAt(at);
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') {
      field += '"';
      at++;
    } else if (quoted) {
      if (letter === '"') quoted = false;
      else field += letter;
    } else if (letter === '"' && field === "") quoted = true;
    else if (letter === separator) {
      row.push(field);
      field = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") field += letter;
  }
  if (rows.length < limit) endRow();
  return rows;
}
