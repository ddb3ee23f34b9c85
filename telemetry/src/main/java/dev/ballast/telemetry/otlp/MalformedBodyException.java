// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

/** The body is not what its content type says (HTTP 400, gRPC INVALID_ARGUMENT); nothing taken. */
public final class MalformedBodyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public MalformedBodyException(String message) {
    super(message);
  }

  public MalformedBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
