/** A quotation with the found words marked. It is text whatever it says. */
import type { ReactNode } from "react";
import type { Excerpt } from "./find";
import classes from "./Search.module.css";

/** Offsets count Unicode characters, of which JavaScript's strings may need two units. */
export function Marked({ excerpt: { text, ranges } }: { excerpt: Excerpt }) {
  const letters = Array.from(text);
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { offset, length } of ranges) {
    parts.push(letters.slice(end, offset).join(""));
    parts.push(
      <mark key={offset} className={classes.mark}>
        {letters.slice(offset, offset + length).join("")}
      </mark>,
    );
    end = offset + length;
  }
  return (
    <>
      {parts}
      {letters.slice(end).join("")}
    </>
  );
}
