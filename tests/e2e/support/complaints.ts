import type { BrowserContext } from '@playwright/test'

/** What a browser logs when the shop refuses as it should (a declined card, the last unit gone). */
const EXPECTED_REFUSAL =
  /^Failed to load resource: the server responded with a status of (401|402|403|404|409|422|429)/

const POLICY = 'Content-Security-Policy refused'

/**
 * Every frame reports what its policy refuses, from before its first script. A browser writes nothing to the console when
 * the page catches the exception, as a library does that only tries whether it may compile code.
 */
function reportPolicy(prefix: string): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
    console.error(`${prefix} ${blockedURI} (${effectiveDirective}) in ${sourceFile}:${lineNumber}`),
  )
}

/**
 * Collects what the pages of a context complain about: exceptions, violations of their policy, and every message on the
 * console, of any level.
 */
export function collectComplaints(context: BrowserContext, complaints: string[]): void {
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    const text = message.text()
    if (!EXPECTED_REFUSAL.test(text)) complaints.push(`console.${message.type()}: ${text}`)
  })
  // A context carries out what it is asked in order: this before its first page.
  void context.addInitScript(reportPolicy, POLICY)
}
