/** What is asked before something is done: a question, what follows from a yes, and what the yes is called. */
export type Question = { title: string; body: string; action: string; run: () => void };
