// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import java.net.URI;
import java.time.Duration;

/**
 * Where a Prometheus-compatible API is and how to talk to it.
 *
 * @param base what stands before {@code /api/v1}: {@code http://host:9090}, {@code
 *     https://mimir/prometheus}
 * @param tenant sent as {@code X-Scope-OrgID}; empty sends none
 * @param timeout for one answer as a whole
 * @param maxAnswerBytes larger answers are refused
 */
public record Backend(URI base, Auth auth, String tenant, Duration timeout, int maxAnswerBytes) {

  /** How requests are authorised. */
  public sealed interface Auth {
    record None() implements Auth {}

    record Bearer(String token) implements Auth {
      @Override
      public String toString() {
        return "Bearer[token=***]";
      }
    }

    record Basic(String user, String password) implements Auth {
      @Override
      public String toString() {
        return "Basic[user=" + user + ", password=***]";
      }
    }
  }

  /** Without authorisation or tenant, 30 s, 64 MiB. */
  public static Backend at(URI base) {
    return new Backend(base, new Auth.None(), "", Duration.ofSeconds(30), 64 << 20);
  }

  public Backend with(Auth newAuth) {
    return new Backend(base, newAuth, tenant, timeout, maxAnswerBytes);
  }

  public Backend withTenant(String newTenant) {
    return new Backend(base, auth, newTenant, timeout, maxAnswerBytes);
  }

  public Backend withLimits(Duration newTimeout, int newMaxAnswerBytes) {
    return new Backend(base, auth, tenant, newTimeout, newMaxAnswerBytes);
  }
}
