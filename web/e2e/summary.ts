import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Ends the run with one line that says how it went. */
export default class Summary implements Reporter {
  private readonly counts = { passed: 0, failed: 0, skipped: 0 };

  onTestEnd(_: TestCase, result: TestResult): void {
    if (result.status === "skipped") this.counts.skipped += 1;
    else if (result.status === "passed") this.counts.passed += 1;
    else this.counts.failed += 1;
  }

  onEnd(_: FullResult): void {
    const { passed, failed, skipped } = this.counts;
    console.log(`\ne2e: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
