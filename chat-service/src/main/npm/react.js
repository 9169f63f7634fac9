/** The types of the element for React; there is nothing to run. */
export {};
