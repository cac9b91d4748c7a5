/**
 * The last line of npm test, from the report of Vitest's JSON reporter (null where there is none) and its exit code.
 * A file that could not even be loaded counts as one failure, and so does any other reason to end with an error.
 */
export function tally(report, exitCode) {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const broken = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !hasFailure(file),
  ).length;
  const failed = (report?.numFailedTests ?? 0) + broken;
  const counted = failed === 0 && (exitCode !== 0 || !report) ? 1 : failed;
  return `${passed} passed, ${counted} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

const hasFailure = (file) => (file.assertionResults ?? []).some((test) => test.status === "failed");
