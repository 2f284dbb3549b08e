// A calendar day, `YYYY-MM-DD`, and its MS-DOS date.
//
// In: a text. Out: is it a day, and how a zip writes it. Never: a clock.

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Does the calendar have that day, in the years 1 to 9999? */
export function isDay(text) {
    const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
    if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** The MS-DOS date of a day, the nearest that MS-DOS has. */
export function dosDate(text) {
    const [year, month, day] = text.split('-').map(Number);
    if (year < 1980) return (1 << 5) | 1;
    if (year > 2107) return (127 << 9) | (12 << 5) | 31;
    return ((year - 1980) << 9) | (month << 5) | day;
}
