/** A command that cannot go on says so in a sentence a person understands; no stack trace. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode] 1: cannot be done, 2: wrong use
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "Refusal";
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command's main function and ends the process with its exit code.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runMain(main) {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof Refusal) console.error(error.message);
    else console.error(error);
    process.exitCode = error instanceof Refusal ? error.exitCode : 1;
  }
  // Whatever still holds the event loop (a pipe, a timer) must not hold the command.
  setImmediate(() => process.exit());
}
