// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import dev.ballast.server.auth.Denied.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides who is let in. On loopback a request without a token is the local user's, if it names a
 * loopback host (which a rebound DNS name does not) and no foreign web page sent it; anywhere else
 * every request needs a token.
 */
public final class Gatekeeper {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final TokenStore tokens;
  private final boolean loopback;
  private final Consumer<Reason> denials;

  /**
   * @param loopback whether the server listens on loopback only
   * @param denials told of every request that is not let in
   */
  public Gatekeeper(TokenStore tokens, boolean loopback, Consumer<Reason> denials) {
    this.tokens = tokens;
    this.loopback = loopback;
    this.denials = denials;
  }

  /** Whether requests without a token are denied. */
  public boolean needsToken() {
    return !loopback;
  }

  /**
   * The caller, when it may do what needs the role.
   *
   * @throws Denied when it may not
   */
  public Caller admit(Credentials credentials, Role needed) {
    try {
      Caller caller = identify(credentials);
      checkOrigin(credentials);
      if (!caller.role().allows(needed)) {
        throw new Denied(
            Reason.ROLE,
            "role: %s (expected: %s or above)".formatted(caller.role().text(), needed.text()));
      }
      return caller;
    } catch (Denied denied) {
      denials.accept(denied.reason());
      throw denied;
    }
  }

  private Caller identify(Credentials credentials) {
    if (credentials.token().isEmpty()) {
      return withoutToken(credentials);
    }
    Optional<Token> token = tokens.find(credentials.token());
    if (token.isEmpty()) {
      throw new Denied(
          Reason.WRONG_TOKEN, "The token is not known. Make one: ballast token create --role ROLE");
    }
    return new Caller(token.get().name(), token.get().role());
  }

  private Caller withoutToken(Credentials credentials) {
    if (!loopback) {
      throw new Denied(
          Reason.NO_TOKEN,
          "A token is needed: send it as \"Authorization: Bearer TOKEN\"."
              + " Make one: ballast token create --role ROLE");
    }
    if (!LOOPBACK.contains(hostOf(credentials.host()))) {
      throw new Denied(
          Reason.HOST,
          "Host: %s (expected without a token: localhost, 127.0.0.1 or [::1])"
              .formatted(credentials.host()));
    }
    return Caller.LOCAL;
  }

  /** A browser names the page that sends an unsafe request; only our own pages may. */
  private static void checkOrigin(Credentials credentials) {
    if (!credentials.unsafe() || (!credentials.token().isEmpty() && !credentials.fromCookie())) {
      return;
    }
    boolean foreignSite =
        !credentials.fetchSite().isEmpty()
            && !credentials.fetchSite().equals("same-origin")
            && !credentials.fetchSite().equals("none");
    boolean foreignOrigin =
        !credentials.origin().isEmpty()
            && !authorityOf(credentials.origin())
                .equals(credentials.host().toLowerCase(Locale.ROOT));
    if (foreignSite || foreignOrigin) {
      throw new Denied(
          Reason.ORIGIN, "Origin: %s (expected: this server)".formatted(credentials.origin()));
    }
  }

  private static String hostOf(String authority) {
    int end = authority.lastIndexOf(':');
    boolean port = end > authority.lastIndexOf(']') && end >= 0;
    return (port ? authority.substring(0, end) : authority).toLowerCase(Locale.ROOT);
  }

  private static String authorityOf(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
