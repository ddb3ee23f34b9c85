// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import java.time.Instant;

/**
 * A token as it is kept: never its secret.
 *
 * @param id the first 12 hex digits of the hash
 * @param hash SHA-256 of the secret, 64 hex digits
 */
public record Token(String id, String name, Role role, Instant created, String hash) {}
