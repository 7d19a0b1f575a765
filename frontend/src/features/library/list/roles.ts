/** What the parts of the list are to whoever hears it; the elements themselves are laid out as a grid, not as a table. */
export const CELL = { role: "gridcell" } as const;
export const COLUMN = { role: "columnheader" } as const;
export const GROUP = { role: "rowgroup" } as const;
export const ROW = { role: "row" } as const;
