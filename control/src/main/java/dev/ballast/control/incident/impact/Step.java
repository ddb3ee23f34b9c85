// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

/**
 * One span of a request, as far as it tells who is hurt.
 *
 * @param parent the id of the step that waits for it; empty at the root
 * @param callee whom it calls, when that one sends no spans of its own; else empty
 * @param user something that is the same for the same user and tells nothing else; may be empty
 */
public record Step(
    String id,
    String parent,
    String service,
    String region,
    String operation,
    String callee,
    long startMicros,
    long endMicros,
    boolean failed,
    String user) {

  public Step {
    endMicros = Math.max(startMicros, endMicros);
  }

  long micros() {
    return endMicros - startMicros;
  }
}
