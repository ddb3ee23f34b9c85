// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

/** A query that was not answered, with the reason in Prometheus' vocabulary. */
public final class QueryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Prometheus' {@code errorType}. */
  public enum Kind {
    BAD_DATA,
    EXECUTION,
    TIMEOUT,
    UNAVAILABLE,
    INTERNAL
  }

  private final Kind kind;

  public QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public QueryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
