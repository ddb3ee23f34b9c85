// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

/** The body is over its limit, after decompression (HTTP 413); nothing was taken. */
public final class BodyTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public BodyTooLargeException(int limitBytes) {
    super(
        "body: more than %d bytes after decompression (expected: at most %d). Send smaller batches, or raise the limit"
            .formatted(limitBytes, limitBytes));
  }
}
