/** Runs the work of a script and ends its process, with 1 and the error shown if the work failed. */
export function runScript(work: Promise<void>): void {
  work.then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
