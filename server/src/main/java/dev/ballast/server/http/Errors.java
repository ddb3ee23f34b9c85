// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import dev.ballast.server.auth.Denied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told when something went wrong; details of our own faults stay in the log. */
final class Errors {

  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  private Errors() {}

  static Reply.Whole of(Verb verb, String path, Throwable problem) {
    return switch (problem) {
      case ApiException e -> Reply.error(e.status(), e.code(), message(e));
      case Denied e -> denied(e);
      default -> {
        log.atError()
            .setCause(problem)
            .addKeyValue("event", "http.failed")
            .addKeyValue("http.request.method", verb.name())
            .addKeyValue("url.path", path)
            .log("request failed");
        yield Reply.error(
            500, "internal", "Something went wrong here; the server's log says what.");
      }
    };
  }

  private static Reply.Whole denied(Denied e) {
    int status = e.reason().status();
    Reply.Whole reply =
        Reply.error(status, status == 401 ? "unauthenticated" : "forbidden", message(e));
    return status == 401 ? reply.with("www-authenticate", "Bearer realm=\"ballast\"") : reply;
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }
}
