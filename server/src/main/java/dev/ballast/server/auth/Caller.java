// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

/** Who makes a request: a token's name, or {@code local} for loopback without a token. */
public record Caller(String name, Role role) {

  public static final Caller LOCAL = new Caller("local", Role.ADMIN);
}
