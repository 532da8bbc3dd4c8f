/** The language of the message table, for the forms of numbers and lists. */
export const language = 'en';
