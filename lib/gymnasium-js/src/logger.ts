/** Where advice goes that is no error; replace it to collect or silence it. */
export const logger = {
  warn(this: void, message: string): void {
    console.warn(`gymnasium-js: ${message}`);
  },
};
