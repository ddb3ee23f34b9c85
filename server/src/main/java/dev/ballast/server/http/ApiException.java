// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

/** A request that is answered with an error, whose code and text are meant for the caller. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  public ApiException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "bad_request", message);
  }

  public static ApiException notFound(String message) {
    return new ApiException(404, "not_found", message);
  }

  public int status() {
    return status;
  }

  /** Stable, snake_case: what a program may switch on. */
  public String code() {
    return code;
  }
}
