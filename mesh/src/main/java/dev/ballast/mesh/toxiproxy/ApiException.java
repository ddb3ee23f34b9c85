// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

/** A request that is refused, in the words of the original: clients compare them. */
final class ApiException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static ApiException badBody(String why) {
    return new ApiException(400, "bad request body: " + why);
  }

  static ApiException missing(String field) {
    return new ApiException(400, "missing required field: " + field);
  }

  static ApiException proxyNotFound() {
    return new ApiException(404, "proxy not found");
  }

  static ApiException proxyExists() {
    return new ApiException(409, "proxy already exists");
  }

  static ApiException toxicNotFound() {
    return new ApiException(404, "toxic not found");
  }

  static ApiException toxicExists() {
    return new ApiException(409, "toxic already exists");
  }

  static ApiException invalidStream() {
    return new ApiException(400, "stream was invalid, can be either upstream or downstream");
  }

  static ApiException invalidType() {
    return new ApiException(400, "invalid toxic type");
  }

  static ApiException tooMany(String what, int limit) {
    return new ApiException(429, "too many " + what + ": the limit is " + limit);
  }
}
