// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an endpoint answers. */
public sealed interface Reply {

  /** A body that is sent at once; headers in lower case. */
  @SuppressWarnings("ArrayRecordComponent")
  record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
      implements Reply {
    public Whole {
      headers = Map.copyOf(headers);
    }

    public Whole with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Whole(status, contentType, body, more);
    }
  }

  /** Server-sent events for as long as the feed runs and the caller listens. */
  record Live(Feed feed) implements Reply {}

  /** Writes events until it is interrupted or the caller has gone. */
  @FunctionalInterface
  interface Feed {
    void run(EventStream out) throws InterruptedException;
  }

  String JSON = "application/json; charset=utf-8";
  String HTML = "text/html; charset=utf-8";
  String TEXT = "text/plain; charset=utf-8";

  /** The value as JSON in the API's form. */
  static Whole json(Object value) {
    return json(200, value);
  }

  static Whole json(int status, Object value) {
    return new Whole(status, JSON, Json.bytes(value), Map.of());
  }

  static Whole html(String page) {
    return of(200, HTML, page);
  }

  static Whole text(int status, String text) {
    return of(status, TEXT, text);
  }

  static Whole of(int status, String contentType, String body) {
    return new Whole(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Whole redirect(String location) {
    return of(303, TEXT, "").with("location", location);
  }

  /** The one form of errors under /api/v1. */
  static Whole error(int status, String code, String message) {
    return json(status, new Problem(message, code));
  }

  /** An error: a text for people and a stable code for programs. */
  record Problem(String error, String code) {}
}
