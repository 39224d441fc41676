/** Sizes of what is drawn in a row, in CSS pixels. */
export const LIFE_HEIGHT = 22;
export const BAR_HEIGHT = 14;
export const BAR_TOP = (LIFE_HEIGHT - BAR_HEIGHT) / 2;
