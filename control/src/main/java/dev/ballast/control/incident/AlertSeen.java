// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that belongs to an incident, ours or somebody else's.
 *
 * @param id the sender's fingerprint
 * @param source who sent it, such as {@code alertmanager} or {@code ballast}; after a slash the
 *     group that the sender put it in, whose alerts belong together
 * @param ended null while it fires
 * @param url where it can be looked at; may be empty
 */
public record AlertSeen(
    String id,
    String name,
    String source,
    String service,
    String region,
    String severity,
    String text,
    Instant since,
    @Nullable Instant ended,
    String url) {

  /** The same, over since then. */
  public AlertSeen endedAt(Instant at) {
    return new AlertSeen(id, name, source, service, region, severity, text, since, at, url);
  }
}
