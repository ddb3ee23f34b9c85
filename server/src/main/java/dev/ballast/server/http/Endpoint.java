// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import dev.ballast.server.auth.Role;
import org.jspecify.annotations.Nullable;

/**
 * One operation that can be called over HTTP.
 *
 * @param path the route, with parameters in braces: {@code /api/v1/services/{name}}
 * @param role the least role that may call it; null when anybody may
 * @param maxBody the most bytes of request body that are read; more is refused with 413
 * @param turnstile passed before the body is read
 */
public record Endpoint(
    Verb verb,
    String path,
    @Nullable Role role,
    long maxBody,
    Turnstile turnstile,
    Handler handler) {

  /** The variable of a path that holds the caller's token, which no log may show. */
  public static final String TOKEN = "token";

  private static final long SMALL = 1 << 20;

  /** What is done with a request; runs on a virtual thread and may block. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request) throws Exception;
  }

  public Endpoint(Verb verb, String path, @Nullable Role role, long maxBody, Handler handler) {
    this(verb, path, role, maxBody, Turnstile.NONE, handler);
  }

  public static Endpoint get(String path, Role role, Handler handler) {
    return new Endpoint(Verb.GET, path, role, 0, handler);
  }

  public static Endpoint post(String path, Role role, Handler handler) {
    return new Endpoint(Verb.POST, path, role, SMALL, handler);
  }

  public static Endpoint delete(String path, Role role, Handler handler) {
    return new Endpoint(Verb.DELETE, path, role, 0, handler);
  }

  /** A read that needs no token even where others do: liveness, the login page, static files. */
  public static Endpoint open(String path, Handler handler) {
    return new Endpoint(Verb.GET, path, null, 0, handler);
  }

  boolean hasTokenInPath() {
    return path.contains("{" + TOKEN + "}");
  }

  /** The path that was asked for, as logs may show it. */
  String shown(String asked) {
    return hasTokenInPath() ? path : asked;
  }
}
