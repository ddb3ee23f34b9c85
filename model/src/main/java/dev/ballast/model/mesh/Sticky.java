// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * Keeps a client at the version that it met first, by a cookie.
 *
 * @param cookie its name; empty when clients are not kept
 */
public record Sticky(String cookie, Duration duration) {

  public static final Sticky NONE = new Sticky("", Duration.ZERO);

  public boolean active() {
    return !cookie.isEmpty();
  }
}
