/** What `npm start` runs Node with; everything that is measured is run with it. */
export const NODE_FLAGS = ['--max-semi-space-size=16']
