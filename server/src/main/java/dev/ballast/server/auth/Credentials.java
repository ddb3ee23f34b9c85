// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

/**
 * What a request says about its sender; empty where a header is missing.
 *
 * @param token the bearer token, from the authorization header or the session cookie
 * @param fromCookie whether a browser sent the token by itself
 * @param host the Host header or HTTP/2 authority
 * @param origin the Origin header
 * @param fetchSite the Sec-Fetch-Site header
 * @param unsafe whether the request may change something
 */
public record Credentials(
    String token,
    boolean fromCookie,
    String host,
    String origin,
    String fetchSite,
    boolean unsafe) {

  /** With a token that stood somewhere else than in a header, and in no cookie. */
  public Credentials withToken(String value) {
    return new Credentials(value, false, host, origin, fetchSite, unsafe);
  }
}
