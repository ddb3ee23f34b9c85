// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.fetch;

/** No answer, or none within the limits; the message says which URL and why. */
public final class FetchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Kind {
    UNREACHABLE,
    TIMEOUT,
    TOO_LARGE,
    BROKEN,
    INTERRUPTED
  }

  private final Kind kind;

  FetchException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
